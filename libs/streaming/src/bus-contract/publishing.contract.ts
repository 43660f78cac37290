import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { maxMessageBytes } from '../event-bus.port.js';
import { inWorld, testTimeoutMs, type OpenBus } from './bus-under-test.js';
import { everything, numbered, numbers } from './numbered.js';

// What Kafka's own Java client returns for these keys; the positive part decides the partition.
const javaVectors = [
  { key: '21', hash: -973932308 },
  { key: 'foobar', hash: -790332482 },
  { key: 'a-little-bit-long-string', hash: -985981536 },
  { key: 'a-little-bit-longer-string', hash: -1486304829 },
  { key: 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', hash: -58897971 },
  { key: 'abc', hash: 479470107 },
] as const;

/** Where messages go and in which order. */
export function describePublishing(open: OpenBus): void {
  describe('publishing', () => {
    it('puts keys where the Java client would, text and bytes alike', keysGoWhereJavaPutsThem(open), testTimeoutMs);
    it('obeys a partition that is named', namedPartitions(open), testTimeoutMs);
    it('takes messages without a key or a partition', keyless(open), testTimeoutMs);
    it('hands back positions in the order given, counting up by one in a partition', positions(open), testTimeoutMs);
    it('keeps the order of sends that were not waited for', order(open), testTimeoutMs);
    it('acknowledges an empty send without writing anything', emptySend(open), testTimeoutMs);
  });
  describe('the size of a message', () => {
    it('may be as large as the bound', largest(open), testTimeoutMs);
    it('may not be larger: the whole send is refused for good, and nothing of it written', tooLarge(open), testTimeoutMs);
    it('does not add up over the messages of one send', manyLarge(open), testTimeoutMs);
  });
}

const keysGoWhereJavaPutsThem = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic({ partitions: 24 });
    const expected = javaVectors.map(({ hash }) => (hash & 0x7fffffff) % 24);
    const asText = await bus().send(
      name,
      javaVectors.map(({ key }) => ({ key, value: 'v' })),
    );
    const asBytes = await bus().send(
      name,
      javaVectors.map(({ key }) => ({ key: Buffer.from(key), value: 'v' })),
    );
    expect(asText.map(({ partition }) => partition)).toEqual(expected);
    expect(asBytes.map(({ partition }) => partition)).toEqual(expected);
  });

const namedPartitions = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    await bus().send(
      name,
      [2, 0, 1].map((partition) => ({ key: 'k', value: `for ${partition}`, partition })),
    );
    for (const partition of [0, 1, 2]) expect(await everything(bus(), name, partition)).toEqual([`for ${partition}`]);
    await expect(bus().send(name, [{ key: 'k', value: 'v', partition: 3 }])).rejects.toBeInstanceOf(PermanentError);
  });

const keyless = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    const [at] = await bus().send(name, [{ key: null, value: 'v' }]);
    const { messages } = await bus().read(at!, 10);
    expect(messages.map(({ key, value }) => [key, value?.toString()])).toEqual([[null, 'v']]);
  });

const positions = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    const first = await bus().send(name, [...numbered(0, 2, 1), ...numbered(0, 1, 0), ...numbered(2, 3, 1)]);
    const second = await bus().send(name, numbered(3, 4, 1));
    expect([...first, ...second]).toEqual(
      [
        [1, 0],
        [1, 1],
        [0, 0],
        [1, 2],
        [1, 3],
      ].map(([partition, offset]) => ({ topic: name, partition, offset })),
    );
  });

const order = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    const sends = numbers(0, 60).map((value) => bus().send(name, [{ key: 'one key', value }]));
    const acknowledged = (await Promise.all(sends)).flat();
    expect(acknowledged.map(({ offset }) => offset)).toEqual(numbers(0, 60).map(Number));
    expect(await everything(bus(), name, acknowledged[0]!.partition)).toEqual(numbers(0, 60));
  });

const emptySend = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    await expect(bus().send(name, [])).resolves.toEqual([]);
    expect((await bus().admin.offsetsOf(name)).map(({ logEnd }) => logEnd)).toEqual([0, 0, 0]);
  });

const largest = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    const value = Buffer.alloc(maxMessageBytes - 'key'.length, 'x');
    const [at] = await bus().send(name, [{ key: 'key', value }]);
    const { messages } = await bus().read(at!, 1);
    expect(messages[0]?.value?.equals(value)).toBe(true);
  });

const tooLarge = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    const heavy = { key: 'key', value: Buffer.alloc(maxMessageBytes - 3), partition: 0, headers: { h: 'v' } };
    await expect(bus().send(name, [...numbered(0, 2), heavy])).rejects.toBeInstanceOf(PermanentError);
    expect(await everything(bus(), name)).toEqual([]);
    await bus().send(name, numbered(2, 3));
    expect(await everything(bus(), name)).toEqual(['2']);
  });

const manyLarge = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    const values = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(400_000));
    await bus().send(
      name,
      values.map((value) => ({ key: null, value, partition: 0 })),
    );
    expect((await everything(bus(), name, 0, 2)).map((value) => value?.[0])).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
