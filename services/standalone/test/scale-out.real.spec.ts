import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fullTopicName, topics } from '@lodestream/records';
import { KafkaEventBus } from '@lodestream/streaming';
import {
  describeReal,
  eventually,
  REAL_START_TIMEOUT_MS,
  startKafka,
  uniqueName,
  type RealKafka,
  type SpawnedService,
} from '@lodestream/test-stack';
import { servedRates } from './books.js';
import { openFarm, type TestFarm } from './farm.js';
import { type BookedReading, forgottenTicks, TickBook } from './tick-book.js';

const miners = Number(process.env['LODESTREAM_SCALE_MINERS'] ?? '3000');
/** Whoever takes a miner over need not poll a tick that was told: the next one has to come within the 30 s allowed. */
const intervalMs = 25_000;
const frozenMs = 60_000;
const storyMs = 180_000;
const { partitions } = topics.fleetMiners;
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const tell = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

describeReal(`three replicas of ingestion over ${miners} miners`, ['kafka'], () => {
  let kafka: RealKafka;
  let bus: KafkaEventBus;
  let farm: TestFarm;
  let book: TickBook;
  const replicas = new Map<string, SpawnedService>();
  beforeAll(async () => {
    kafka = await startKafka();
    bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: 'counter' });
    await bus.start();
    const prefix = `${uniqueName('scale')}.`;
    const yaml = `stream: {topic_prefix: ${prefix}, drain_seconds: 20}\nkafka: {brokers: ${JSON.stringify(kafka.brokers)}}\n`;
    farm = await openFarm({ miners, intervalSeconds: intervalMs / 1_000, firstPollSeconds: 5, faultless: true, logLevel: 'DEBUG', yaml });
    book = new TickBook(bus, fullTopicName(prefix, topics.minerTelemetry));
  }, REAL_START_TIMEOUT_MS + 60_000);
  afterAll(async () => {
    await tellOfDeaths();
    await Promise.all([...replicas.values()].map((replica) => replica.kill()));
    await farm?.simulator.kill();
    await bus?.stop();
    await kafka?.stop();
  }, 60_000);

  const serve = async (instance: string): Promise<void> => void replicas.set(instance, await farm.serve('miner-ingestion', instance));
  /** What a replica that ended by itself said last. */
  const tellOfDeaths = async (): Promise<void> => {
    for (const [name, { output, exited }] of replicas) {
      const exit = await Promise.race([exited, pass(10)]);
      if (exit)
        tell(
          `${name} ended with ${exit.code ?? exit.signal}: ${output
            .lines()
            .filter((line) => line.includes('"level":"error"'))
            .slice(-3)
            .join('\n')}`,
        );
    }
  };
  const replica = (instance: string): SpawnedService => replicas.get(instance)!;
  /** Waits until the readings of the last seconds come from these replicas alone, each having as many partitions; says who has which. */
  const untilShared = (among: readonly string[], sinceMs = 0): Promise<Map<number, string>> =>
    eventually(
      async () => {
        const owners = (await book.readOn()).owners(Math.max(sinceMs, Date.now() - 4_000));
        const shares = Object.fromEntries(
          [...Map.groupBy(owners.values(), (owner) => owner)].map(([owner, owned]) => [owner, owned.length]),
        );
        expect(shares).toEqual(Object.fromEntries(among.map((name) => [name, partitions / among.length])));
        return owners;
      },
      { timeoutMs: 90_000, everyMs: 500 },
    );
  /** Waits until every miner has a reading taken after a moment, and says how long that took for the last one. */
  const untilAllRead = (sinceMs: number, partition: (number: number) => boolean = () => true): Promise<number> =>
    eventually(
      async () => {
        const { readings } = await book.readOn();
        const listed = new Set(readings.filter((each) => partition(each.partition)).map(({ record }) => record.miner_id));
        const fresh = readings.filter((each) => partition(each.partition) && each.record.observed_at > sinceMs);
        const first = Map.groupBy(fresh, ({ record }) => record.miner_id);
        expect([...listed].filter((minerId) => !first.has(minerId))).toEqual([]);
        return Math.max(...[...first.values()].map((each) => Math.min(...each.map(({ record }) => record.observed_at)))) - sinceMs;
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );

  it(
    'are each given a third',
    async () => {
      await Promise.all(['a', 'b', 'c'].map(serve));
      await untilShared(['a', 'b', 'c']);
      await eventually(async () => expect((await book.readOn()).counted().size).toBe(miners), { timeoutMs: 40_000, everyMs: 500 });
    },
    storyMs,
  );

  it(
    'poll the miners of one that is killed again within 30 seconds',
    async () => {
      const orphans = [...(await untilShared(['a', 'b', 'c']))].filter(([, owner]) => owner === 'c').map(([partition]) => partition);
      const killedAtMs = Date.now();
      await replica('c').kill();
      const afterMs = await untilAllRead(killedAtMs, (partition) => orphans.includes(partition));
      tell(`After a kill the last of its miners was read after ${afterMs} ms.`);
      expect(afterMs).toBeLessThanOrEqual(30_000);
    },
    storyMs,
  );

  it(
    'give one that is added what it must have, and move nothing else',
    async () => {
      const before = await untilShared(['a', 'b']);
      await serve('d');
      const after = await untilShared(['a', 'b', 'd']);
      const moved = [...after].filter(([partition, owner]) => before.get(partition) !== owner);
      expect(moved.map(([, owner]) => owner)).toEqual(new Array(partitions / 3).fill('d'));
    },
    storyMs,
  );

  it(
    'hear nothing from one that was frozen for a minute that would change what is known',
    async () => {
      const frozenAtMs = Date.now();
      replica('a').signal('SIGSTOP');
      await pass(frozenMs);
      await book.readOn();
      const wokenAtMs = Date.now();
      replica('a').signal('SIGCONT');
      await untilShared(['a', 'b', 'd'], wokenAtMs);
      // What was read before and stood on the threshold may leave: others have told newer things by then, and it counts nowhere.
      const sentLater = book.readings.filter(({ replica: sender, producedAtMs }) => sender === 'a' && producedAtMs >= frozenAtMs);
      const old = sentLater.filter(({ record }) => record.observed_at < wokenAtMs);
      tell(`Sent after waking, though read before: ${old.length}.`);
      expect(old.filter(({ counts }) => counts)).toEqual([]);
      expect(countedOutOfOrder(book.readings)).toEqual([]);
      await expect(replica('a').waitForLine('stood still past the end of its right', 1_000)).resolves.toBeDefined();
    },
    storyMs + frozenMs,
  );

  it(
    'have forgotten no tick, and counted none twice, in all of this',
    async () => {
      await pass(5_000);
      const skipped = await Promise.all(['a', 'b', 'd'].map((name) => skippedTicks(replica(name))));
      tell(`Ticks skipped by a, b and d: ${JSON.stringify(skipped)}`);
      await Promise.all(['a', 'b', 'd'].map(async (name) => expect((await replica(name).terminate(40_000)).code).toBe(0)));
      const counted = (await book.readOn()).counted();
      const forgotten = [...counted].map(([minerId, readings]) => ({ minerId, ticks: forgottenTicks(readings, intervalMs) }));
      tell(`${book.readings.length} readings, ${book.readings.filter(({ counts }) => !counts).length} of them repeats that count nowhere.`);
      const failed = failedPolls([...replicas.values()]);
      expect(counted.size).toBe(miners);
      const unread = forgotten.map(({ minerId, ticks }) => ticks.length - (failed.get(minerId) ?? 0)).filter((ticks) => ticks > 0);
      const ticksForgotten = unread.reduce((sum, ticks) => sum + ticks, 0);
      tell(`Ticks forgotten: ${ticksForgotten} of ${book.readings.length}.`);
      // A tick stays in force for an interval, longer than a partition is without an owner: whoever takes over polls it. What a replica passed
      // over as late was for others to poll, and excuses nothing; only a device or a machine that is too slow for its polls does, which is told.
      const tooSlow = skipped.slice(1).reduce((sum, { overrun = 0, queued = 0 }) => sum + overrun + queued, 0);
      expect(ticksForgotten).toBeLessThanOrEqual(tooSlow);
      expect(await countedButNotServed(counted)).toEqual([]);
      const countedTwice = [...counted].filter(([, readings]) => sharesCounted(readings) > sharesGained(readings));
      expect(countedTwice.map(([minerId]) => book.storyOf(minerId))).toEqual([]);
    },
    storyMs,
  );

  /** Miners of which a reading counts that was never served, or more readings than answers. */
  async function countedButNotServed(counted: ReadonlyMap<string, readonly BookedReading[]>): Promise<string[]> {
    const served = await servedRates(farm);
    const wrong = [...counted].filter(([minerId, readings]) => {
      const told = (served.get(minerId) ?? []).map((rate) => rate.toPrecision(9));
      const rates = readings.map(({ record }) => ((record.hashrate.total ?? 0) * 1_000).toPrecision(9));
      return rates.some((rate) => !told.includes(rate)) || rates.length > told.length;
    });
    return wrong.map(([minerId]) => minerId);
  }
});

/** Readings that count although they were true before the one that counted last. */
function countedOutOfOrder(readings: readonly BookedReading[]): BookedReading[] {
  const newest = new Map<string, number>();
  return readings.filter(({ record, counts }) => {
    const before = newest.get(record.miner_id) ?? 0;
    if (counts) newest.set(record.miner_id, Math.max(before, record.observed_at));
    return counts && record.observed_at < before;
  });
}

const sharesCounted = (readings: readonly BookedReading[]): number =>
  readings.reduce((sum, { record }) => sum + (record.shares.accepted_delta ?? 0), 0);

/** What the device itself counted between the first and the last reading. */
const sharesGained = (readings: readonly BookedReading[]): number =>
  (readings.at(-1)!.record.shares.accepted ?? 0) - (readings[0]!.record.shares.accepted ?? 0);

/** How many polls of each miner these replicas say gave no reading. */
function failedPolls(replicas: readonly SpawnedService[]): Map<string, number> {
  const failed = new Map<string, number>();
  for (const line of replicas.flatMap(({ output }) => output.lines().filter((each) => each.includes('A miner gave no reading.')))) {
    const minerId = /"minerId":"([^"]+)"/.exec(line)?.[1] ?? line;
    failed.set(minerId, (failed.get(minerId) ?? 0) + 1);
  }
  return failed;
}

/** The ticks a replica says it skipped, by reason; only the reasons it had. */
async function skippedTicks({ output }: SpawnedService): Promise<Record<string, number>> {
  const url = new URL('/metrics', /http:\S+\/health\/ready/.exec(output.lines().join('\n'))![0]);
  const page = await (await fetch(url)).text();
  const skipped = [...page.matchAll(/^miner_ingestion_ticks_skipped_total\{.*reason="(\w+)".*\} ([1-9]\d*)/gm)];
  return Object.fromEntries(skipped.map(([, reason, ticks]) => [reason, Number(ticks)]));
}
