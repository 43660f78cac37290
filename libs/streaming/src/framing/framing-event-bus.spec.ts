import { afterEach, describe, expect, it } from '@jest/globals';
import { describeLifecycle } from '@lodestream/component/contract';
import { systemClock, TransientError } from '@lodestream/component';
import { isFrame, topics } from '@lodestream/records';
import { eventually } from '../bus-contract/eventually.js';
import { type BusUnderTest, describeEventBus } from '../event-bus.contract.js';
import { FakeEventBus } from '../event-bus.fake.js';
import type { EventBus, IncomingMessage } from '../event-bus.port.js';
import { acceptedSamples } from './accepted-samples.js';
import { frame } from './frame.js';
import { FramingEventBus, type FramingOptions } from './framing-event-bus.js';
import { subjectOf } from './record-subjects.js';
import { FakeSchemaRegistry } from './schema-registry.fake.js';

const wrap = (bus: EventBus, registry = new FakeSchemaRegistry(), change: Partial<FramingOptions> = {}) =>
  new FramingEventBus(bus, { registry, topicPrefix: 'mining.', write: 'avro', clock: systemClock, unknownTries: 1, ...change });

describeLifecycle('FramingEventBus', () => wrap(new FakeEventBus()));
describeEventBus('FramingEventBus', openFraming);

/** Topics that hold no records of ours go through untouched, so that the bus around it keeps every promise of the bus beneath. */
async function openFraming(): Promise<BusUnderTest> {
  let inner = new FakeEventBus();
  let bus = wrap(inner);
  await bus.start();
  return {
    get bus() {
      return bus;
    },
    kill: () => inner.abort(),
    reopen: async () => {
      await bus.stop();
      inner = new FakeEventBus({}, inner.memory);
      bus = wrap(inner);
      await bus.start();
      return bus;
    },
    dispose: () => bus.stop(),
    compact: (topic) => inner.maintain(topic),
    expire: () => inner.maintain(),
  };
}

const { codec, name, partitions } = topics.minerTelemetry;
const topic = `mining.${name}`;
const sample = acceptedSamples().find(({ record }) => record === topics.minerTelemetry.record)!;
const reading = codec.accept(structuredClone(sample.value));
const json = codec.encode(reading);

const open: EventBus[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bus) => bus.stop()));
});

async function setUp(change: Partial<FramingOptions> = {}) {
  const registry = new FakeSchemaRegistry();
  const inner = new FakeEventBus();
  const bus = wrap(inner, registry, change);
  open.push(bus);
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
  const sent = async (from: EventBus): Promise<readonly IncomingMessage[]> =>
    (await from.read({ topic, partition: 0, offset: 0 }, 100)).messages;
  return { registry, inner, bus, raw: () => sent(inner), read: () => sent(bus) };
}

describe('a record that is written', () => {
  it('lies in the topic as a frame by the schema registered under the topic and -value, and is read back as it was', async () => {
    const { registry, bus, raw, read } = await setUp();
    await bus.send(topic, [{ key: 'm1', value: json, partition: 0 }]);
    const [message] = await raw();
    expect(message!.value!.equals(frame(1, sample.bytes))).toBe(true);
    expect(registry.add(subjectOf(topic), JSON.stringify(sample.schema))).toBe(1);
    expect(codec.decode((await read())[0]!.value!)).toEqual(reading);
  });

  it('stays plain JSON where JSON is to be written', async () => {
    const { bus, raw } = await setUp({ write: 'json' });
    await bus.send(topic, [{ key: 'm1', value: json, partition: 0 }]);
    expect((await raw())[0]!.value!.equals(json)).toBe(true);
  });

  it.each([
    { what: 'a tombstone', value: null },
    { what: 'a frame', value: frame(9, Buffer.from([1])) },
    { what: 'what is no record', value: Buffer.from('{"miner_id":7}') },
    { what: 'a record of a newer version, which would lose its new fields', value: Buffer.from(JSON.stringify({ ...reading, moon: 1 })) },
  ])('travels as it is where it is $what', async ({ value }) => {
    const { bus, raw } = await setUp();
    await bus.send(topic, [{ key: 'm1', value, partition: 0 }]);
    expect((await raw())[0]!.value).toEqual(value);
  });

  it('waits with its sender while the registry is away, and keeps its place', async () => {
    const { registry, bus, read } = await setUp();
    registry.isAway = true;
    await expect(bus.send(topic, [{ key: 'm1', value: json, partition: 0 }])).rejects.toBeInstanceOf(TransientError);
    registry.isAway = false;
    const times = [1, 2, 3, 4, 5].map((timestamp) => ({ key: 'm1', value: codec.encode({ ...reading, timestamp }), partition: 0 }));
    await Promise.all(times.map((message) => bus.send(topic, [message])));
    expect((await read()).map(({ value }) => codec.decode(value!).timestamp)).toEqual([1, 2, 3, 4, 5]);
    expect(registry.questions).toBe(3);
  });
});

describe('a topic with both', () => {
  it('is read as one, whatever its reader writes itself', async () => {
    for (const write of ['avro', 'json'] as const) {
      const { registry, inner, read } = await setUp({ write });
      const id = registry.add('another-value', JSON.stringify(sample.schema));
      await inner.send(topic, [{ key: 'm1', value: json, partition: 0 }]);
      await inner.send(topic, [{ key: 'm1', value: frame(id, sample.bytes), partition: 0 }]);
      expect((await read()).map(({ value }) => codec.decode(value!))).toEqual([reading, reading]);
    }
  });

  it.each([
    { what: 'an id the registry does not know', bytes: frame(77, Buffer.from([1])), errorClass: 'version', says: /schema 77 .* not known/ },
    { what: 'a damaged record', bytes: frame(1, sample.bytes.subarray(0, 30)), errorClass: 'malformed', says: /an end too soon/ },
    { what: 'too short for an id', bytes: Buffer.from([0, 0]), errorClass: 'malformed', says: /hold no id/ },
  ])('has a frame refused for good with its reason: $what', async ({ bytes, errorClass, says }) => {
    const { registry, inner, read } = await setUp();
    registry.add(subjectOf(topic), JSON.stringify(sample.schema));
    await inner.send(topic, [{ key: 'm1', value: bytes, partition: 0 }]);
    const [message] = await read();
    const decoding = () => codec.decode(message!.value!);
    expect(decoding).toThrow(says);
    expect(decoding).toThrow(expect.objectContaining({ name: 'PermanentError', errorClass }));
    expect(message!.value!.equals(bytes)).toBe(true);
  });

  it('is refused its frames by a reader that has no registry, which says so', async () => {
    expect(() => codec.decode(frame(1, sample.bytes))).toThrow(/no schema registry is configured/);
  });
});

describe('a consumer', () => {
  it('is given nothing while the registry is away, and everything, in order, once it is back', async () => {
    const { registry, inner, bus } = await setUp();
    const id = registry.add(subjectOf(topic), JSON.stringify(sample.schema));
    registry.isAway = true;
    await inner.send(topic, [{ key: 'm1', value: frame(id, sample.bytes), partition: 0 }]);
    await inner.send(topic, [{ key: 'm1', value: json, partition: 0 }]);
    const seen: boolean[] = [];
    const subscription = await bus.subscribe({
      group: 'g',
      topics: [topic],
      handler: async ({ messages }, { commit }) => {
        for (const { value } of messages) seen.push(isFrame(value!) && codec.decode(value!).miner_id === reading.miner_id);
        await commit(messages.at(-1)!.offset + 1);
      },
    });
    await eventually('the registry to be asked', async () => registry.questions >= 1);
    expect(seen).toEqual([]);
    registry.isAway = false;
    await eventually('both messages', async () => seen.length === 2);
    expect(seen).toEqual([true, false]);
    await subscription.stop();
  });
});
