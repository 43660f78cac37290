import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemClock } from '@lodestream/component';
import { avroSchemas, type DecodeTally, isFrame, type MinerTelemetry, topics } from '@lodestream/records';
import { eventually, startSchemaRegistryDouble, type SchemaRegistryDouble } from '@lodestream/test-stack';
import avsc from 'avsc';
import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { frame } from '../src/framing/frame.js';
import {
  ConfluentRegistry,
  DeadLetters,
  DeadLetterWriter,
  decodeRecord,
  type EventBus,
  FramingEventBus,
  type IncomingBatch,
  type IncomingMessage,
  OnTopic,
  pipeline,
  PipelineRunner,
  sink,
  type StreamContext,
  StreamMetrics,
  StreamTransport,
  subjectOf,
} from '../src/index.js';

const { minerTelemetry, deadLetters } = topics;
const text = avroSchemas[minerTelemetry.record]!;
const sample = readFileSync(new URL('../../../schemas/accepted/miner_telemetry/full.json', import.meta.url));
const reading = (timestamp: number): MinerTelemetry => ({ ...minerTelemetry.codec.decode(sample), timestamp });

/** The same record as a newer version of its schema would have it, with one field that we do not know. */
const newer = { ...(JSON.parse(text) as { fields: object[] }) };
newer.fields = [...newer.fields, { name: 'moon', type: 'string', default: '' }];
/** And as it was before anything with a default was added to it. */
const older = { ...newer, fields: (newer.fields as readonly object[]).filter((field) => !('default' in field)) };
const framed = (schema: object, id: number, record: object): Buffer =>
  frame(id, avsc.Type.forSchema(schema as avsc.Schema).toBuffer(record));

/** A stream whose writers use Avro, with a pipeline that reads it, on a bus and against a registry over HTTP. */
class AvroStream {
  readonly records: MinerTelemetry[] = [];
  readonly tally: DecodeTally = { unknownFields: 0 };
  readonly topic: string;
  private application!: INestMicroservice;

  private constructor(
    readonly plain: EventBus,
    readonly bus: FramingEventBus,
    private readonly prefix: string,
  ) {
    this.topic = prefix + minerTelemetry.name;
  }

  static async open(plain: EventBus, url: string, prefix: string): Promise<AvroStream> {
    const registry = new ConfluentRegistry({ url, register: true, deadlineMs: 500 });
    const patience = { unknownTries: 2, unknownPauseMs: 50, unknownForMs: 100 };
    const bus = new FramingEventBus(plain, { registry, topicPrefix: prefix, write: 'avro', clock: systemClock, ...patience });
    const stream = new AvroStream(plain, bus, prefix);
    await bus.start();
    const named = [stream.topic, prefix + deadLetters.name];
    await bus.admin.applyTopics(named.map((topic) => ({ topic, partitions: 1, retentionMs: null, compacted: false })));
    await stream.listen();
    return stream;
  }

  get stored(): readonly number[] {
    return this.records.map(({ timestamp }) => timestamp);
  }

  letters(): DeadLetters {
    return new DeadLetters(this.bus, { topicPrefix: this.prefix, clock: systemClock, source: 'test/1' });
  }

  /** What lies in a topic, byte for byte. */
  async raw(topic = this.topic): Promise<readonly IncomingMessage[]> {
    return (await this.plain.read({ topic, partition: 0, offset: 0 }, 1_000)).messages;
  }

  async close(): Promise<void> {
    await this.application.close();
    await this.bus.stop();
  }

  private async listen(): Promise<void> {
    const registry = new Registry();
    const runner = this.runner(registry);
    @Controller()
    class Reader {
      @OnTopic(minerTelemetry, { group: 'writer' })
      onReadings(batch: IncomingBatch, context: StreamContext): Promise<void> {
        return runner.run(batch, context);
      }
    }
    class App {}
    Module({ controllers: [Reader] })(App);
    const parts = { bus: this.bus, registry, clock: systemClock, topicPrefix: this.prefix, instance: 'only' };
    this.application = await NestFactory.createMicroservice(App, { strategy: new StreamTransport(parts), logger: false });
    await this.application.listen();
  }

  private runner(registry: Registry): PipelineRunner {
    const store = sink<MinerTelemetry>('store', async (records) => void this.records.push(...records));
    const definition = pipeline<Buffer>('readings').step(decodeRecord(minerTelemetry.codec, this.tally)).sink(store);
    const shared = { publisher: this.bus, clock: systemClock, source: 'test/1' };
    return new PipelineRunner(definition, {
      ...shared,
      metrics: StreamMetrics.of(registry),
      deadLetters: new DeadLetterWriter({ ...shared, topicPrefix: this.prefix }),
    });
  }
}

/** What a stream in Avro binary promises from end to end, on whatever bus. */
export function describeAvroStream(name: string, openBus: () => Promise<{ bus: EventBus; prefix: string }>, timeoutMs = 60_000): void {
  describe(`a stream in Avro binary on ${name}`, () => {
    let registry: SchemaRegistryDouble;
    let stream: AvroStream;
    beforeAll(async () => {
      registry = await startSchemaRegistryDouble();
      const { bus, prefix } = await openBus();
      stream = await AvroStream.open(bus, registry.url, prefix);
    }, timeoutMs);
    afterAll(async () => {
      await stream?.close();
      await registry?.stop();
    }, timeoutMs);

    const stored = (...timestamps: number[]) => eventually(() => expect(stream.stored).toEqual(timestamps), { timeoutMs: 30_000 });
    const send = (value: Buffer) => stream.plain.send(stream.topic, [{ key: 'm1', value }]);
    const idOf = (schema: object): number =>
      (registry.schemas.register('elsewhere-value', JSON.stringify(schema)).body as { id: number }).id;

    it(
      'carries frames by the registered schema, beside the plain JSON of a producer that was not upgraded, in order',
      async () => {
        await send(minerTelemetry.codec.encode(reading(1)));
        await stream.bus.send(stream.topic, [{ key: 'm1', value: minerTelemetry.codec.encode(reading(2)) }]);
        await send(minerTelemetry.codec.encode(reading(3)));
        await stored(1, 2, 3);
        expect((await stream.raw()).map(({ value }) => isFrame(value!))).toEqual([false, true, false]);
        expect(registry.schemas.names()).toContain(subjectOf(stream.topic));
      },
      timeoutMs,
    );

    it(
      'is read from a producer that was upgraded first; what is new is left out and counted',
      async () => {
        await send(framed(newer, idOf(newer), { ...reading(4), moon: 'full' }));
        await stored(1, 2, 3, 4);
        expect(stream.tally.unknownFields).toBe(1);
      },
      timeoutMs,
    );

    it(
      'waits while the registry is away, and loses, repeats and gives up nothing for it',
      async () => {
        const other = { ...newer, fields: [...newer.fields, { name: 'tide', type: 'int', default: 0 }] };
        const id = idOf(other);
        const asked = registry.requests.length;
        registry.misbehave(503);
        await send(framed(other, id, { ...reading(5), moon: '', tide: 1 }));
        await eventually(() => expect(registry.requests.length).toBeGreaterThan(asked), { timeoutMs: 30_000 });
        expect(stream.stored).toEqual([1, 2, 3, 4]);
        registry.misbehave(null);
        await stored(1, 2, 3, 4, 5);
        expect((await stream.letters().list()).letters).toEqual([]);
      },
      timeoutMs,
    );

    it(
      'gives up for good what cannot be read, each with its reason and its bytes, and passes on',
      async () => {
        const own = (registry.schemas.find(subjectOf(stream.topic), text).body as { id: number }).id;
        const sound = framed(JSON.parse(text) as object, own, reading(6));
        const notANumber = framed(JSON.parse(text) as object, own, { ...reading(6), hashrate: { ...reading(6).hashrate, total: NaN } });
        const bad = [frame(4_000_000, Buffer.from([1])), sound.subarray(0, 60), notANumber];
        for (const value of bad) await send(value);
        await send(sound);
        await stored(1, 2, 3, 4, 5, 6);
        const { letters } = await stream.letters().list();
        expect(letters.map(({ reason }) => reason)).toEqual(['version', 'malformed', 'validation']);
        expect(letters.map(({ cause }) => cause)).toEqual([
          expect.stringContaining('schema 4000000 '),
          expect.stringContaining('an end too soon'),
          'hashrate.total: expected double or null, got NaN',
        ]);
        for (const [at, letter] of letters.entries()) expect((await stream.letters().original(letter)).value).toEqual(bad[at]);
      },
      timeoutMs,
    );

    it(
      'has its dead letters in frames too, and one is replayed once its schema is registered',
      async () => {
        const lettersTopic = stream.topic.replace(minerTelemetry.name, deadLetters.name);
        expect((await stream.raw(lettersTopic)).every(({ value }) => isFrame(value!))).toBe(true);
        const late = { ...newer, fields: [...newer.fields, { name: 'late', type: 'boolean', default: false }] };
        const next = idOf({ ...late, doc: 'registered only to learn which id comes next' }) + 1;
        await send(framed(late, next, { ...reading(7), moon: '', late: true }));
        const letter = await eventually(async () => {
          const { letters } = await stream.letters().list({ reason: 'version' });
          expect(letters).toHaveLength(2);
          return letters[1]!;
        });
        expect(idOf(late)).toBe(next);
        await new Promise((resolve) => setTimeout(resolve, 150));
        expect((await stream.letters().replay({ ids: [letter.id] })).replayed).toEqual([letter.id]);
        await stored(1, 2, 3, 4, 5, 6, 7);
      },
      timeoutMs,
    );

    it(
      'is read from producers of three versions that take turns, as in an upgrade and its way back; what one did not know has its default',
      async () => {
        const unknown = stream.tally.unknownFields;
        const plain = (record: object): Buffer => Buffer.from(JSON.stringify(record));
        const least = ({
          timestamp,
          observed_at,
          miner_id,
          ip_address,
          algorithm,
          driver,
          interval_ms,
          state,
          hashrate,
        }: MinerTelemetry) => ({
          ...{ timestamp, observed_at, miner_id, ip_address, algorithm, driver, interval_ms, state, hashrate },
        });
        const turn = [
          framed(older, idOf(older), reading(8)),
          plain(least(reading(9))),
          framed(newer, idOf(newer), { ...reading(10), moon: 'new' }),
          plain({ ...reading(11), moon: 'new' }),
          minerTelemetry.codec.encode(reading(12)),
          framed(older, idOf(older), reading(13)),
        ];
        for (const value of turn) await send(value);
        await stored(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        const [eighth, ninth, ...others] = stream.records.slice(7);
        const expected = minerTelemetry.codec.create(least(reading(8)));
        expect([eighth, ninth, others.at(-1)]).toEqual([expected, { ...expected, timestamp: 9 }, { ...expected, timestamp: 13 }]);
        expect(others.slice(0, 3)).toEqual([reading(10), reading(11), reading(12)]);
        expect(stream.tally.unknownFields).toBe(unknown + 2);
        expect((await stream.letters().list({ reason: 'version' })).letters).toHaveLength(2);
      },
      timeoutMs,
    );

    it(
      'is understood by a reader that was not upgraded, which takes from our frames the fields it knows',
      async () => {
        const ours = (await stream.raw()).filter(({ value }) => isFrame(value!))[0]!.value!;
        const [writer, reader] = [JSON.parse(text), older].map((schema) => avsc.Type.forSchema(schema as avsc.Schema));
        const understood = reader!.fromBuffer(ours.subarray(5), reader!.createResolver(writer!)) as MinerTelemetry;
        expect({ ...understood }).toEqual(
          Object.fromEntries((older.fields as { name: keyof MinerTelemetry }[]).map(({ name }) => [name, expect.anything()])),
        );
        expect([understood.timestamp, understood.miner_id, understood.hashrate.total]).toEqual([
          2,
          reading(2).miner_id,
          reading(2).hashrate.total,
        ]);
      },
      timeoutMs,
    );
  });
}
