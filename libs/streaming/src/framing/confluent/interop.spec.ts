import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { systemClock } from '@lodestream/component';
import { avroSchemas, fullTopicName, type MinerTelemetry, topics } from '@lodestream/records';
import { startSchemaRegistryDouble, type SchemaRegistryDouble } from '@lodestream/test-stack';
import { FakeEventBus } from '../../event-bus.fake.js';
import { acceptedSamples } from '../accepted-samples.js';
import { FramingEventBus } from '../framing-event-bus.js';
import { subjectOf } from '../record-subjects.js';
import { ConfluentRegistry } from './confluent-registry.js';

const { codec, partitions, ...named } = topics.minerTelemetry;
const topic = fullTopicName('mining.', named);
const reading = codec.accept(structuredClone(acceptedSamples().find(({ record }) => record === named.record)!.value));

describe('a client of another project', () => {
  let double: SchemaRegistryDouble;
  let plain: FakeEventBus;
  let ours: FramingEventBus;
  let theirs: SchemaRegistry;
  beforeEach(async () => {
    double = await startSchemaRegistryDouble();
    plain = new FakeEventBus();
    const registry = new ConfluentRegistry({ url: double.url, register: true });
    ours = new FramingEventBus(plain, { registry, topicPrefix: 'mining.', write: 'avro', clock: systemClock });
    await ours.start();
    await ours.admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
    theirs = new SchemaRegistry({ host: double.url });
  });
  afterEach(async () => {
    await ours.stop();
    await double.stop();
  });
  const written = async (bus: FakeEventBus | FramingEventBus) =>
    (await bus.read({ topic, partition: 0, offset: 0 }, 1)).messages[0]!.value!;

  it('reads what we write', async () => {
    await ours.send(topic, [{ key: 'm1', value: codec.encode(reading), partition: 0 }]);
    const read = (await theirs.decode(await written(plain))) as MinerTelemetry;
    expect(codec.accept(structuredClone(read))).toEqual(reading);
  });

  it('writes what we read', async () => {
    const { id } = double.schemas.register(subjectOf(topic), avroSchemas[named.record]!).body as { id: number };
    await plain.send(topic, [{ key: 'm1', value: await theirs.encode(id, reading), partition: 0 }]);
    expect(codec.decode(await written(ours))).toEqual(reading);
  });
});
