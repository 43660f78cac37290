import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Clock, systemClock } from '@lodestream/component';
import { eventually } from '../../src/bus-contract/eventually.js';
import type { EventBus } from '../../src/event-bus.port.js';
import { randomFrom } from '../seeded-random.js';
import { audit, drained, everyMessage, type Audit } from './audit.js';
import { CountingConsumer, placeUnder, topicsOf, type CountingPlace } from './counting-consumer.js';
import { EventFeed } from './event-feed.js';
import { poisonKinds } from './poison.js';

/** A started bus, and what can be done to it. */
export interface FaultsUnderTest {
  readonly bus: EventBus;
  /** Has the bus forget a group that has no members, offsets and all. */
  readonly expireGroup: (group: string) => Promise<void>;
  dispose(): Promise<void>;
}

const testTimeoutMs = 120_000;
let places = 0;

/**
 * What becomes of the faults that the stream itself must bear, with every message accounted for; real parts run it. `noExpiry` says why
 * the groups of a bus do not expire.
 */
export function describeStreamFaults(name: string, open: (clock: Clock) => Promise<FaultsUnderTest>, noExpiry?: string): void {
  describe(`a consumer that counts, on ${name}`, () => {
    let under: FaultsUnderTest;
    let place: CountingPlace;
    let consumer: CountingConsumer;
    let setByMs: number;
    beforeEach(async () => {
      setByMs = 0;
      under = await open({ ...systemClock, now: () => Date.now() + setByMs });
      place = placeUnder(`faults-${process.pid}-${(places += 1)}.`);
      await under.bus.admin.applyTopics(topicsOf(place));
      consumer = new CountingConsumer(under.bus, place);
    }, testTimeoutMs);
    afterEach(async () => {
      await consumer.stop();
      await under.dispose();
    }, testTimeoutMs);

    const feed = async (seed: number, messages: number, life = 0): Promise<void> => {
      const events = new EventFeed(seed, life);
      for (let sent = 0; sent < messages; sent += 250) await under.bus.send(place.input, events.take(250));
    };
    const account = async (): Promise<Audit> => audit(under.bus, place, await drained(consumer));
    const anew = async (): Promise<void> => {
      await consumer.stop();
      consumer = new CountingConsumer(under.bus, place);
    };
    const balances = ({ expected, found, fromOthers, unexplained, ledger }: Audit): void => {
      expect(found).toEqual(expected);
      expect([fromOthers, unexplained, ledger.lost, ledger.compacted]).toEqual([[], 0, 0, 0]);
    };

    it.each([1, 2])(
      'puts ten kinds of poison, 1 in 100, aside and counts all others once (seed %i)',
      async (seed) => {
        await consumer.start();
        await feed(seed, 3_000);
        const each = Object.values(poisonKinds).map((make) => ({ key: 'poison', value: make(randomFrom(seed)) }));
        await under.bus.send(place.input, each);
        const result = await account();
        balances(result);
        expect(result.expected.deadLetters.length).toBeGreaterThan(20);
        expect(result.expected.repetitions).toBeGreaterThan(100);
      },
      testTimeoutMs,
    );

    it.each([3, 4])(
      'counts nothing again when a whole partition is replayed, out of order (seed %i)',
      async (seed) => {
        await consumer.start();
        await feed(seed, 1_500);
        const before = await account();
        balances(before);
        const random = randomFrom(seed);
        const replayed = [];
        for await (const { partition, message } of everyMessage(under.bus, place.input)) if (partition === 0) replayed.push(message);
        const shuffled = replayed.map((message) => ({ message, rank: random() })).sort((a, b) => a.rank - b.rank);
        for (let from = 0; from < shuffled.length; from += 100) {
          const some = shuffled.slice(from, from + 100).map(({ message: { key, value } }) => ({ key, value, partition: 0 }));
          await under.bus.send(place.input, some);
        }
        await eventually(
          'the replay to be counted',
          async () => (await consumer.ledger()).produced === before.ledger.produced + shuffled.length,
        );
        const after = await account();
        balances(after);
        expect(after.ledger.stored).toBe(before.ledger.stored);
        expect(after.ledger.dropped['late_tick']).toBeGreaterThan(0);
      },
      testTimeoutMs,
    );

    it(
      'counts as lost, once, what retention took before it was read, and goes on',
      async () => {
        await consumer.start();
        await feed(5, 500);
        const before = await drained(consumer);
        await anew();
        await feed(6, 1_000);
        const [{ committed } = { committed: null }] = await under.bus.admin.groupOffsets(place.group, [place.input]);
        const gone = 40;
        await under.bus.admin.deleteBefore({ topic: place.input, partition: 0, offset: committed! + gone });
        await consumer.start();
        const after = await drained(consumer);
        expect([after.lost, after.produced]).toEqual([gone, 1_500]);
        expect(after.stored).toBeGreaterThan(before.stored);
        await anew();
        await consumer.start();
        expect((await drained(consumer)).lost).toBe(gone);
      },
      testTimeoutMs,
    );

    it(
      'loses nothing and counts nothing twice when its event loop stands still for 5 s in mid-stream',
      async () => {
        await consumer.start();
        await feed(8, 1_000);
        const feeding = feed(9, 2_000, 1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        for (const until = performance.now() + 5_000; performance.now() < until;);
        await feeding;
        await feed(10, 500, 2);
        balances(await account());
      },
      testTimeoutMs,
    );

    it.each([3_600_000, -3_600_000])(
      'loses nothing and counts nothing twice when the clock is set by %i ms in mid-stream, and set right again',
      async (byMs) => {
        await consumer.start();
        await feed(11, 1_000);
        setByMs = byMs;
        await feed(12, 1_000, 1);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        balances(await account());
        setByMs = 0;
        await feed(13, 1_000, 2);
        await eventually('the rest to be counted', async () => (await consumer.ledger()).produced === 3_000);
        balances(await account());
      },
      testTimeoutMs,
    );

    it(
      'loses nothing by ticks that a clock an hour ahead had given, once it was set right',
      async () => {
        await consumer.start();
        for (const [seed, aheadMs] of [
          [14, 0],
          [15, 3_600_000],
          [16, 60_000],
        ] as const) {
          await feed(seed, 500, aheadMs / 10_000_000);
          await drained(consumer);
        }
        await eventually('the rest to be counted', async () => (await consumer.ledger()).produced === 1_500);
        balances(await account());
      },
      testTimeoutMs,
    );

    (noExpiry === undefined ? it : it.skip)(
      `reads everything again when its group has expired, and counts as before${noExpiry === undefined ? '' : ` (${noExpiry})`}`,
      async () => {
        await consumer.start();
        await feed(7, 1_000);
        const before = await account();
        balances(before);
        await anew();
        await under.expireGroup(place.group);
        await consumer.start();
        const after = await account();
        balances(after);
        expect(after.ledger).toEqual(before.ledger);
      },
      testTimeoutMs,
    );
  });
}
