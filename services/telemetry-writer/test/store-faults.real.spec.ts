import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { MinerTelemetryInput } from '@lodestream/records';
import type { KafkaEventBus } from '@lodestream/streaming';
import type { InfluxTelemetryStore } from '@lodestream/telemetry-store';
import { describeReal, REAL_START_TIMEOUT_MS, tooLarge } from '@lodestream/test-stack';
import { aReading } from './readings.js';
import { WriterBehindProxy } from './writer-behind-proxy.js';
import { eventually, type WriterUnderTest } from './writer-under-test.js';

type Writer = WriterUnderTest<KafkaEventBus, InfluxTelemetryStore>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const now = Math.floor(Date.now() / minuteMs) * minuteMs - dayMs / 2;
const isWrite = ({ path }: { readonly path: string }): boolean => path.startsWith('/api/v2/write');
const failuresOf = async ({ registry }: Writer): Promise<number> =>
  (await registry.getSingleMetric('streaming_failures_total')!.get()).values.reduce((sum, { value }) => sum + value, 0);

describeReal('telemetry-writer, when InfluxDB misbehaves', ['shared-kafka', 'shared-influxdb'], () => {
  let world: WriterBehindProxy;
  beforeEach(async () => void (world = await WriterBehindProxy.open()), REAL_START_TIMEOUT_MS);
  afterEach(() => world?.close(), 30_000);

  /** Readings that differ in miner, tick and hashrate, so that one missing, doubled or mixed up shows in the list of hashrates. */
  const some = (count: number, from = 0, sinceMs = now): MinerTelemetryInput[] =>
    Array.from({ length: count }, (_, at) => {
      const number = from + at + 1;
      return {
        ...aReading(),
        miner_id: `m${number % 50}`,
        timestamp: sinceMs + number * 1_000,
        hashrate: { total: number, unit: 'TH/s', nominal: 1, average: 1, per_hashboard: [] },
      };
    });
  const numbers = (count: number, without: readonly number[] = []): number[] =>
    Array.from({ length: count }, (_, at) => at + 1).filter((number) => !without.includes(number));

  const expectStoredOnceBut = async (setAside: readonly number[], writer: Writer, count: number): Promise<void> => {
    const { ledger, unexplained, hashrates } = await world.closeBooks(writer, count);
    const [stored, deadLettered] = [count - setAside.length, setAside.length];
    expect(ledger).toMatchObject({ produced: count, stored, deadLettered, lost: 0, inFlight: 0 });
    expect(Object.values(ledger.dropped).filter((messages) => messages > 0)).toEqual([]);
    expect([unexplained, [...hashrates].sort((a, b) => a - b)]).toEqual([0, numbers(count, setAside)]);
  };
  const expectAllStoredOnce = (writer: Writer, count: number): Promise<void> => expectStoredOnceBut([], writer, count);

  it('stores everything once, without giving a batch back, when each write takes 2 s', async () => {
    const writer = await world.start();
    world.proxy.add({ kind: 'delay', delayMs: 2_000, matches: isWrite });
    for (let from = 0; from < 2_400; from += 400) await world.send(writer, some(400, from));
    await expectAllStoredOnce(writer, 2_400);
    expect([await failuresOf(writer), writer.health.answers()['telemetry-writer/store']]).toEqual([0, { ready: true }]);
  }, 90_000);

  it('gives batches back while a write takes longer than its deadline, and stores each reading once when it does not any more', async () => {
    const writer = await world.start({ write_deadline_seconds: 1 });
    world.proxy.add({ kind: 'delay', delayMs: 2_000, matches: isWrite });
    await world.send(writer, some(500));
    await eventually(async () => (await failuresOf(writer)) > 1, 30_000);
    expect(writer.transport.standing().ledger).toMatchObject({ stored: 0, deadLettered: 0, inFlight: 500 });
    world.proxy.heal();
    await expectAllStoredOnce(writer, 500);
  }, 90_000);

  it('holds while its token is suspended, says so, and goes on by itself when the token is back', async () => {
    const writer = await world.start({ unready_after_seconds: 1 });
    await world.send(writer, some(300));
    await world.closeBooks(writer, 300);
    await world.account.withdrawToken(world.tokenName, 'suspended');
    await world.send(writer, some(300, 300));
    await eventually(() => writer.health.answers()['telemetry-writer/store']?.ready === false, 20_000);
    await eventually(() => JSON.stringify(writer.health.answers()).includes('lodestream store apply'), 20_000);
    expect(writer.transport.standing().ledger).toMatchObject({ stored: 300, deadLettered: 0 });
    await world.account.giveTokenBack(world.tokenName);
    await expectAllStoredOnce(writer, 600);
    expect(writer.health.answers()['telemetry-writer/store']).toEqual({ ready: true });
  }, 120_000);

  it('loses nothing when its token is revoked for good and it is started again with a new one', async () => {
    const first = await world.start();
    await world.send(first, some(300));
    await world.closeBooks(first, 300);
    await world.account.withdrawToken(world.tokenName, 'deleted');
    await world.send(first, some(300, 300));
    await eventually(async () => (await failuresOf(first)) > 0, 30_000);
    await world.stop();
    await expectAllStoredOnce(await world.start(), 600);
  }, 120_000);

  it.each([
    { what: 'partly', cutAnswers: 0 },
    { what: 'partly, and its answers are cut in the middle', cutAnswers: 2 },
  ])(
    'sets aside the readings at fault, and no others, when a batch is stored $what',
    async ({ cutAnswers }) => {
      // Somebody else's text where we write numbers: the shard of that week takes no reading of ours any more.
      const otherWeek = now - 9 * dayMs;
      const atFault = [17, 400, 401, 996];
      const writer = await world.start();
      const api = world.account.client.getWriteApi(world.account.organization, world.telemetryBucket, 'ms');
      api.writeRecord(`miner_telemetry,miner_id=stranger uptime="long" ${otherWeek}`);
      await api.close();
      if (cutAnswers > 0) world.proxy.add({ kind: 'reset-answer', afterBytes: 20, times: cutAnswers, matches: isWrite });
      const sent = some(1_000).map((reading, at) =>
        atFault.includes(at + 1) ? { ...reading, miner_id: `old-${at}`, timestamp: otherWeek + at * 1_000 } : reading,
      );
      await world.send(writer, sent);
      await expectStoredOnceBut(atFault, writer, 1_000);
      const { letters } = await writer.letters.list({ reason: 'refused' });
      expect(letters.map(({ cause }) => cause)).toEqual(atFault.map(() => expect.stringContaining('partial write')));
      const cut = world.proxy.requests().filter(({ fault }) => fault === 'reset-answer');
      expect(cut.map(({ upstreamStatus }) => upstreamStatus)).toEqual(Array.from({ length: cutAnswers }, () => expect.any(Number)));
    },
    90_000,
  );

  it('sends in halves what is too large together, and sets aside the one reading that is too large alone', async () => {
    const writer = await world.start();
    world.proxy.add(tooLarge(32_768));
    const sent = some(600);
    sent[122] = { ...sent[122]!, pool: { url: 'x'.repeat(60_000), user: 'u', status: 'active' } };
    await world.send(writer, sent);
    await expectStoredOnceBut([123], writer, 600);
    const { letters } = await writer.letters.list({ reason: 'refused' });
    expect(letters.map(({ cause }) => cause)).toEqual([expect.stringContaining('413')]);
  }, 60_000);

  it('stores everything once when the connection is cut after InfluxDB took the write and before it said so', async () => {
    const writer = await world.start();
    world.proxy.add({ kind: 'reset-answer', afterBytes: 0, times: 6, matches: isWrite });
    for (let from = 0; from < 1_200; from += 200) await world.send(writer, some(200, from));
    await expectAllStoredOnce(writer, 1_200);
    const taken = world.proxy.requests().filter(({ status, upstreamStatus }) => status === null && upstreamStatus === 204);
    expect(taken).toHaveLength(6);
  }, 60_000);
});
