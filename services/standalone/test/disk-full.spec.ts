import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, mountSmallDisk, type SmallDisk, type SpawnedService } from '@lodestream/test-stack';
import { openFarm, type TestFarm } from './farm.js';
import { readinessOf, servedSummaries, storedReadings, writerLedger } from './shown.js';

const mebibyte = 1_048_576;
const intervalSeconds = 2;
const miner = 'sim-00001';

jest.setTimeout(180_000);
const disk: SmallDisk | null = mountSmallDisk(320);
const title =
  disk === null ? 'the disk of the data directory, full (skipped: only root may mount one)' : 'the disk of the data directory, full';

(disk === null ? describe.skip : describe)(title, () => {
  const { leaveFree, directory } = disk ?? { leaveFree: () => undefined, directory: '' };
  let farm: TestFarm;
  let lodestream: SpawnedService;

  beforeAll(async () => {
    const yaml = 'embedded: {free_disk_megabytes: 64, topic_megabytes: 16}\ntelemetry_writer: {unready_after_seconds: 3}\n';
    farm = await openFarm({ miners: 20, intervalSeconds, faultless: true, yaml });
  }, 60_000);
  beforeEach(async () => {
    leaveFree(300 * mebibyte);
    lodestream = await farm.start('--data', directory);
    await eventually(async () => expect((await readinessOf(farm)).ready).toBe(true), { timeoutMs: 30_000 });
  });
  afterEach(async () => {
    // Whatever failed before: a process that ended by itself is why.
    const { code, signal } = await lodestream.kill();
    expect([code, signal, signal === 'SIGKILL' ? '' : lodestream.output.tail()]).toEqual([null, 'SIGKILL', '']);
  });
  afterAll(async () => {
    await farm?.simulator.kill();
    disk?.remove();
  });

  /** Every answer the miner gave is stored once, and the ledger explains every message. */
  const expectNothingLost = async (unacknowledged: number): Promise<void> => {
    await eventually(
      async () => {
        const served = await servedSummaries(farm, miner);
        const { counts, values } = await storedReadings(farm, miner, served[0]!.observed_at - intervalSeconds * 1_000);
        expect(counts.every(({ value }) => value === 1)).toBe(true);
        // One more may be on its way right now.
        expect(counts.length).toBeGreaterThanOrEqual(served.length - unacknowledged - 1);
        const rates = served.map(({ digest }) => digest!.hr_realtime! / 1_000);
        for (const { value } of values) expect(rates).toContainEqual(expect.closeTo(value!, 6));
      },
      { timeoutMs: 40_000, everyMs: 500 },
    );
    const { ledger, explained } = await writerLedger(farm);
    expect([explained, ledger.lost, ledger.dead_lettered]).toEqual([ledger.produced, 0, 0]);
  };
  const flowsFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('nearly: nothing is taken in, readiness says why, and it heals by itself with nothing lost', async () => {
    await flowsFor(4_000);
    leaveFree(32 * mebibyte);
    const { ready, text } = await eventually(
      async () => {
        const found = await readinessOf(farm);
        expect(found.ready).toBe(false);
        return found;
      },
      { timeoutMs: 30_000 },
    );
    expect([ready, text]).toEqual([false, expect.stringMatching(/MB left|MiB are free/)]);
    await flowsFor(6_000);
    leaveFree(200 * mebibyte);
    await eventually(async () => expect((await readinessOf(farm)).ready).toBe(true), { timeoutMs: 40_000 });
    await expectNothingLost(0);
  });

  it('to the last byte: nothing is corrupted, and it heals by itself with nothing lost', async () => {
    await flowsFor(4_000);
    leaveFree(0);
    await eventually(async () => expect((await readinessOf(farm)).ready).toBe(false), { timeoutMs: 30_000 });
    await flowsFor(8_000);
    leaveFree(200 * mebibyte);
    await eventually(async () => expect((await readinessOf(farm)).ready).toBe(true), { timeoutMs: 40_000 });
    await expectNothingLost(0);
  });

  it('and then the process killed: the next one has whatever was acknowledged', async () => {
    await flowsFor(4_000);
    leaveFree(0);
    await eventually(async () => expect((await readinessOf(farm)).ready).toBe(false), { timeoutMs: 30_000 });
    const answered = (await servedSummaries(farm, miner)).length;
    await lodestream.kill();
    leaveFree(200 * mebibyte);
    lodestream = await farm.start('--data', directory);
    await eventually(async () => expect((await servedSummaries(farm, miner)).length).toBeGreaterThan(answered + 2), { timeoutMs: 30_000 });
    // What waited in memory for room to write it was never acknowledged.
    await expectNothingLost(20);
  });
});
