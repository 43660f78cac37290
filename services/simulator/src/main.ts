import { parseArgs } from 'node:util';
import { type Log, type LogFields, PermanentError } from '@lodestream/component';
import { createSimulator } from './simulator.js';
import type { SimulatorOptions } from './simulator-options.js';

const usage = `Usage: node dist/main.js [options]

  --miners N        how many miners (200)
  --seed S          which farm (1)
  --miner-port P    port of every miner (8180); 80 where that is allowed, 0 for any free one
  --control-port P  port of /truth and /served on 127.0.0.1 (8090)
  --market-port P   port of the doubles of market providers on 127.0.0.1 (8091)
  --opened-at ISO   when the farm opened: planned faults count from here
  --speed X         how many times faster than real time the farm lives (1)
  --no-faults       a farm in which nothing goes wrong
  --help            this text
`;
const usageExit = 64;

const options = {
  miners: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  'miner-port': { type: 'string', default: '8180' },
  'control-port': { type: 'string', default: '8090' },
  'market-port': { type: 'string', default: '8091' },
  'opened-at': { type: 'string' },
  speed: { type: 'string', default: '1' },
  'no-faults': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  try {
    const { values } = parseArgs({ options });
    if (values.help) return void process.stdout.write(usage);
    const simulator = createSimulator(optionsFrom(values));
    await simulator.start();
    const [first] = simulator.fleet();
    process.stdout.write(
      `${values.miners} miners; the first is http://${first?.ip}:${first?.port}. Truth: ${simulator.controlUrl()}/truth\n`,
    );
    const stop = (): void => void simulator.stop();
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    if (!(error instanceof PermanentError) && (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    process.exitCode = usageExit;
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function optionsFrom(values: Values): SimulatorOptions {
  const openedAt = values['opened-at'];
  return {
    miners: numberOf('miners', values.miners),
    seed: numberOf('seed', values.seed),
    minerPort: numberOf('miner-port', values['miner-port']),
    controlPort: numberOf('control-port', values['control-port']),
    marketPort: numberOf('market-port', values['market-port']),
    speed: numberOf('speed', values.speed),
    ...(openedAt === undefined ? {} : { startMs: timeOf(openedAt) }),
    ...(values['no-faults'] ? { faults: [], randomFaultsPerMinerDay: 0 } : {}),
    log: stderrLog,
  };
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new PermanentError(`--${name} is not a number: ${text}`, 'validation');
  return value;
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new PermanentError(`--opened-at is not a time: ${text}`, 'validation');
  return time;
}

const write =
  (level: string) =>
  (sentence: string, fields: LogFields = {}): void => {
    process.stderr.write(`${JSON.stringify({ level, sentence, ...fields })}\n`);
  };
const stderrLog: Log = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') };

// last, when every constant above stands
await main();
