import { systemClock } from '@lodestream/component';
import { createLog, loadConfig, openVariables, runUntilTold } from '@lodestream/service-kit';
import { createSimulator, simulatorOptions, type SimulatorOptions } from '@lodestream/simulator';
import { owners, simulator as simulatedFarm } from '@lodestream/standalone';
import type { Command } from 'commander';
import type { Output } from '../output.js';
import { wholeNumber } from '../whole-number.js';

interface SimulateOptions {
  readonly config?: string;
  readonly miners: number;
  readonly seed: number;
  readonly minerPort: number;
  readonly controlPort: number;
  readonly marketPort: number;
  readonly speed: number;
}

/** `lodestream simulate`: a farm with known truth, for any collector to read. */
export function addSimulate(program: Command, output: Output): void {
  program
    .command('simulate')
    .description('run a virtual farm on loopback addresses; what is true of it stands at /truth of the control port')
    .option('--config <directory>', 'its section `simulator` says what goes wrong and when; the options here go before it')
    .option('--miners <count>', 'how many miners', wholeNumber(1, 100_000), 200)
    .option('--seed <number>', 'which farm', wholeNumber(0, 2 ** 31), 1)
    .option('--miner-port <port>', 'the port of every miner; 80 where that is allowed', wholeNumber(0, 65_535), 8180)
    .option('--control-port <port>', 'the port of /truth and /served', wholeNumber(0, 65_535), 8090)
    .option('--market-port <port>', 'the port of the doubles of market providers', wholeNumber(0, 65_535), 8091)
    .option('--speed <factor>', 'how many times faster than real time the whole farm lives, from now on', wholeNumber(1, 10_000), 1)
    .action(async ({ config, ...flags }: SimulateOptions, command: Command) => {
      const log = createLog({ service: 'simulator', environment: 'simulated', level: 'info' });
      const given = Object.entries(flags).filter(([name]) => command.getOptionValueSource(name) === 'cli');
      const options: SimulatorOptions = { ...flags, ...(config !== undefined && (await configured(config))), ...Object.fromEntries(given) };
      const simulator = createSimulator({ ...options, clock: systemClock, log });
      await runUntilTold(simulator, { log, drainMs: 5_000 });
      const [first] = simulator.fleet();
      output.out(
        `${options.miners} miners; the first is http://${first?.ip}:${first?.port}. Truth: http://127.0.0.1:${simulator.controlPort}/truth`,
      );
    });
}

/** The farm that a configuration describes. @throws ConfigError with all problems of the configuration */
async function configured(directory: string): Promise<SimulatorOptions> {
  const loaded = await loadConfig({ directory, owners, variables: await openVariables(directory, process.env) });
  return simulatorOptions(loaded.of(simulatedFarm));
}
