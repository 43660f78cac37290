/**
 * From the miner to the page, everything in one process on the embedded parts: the simulated farm has a process of its own, and this one
 * is the page. Every row shown is held against the simulator's log of what it served. `--quick` measures less long, `--miners=N` runs only the
 * farm of that size.
 */
import { parseArgs } from 'node:util';
import { openFarm } from '../test/farm.js';
import { type FarmAtWork, type FarmRun, watchFarm } from './farm-run.js';
import { figuresText, isCorrect } from './figures-text.js';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, miners: { type: 'string' } } });
const { quick } = values;
const runs: readonly FarmRun[] = [
  { miners: 1_000, intervalMs: 10_000, warmUpMs: quick ? 10_000 : 20_000, intervals: quick ? 2 : 6, storedEvery: 4 },
  { miners: 10_000, intervalMs: 60_000, warmUpMs: quick ? 20_000 : 40_000, intervals: quick ? 1 : 2, storedEvery: 40 },
];

for (const run of runs.filter(({ miners }) => values.miners === undefined || miners === Number(values.miners))) {
  const figures = await watchFarm(run, () => openInOneProcess(run));
  console.log(figuresText(figures));
  if (!isCorrect(figures)) process.exitCode = 1;
}

async function openInOneProcess({ miners, intervalMs }: FarmRun): Promise<FarmAtWork> {
  const farm = await openFarm({ miners, intervalSeconds: intervalMs / 1_000 });
  const application = await farm.start();
  const stop = async (): Promise<void> => {
    await application.terminate(60_000);
    await farm.simulator.kill();
  };
  const beside = new Map([['simulator', farm.simulator.pid]]);
  return { farm, pid: application.pid, managementUrl: farm.managementUrl, beside, stop };
}
