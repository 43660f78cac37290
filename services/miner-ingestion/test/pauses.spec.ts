import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock, TransientError } from '@lodestream/component';
import type { MinerIngestion } from '../src/miner-ingestion.js';
import { FakeMiner, fromTable, healthyS21 } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';
import { Operator } from './operator.js';

let harness: IngestionHarness;
let operator: Operator;
let device: FakeMiner;
let miner: { readonly id: string; readonly ip: string; readonly port: number; readonly polling_interval_seconds: number };

beforeEach(async () => {
  harness = await new IngestionHarness().open();
  operator = new Operator(harness);
  device = new FakeMiner(fromTable(healthyS21()));
  const { address, port } = await device.start();
  miner = { id: 'm1', ip: address, port, polling_interval_seconds: 1 };
});
afterEach(async () => {
  await harness.close();
  await device.stop();
  expect(harness.bugs).toEqual([]);
});

const start = (): Promise<MinerIngestion> => harness.run({ miners: [miner], miner_ingestion: { offline_after_misses: 1 } });
const read = (): Promise<number> => harness.telemetry().then(({ length }) => length);
const isRead = async (count: number): Promise<true> => eventually(async () => (await read()) >= count);

/** What is read of the miner while three of its ticks pass. */
async function readsOfThreeTicks(): Promise<number> {
  const before = await read();
  await systemClock.sleep(3_200);
  return (await read()) - before;
}

describe('a pause of an operator', () => {
  it('outlives a restart, until it is lifted', async () => {
    const first = await start();
    await isRead(1);
    expect(await operator.ask('pause_polling', { arguments: { minutes: '5' } })).toMatchObject({ outcome: 'succeeded' });
    await first.stop();
    const second = await start();
    expect(await readsOfThreeTicks()).toBe(0);
    const { before, after } = await operator.ask('resume_polling');
    expect([Number(before['paused_for_ms']) > 280_000, after['paused_for_ms']]).toEqual([true, '0']);
    await isRead(2);
    await second.stop();
    await start();
    await isRead((await read()) + 1);
  }, 20_000);

  it('goes over to whoever polls the miner next, and ends there in its time', async () => {
    const services = [await start(), await start()];
    await isRead(1);
    const { instance } = await operator.ask('pause_polling', { arguments: { minutes: '1' } });
    await services[Number(instance.at(-1))]!.stop();
    expect(await readsOfThreeTicks()).toBe(0);
    const { now, monotonic } = harness.clock;
    Object.assign(harness.clock, { now: () => now() + 60_000, monotonic: () => monotonic() + 60_000 });
    await isRead((await read()) + 1);
  }, 20_000);

  it('is not forgotten over what is told of the miner meanwhile', async () => {
    const first = await start();
    await isRead(1);
    await operator.ask('pause_polling', { arguments: { minutes: '5' } });
    device.answers = fromTable({});
    expect((await operator.ask('poll_now')).after).toMatchObject({ state: '"offline"' });
    device.answers = fromTable(healthyS21());
    await first.stop();
    await start();
    expect(await readsOfThreeTicks()).toBe(0);
  }, 20_000);

  it('is found late where it could not be at a takeover, though the miner’s new owner has told of it since', async () => {
    const first = await start();
    await isRead(1);
    await operator.ask('pause_polling', { arguments: { minutes: '5' } });
    await first.stop();
    const { read: readNow } = harness.bus;
    let isAway = true;
    harness.bus.read = (at, most) =>
      isAway && at.topic.endsWith('miner.tracks')
        ? Promise.reject(new TransientError('away', 'connectivity'))
        : readNow.call(harness.bus, at, most);
    Object.assign(harness.clock, { sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms === 15_000 ? 300 : ms, signal) });
    await start();
    await isRead((await read()) + 1);
    isAway = false;
    await eventually(async () => Number((await operator.ask('reset_breaker')).after['paused_for_ms']) > 200_000);
    expect(await readsOfThreeTicks()).toBe(0);
    await harness.close();
    harness = await new IngestionHarness(harness.bus).open();
    await start();
    expect(Number((await operator.ask('reset_breaker')).after['paused_for_ms'])).toBeGreaterThan(200_000);
  }, 20_000);

  it('that could not be kept is not told as done', async () => {
    const service = await start();
    await isRead(1);
    const { send } = harness.bus;
    harness.bus.send = (topic, messages) =>
      topic.endsWith('miner.tracks') ? new Promise(() => {}) : send.call(harness.bus, topic, messages);
    const id = await operator.command('pause_polling');
    const { outcome, reason } = await eventually(
      async () => (await operator.results(id)).find((result) => result.outcome !== 'attempting'),
      15_000,
    );
    expect([outcome, reason]).toEqual(['failed', 'not_kept']);
    await service.stop();
  }, 30_000);
});

describe('a command', () => {
  /** Stops the owner of the miner, and lets the next one have it only once that has passed by what was asked meanwhile. */
  async function betweenOwners(): Promise<{ passedBy: () => Promise<true>; release: () => Promise<void> }> {
    const services = [await start(), await start()];
    await isRead(1);
    const { instance } = await operator.ask('resume_polling');
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { read: readNow } = harness.bus;
    const held = Promise.withResolvers<void>();
    harness.bus.read = async (at, most) => {
      if (at.topic.endsWith('miner.tracks')) {
        held.resolve();
        await released;
      }
      return readNow.call(harness.bus, at, most);
    };
    const owner = Number(instance.at(-1));
    const stopped = services[owner]!.stop();
    await held.promise;
    const passedBy = (): Promise<true> =>
      eventually(async () => {
        const offsets = await harness.bus.admin.groupOffsets(`mining.miner-ingestion.overrides.test-${1 - owner}`, ['mining.commands']);
        return offsets.every(({ committed, logEnd }) => logEnd === 0 || committed === logEnd);
      });
    return { passedBy, release: () => (release(), stopped) };
  }

  it('that comes while its miner is between two owners is carried out by the next one, in order', async () => {
    const { passedBy, release } = await betweenOwners();
    const ids = [await operator.command('pause_polling'), await operator.command('poll_now'), await operator.command('resume_polling')];
    await passedBy();
    expect(await Promise.all(ids.map(operator.outcomes))).toEqual([[], [], []]);
    await release();
    const ended = await Promise.all(ids.map(operator.ended));
    expect(ended.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(ended.map(({ after }) => after['paused_for_ms'] === '0')).toEqual([false, false, true]);
    expect(await Promise.all(ids.map(operator.outcomes))).toEqual(Array(3).fill(['attempting', 'succeeded']));
  }, 20_000);

  it('that comes then and expires before is not carried out', async () => {
    const { passedBy, release } = await betweenOwners();
    const id = await operator.command('poll_now', { expires_at: Date.now() + 1_000 });
    await passedBy();
    await systemClock.sleep(1_000);
    await release();
    await operator.ask('resume_polling');
    expect(await operator.outcomes(id)).toEqual([]);
  }, 20_000);

  it('is not carried out again by the miner’s next owner, which had passed it by', async () => {
    const services = [await start(), await start()];
    await isRead(1);
    const id = await operator.command('poll_now');
    const { instance } = await operator.ended(id);
    await services[Number(instance.at(-1))]!.stop();
    await operator.ask('resume_polling');
    expect(await operator.outcomes(id)).toEqual(['attempting', 'succeeded']);
  }, 20_000);

  it('is not carried out again by a process of another name, which reads it too', async () => {
    const first = await start();
    await isRead(1);
    const id = await operator.command('poll_now');
    await operator.ended(id);
    await first.stop();
    await start();
    await operator.ask('resume_polling');
    expect(await operator.outcomes(id)).toEqual(['attempting', 'succeeded']);
  });
});
