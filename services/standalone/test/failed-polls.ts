import { expect } from '@jest/globals';
import type { SpawnedService } from '@lodestream/test-stack';
import type { TestFarm } from './farm.js';

/** How many polls gave no reading by now, as the metrics count them over all miners. */
async function failedPollsCounted({ managementUrl }: Pick<TestFarm, 'managementUrl'>): Promise<number> {
  const page = await (await fetch(`${managementUrl}/metrics`)).text();
  return Number(/^miner_ingestion_polls_total\{.*result="failed".*\} (\d+)/m.exec(page)?.[1] ?? NaN);
}

/**
 * Ends the application and tells how many polls of each miner gave no reading, from its log, which has to be on DEBUG.
 * Fails where the log has fewer of them than the metrics counted: its beginning is gone then.
 */
export async function failedPollsByMiner(farm: TestFarm, application: SpawnedService): Promise<ReadonlyMap<string, number>> {
  const counted = await failedPollsCounted(farm);
  expect((await application.terminate(40_000)).code).toBe(0);
  const failed = new Map<string, number>();
  for (const line of application.output.lines().filter((each) => each.includes('A miner gave no reading.'))) {
    const minerId = /"minerId":"([^"]+)"/.exec(line)?.[1] ?? line;
    failed.set(minerId, (failed.get(minerId) ?? 0) + 1);
  }
  expect([...failed.values()].reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(counted);
  return failed;
}
