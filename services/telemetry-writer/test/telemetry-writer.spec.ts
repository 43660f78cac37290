import { afterEach, describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { topics } from '@lodestream/records';
import type { EventBus, SubscribeOptions } from '@lodestream/streaming';
import type { FakeTelemetryStore, Point } from '@lodestream/telemetry-store';
import { aReading } from './readings.js';
import { eventually, WatchedStore, WriterUnderTest } from './writer-under-test.js';

let writer: WriterUnderTest;
afterEach(() => writer.close());

const start = async (store = new WatchedStore()): Promise<WriterUnderTest> => (writer = await (await WriterUnderTest.open(store)).start());

describe('telemetry-writer', () => {
  it('stores a reading as one wide point, with the position it reaches to in the same write', async () => {
    await start();
    await writer.send(aReading({ timestamp: 1_000 * 60 }), aReading({ timestamp: 2_000 * 60 }));
    await eventually(async () => (await writer.committed()) === 2);
    expect(writer.store.points('miner_telemetry').map(({ tags, timestampMs }) => [tags['miner_id'], timestampMs])).toEqual([
      ['m1', 60_000],
      ['m1', 120_000],
    ]);
    const position = { consumer: 'mining.telemetry-writer', topic: 'mining.miner.telemetry', partition: 0, nextOffset: 2 };
    expect(writer.store.writes.at(-1)?.positions).toEqual([position]);
  });

  it('stores events beside them', async () => {
    await start();
    const { codec, name } = topics.minerEvents;
    const event = codec.create({ timestamp: 5, observed_at: 6, miner_id: 'm1', type: 'restart', from: '1', to: '2' });
    await writer.bus.send(`mining.${name}`, [{ key: 'm1', value: codec.encode(event) }]);
    await eventually(() => writer.store.points('miner_event').length === 1);
    expect(writer.store.points('miner_event')[0]).toMatchObject({ tags: { miner_id: 'm1', type: 'restart' }, timestampMs: 5 });
  });

  it('commits only after the store has acknowledged', async () => {
    await start();
    const gate = Promise.withResolvers<void>();
    writer.store.gate = gate.promise;
    await writer.send(aReading());
    await eventually(() => writer.store.writes.length === 1);
    expect(await writer.committed()).toBeNull();
    gate.resolve();
    await eventually(async () => (await writer.committed()) === 1);
  });

  it('makes a dead letter, with the original bytes, of a point the store refuses, and stores its neighbours', async () => {
    class Picky extends WatchedStore {
      override write(points: readonly Point[], ...rest: [Parameters<FakeTelemetryStore['write']>[1]?]) {
        return super.write(
          points.map((p) => (p.tags['miner_id'] === 'bad' ? { ...p, fields: p.fields, tags: { ...p.tags, miner_id: 'line\nbreak' } } : p)),
          ...rest,
        );
      }
    }
    await start(new Picky());
    const bad = aReading({ miner_id: 'bad' });
    await writer.send(aReading(), bad, aReading({ miner_id: 'm2' }));
    await eventually(async () => (await writer.letters.list()).letters.length === 1);
    const {
      letters: [letter],
    } = await writer.letters.list();
    expect(letter).toMatchObject({ reason: 'refused', step: 'store', pipeline: 'telemetry_writer_readings', origin: { offset: 1 } });
    expect((await writer.letters.original(letter!)).value).toEqual(topics.minerTelemetry.codec.encode(bad));
    await eventually(async () => (await writer.committed()) === 3);
    expect(
      writer.store
        .points()
        .map((p) => p.tags['miner_id'])
        .sort(),
    ).toEqual(['m1', 'm2']);
  });

  it('makes a dead letter of what is no reading, and goes on', async () => {
    await start();
    await writer.send(Buffer.from('{"nonsense'), aReading());
    await eventually(async () => (await writer.committed()) === 2);
    expect((await writer.letters.list()).letters).toMatchObject([{ reason: 'malformed', step: 'decode', error_class: 'malformed' }]);
    expect(writer.store.points()).toHaveLength(1);
  });

  it('counts a reading past its retention as dropped for a declared reason', async () => {
    await start(new WatchedStore({ retention: [{ name: 'all', measurements: ['*'], days: 7 }] }));
    await writer.send(aReading({ timestamp: 60_000 }), aReading());
    await eventually(() => writer.transport.standing().ledger.stored === 1);
    expect(writer.transport.standing().ledger).toMatchObject({
      produced: 2,
      stored: 1,
      dropped: { expired: 1 },
      deadLettered: 0,
      inFlight: 0,
    });
    expect(await writer.registry.metrics()).toContain('telemetry_writer_points_total{measurement="miner_telemetry",result="expired"} 1');
  });

  it('ignores and counts fields it does not know', async () => {
    await start();
    const { codec } = topics.minerTelemetry;
    const newer = { ...(JSON.parse(codec.encode(aReading()).toString()) as object), colour: 'blue' };
    await writer.send(Buffer.from(JSON.stringify(newer)));
    await eventually(() => writer.store.points().length === 1);
    expect(await writer.registry.metrics()).toContain('telemetry_writer_unknown_fields_total 1');
  });

  it('gives a batch back uncommitted while the store is away, and stores it once when it is back', async () => {
    await start();
    for (let i = 0; i < 5; i += 1) writer.store.failNext(new TransientError('store away', 'connectivity'));
    await writer.send(aReading(), aReading({ miner_id: 'm2' }));
    await eventually(() => writer.transport.standing().lastError?.message === 'store away');
    expect(await writer.committed()).toBeNull();
    await eventually(async () => (await writer.committed()) === 2, 20_000);
    expect(writer.store.points()).toHaveLength(2);
    expect(writer.transport.standing().ledger).toMatchObject({ produced: 2, stored: 2, deadLettered: 0, lost: 0 });
  });

  it('finds the readings that a store refuses for good as a whole, and gives up only those', async () => {
    class Strict extends WatchedStore {
      override async write(points: readonly Point[], ...rest: [Parameters<FakeTelemetryStore['write']>[1]?]) {
        if (points.some((p) => p.tags['miner_id'] === 'bad')) throw new PermanentError('the batch is refused', 'validation');
        return super.write(points, ...rest);
      }
    }
    await start(new Strict());
    await writer.send(aReading(), aReading({ miner_id: 'bad' }), aReading({ miner_id: 'm2' }));
    await eventually(async () => (await writer.committed()) === 3);
    expect(writer.store.points()).toHaveLength(2);
    expect((await writer.letters.list()).letters).toMatchObject([{ reason: 'validation', origin: { offset: 1 } }]);
  });

  it('writes the same points again when it dies between write and commit, and counts them once', async () => {
    writer = await WriterUnderTest.open();
    let dying = true;
    const dies = (o: SubscribeOptions): SubscribeOptions => ({
      ...o,
      handler: (batch, context) =>
        o.handler(batch, {
          ...context,
          signal: context.signal,
          heartbeat: () => context.heartbeat(),
          commit: async (...a) => (dying ? Promise.reject(new TransientError('killed', 'dependency')) : context.commit(...a)),
        }),
    });
    const mortal = Object.assign(Object.create(writer.bus) as EventBus, {
      subscribe: (o: SubscribeOptions) => writer.bus.subscribe(dies(o)),
    });
    await writer.start(mortal);
    await writer.send(aReading(), aReading({ miner_id: 'm2' }));
    await eventually(() => writer.transport.standing().lastError !== null);
    expect(await writer.committed()).toBeNull();
    dying = false;
    await eventually(async () => (await writer.committed()) === 2, 20_000);
    expect(writer.store.points()).toHaveLength(2);
    expect(writer.transport.standing().ledger).toMatchObject({ produced: 2, stored: 2, lost: 0 });
  });

  it('tells of a refused point although it died before the dead letter of that very write', async () => {
    writer = await WriterUnderTest.open();
    const [one, bad] = [aReading(), aReading({ miner_id: 'm2', timestamp: -5 })];
    await writer.send(one, bad);
    // What a writer leaves that was killed there: the store has points and position, the bus neither letter nor commit.
    await writer.store.write([], [{ consumer: 'mining.telemetry-writer', topic: 'mining.miner.telemetry', partition: 0, nextOffset: 2 }]);
    await writer.start();
    await eventually(async () => (await writer.committed()) === 2);
    expect((await writer.letters.list()).letters).toMatchObject([{ reason: 'refused', origin: { offset: 1 } }]);
    expect(writer.transport.standing().ledger).toMatchObject({ produced: 2, stored: 1, deadLettered: 1, lost: 0 });
  });

  it('fills a store again that came empty from somewhere, as far as the log reaches back, and counts the rest as lost', async () => {
    writer = await WriterUnderTest.open();
    await writer.send(...[1, 2, 3, 4].map((minute) => aReading({ timestamp: minute * 60_000 })));
    await writer.bus.admin.deleteBefore({ topic: 'mining.miner.telemetry', partition: 0, offset: 1 });
    await writer.bus.admin.seedOffsets('mining.telemetry-writer', [{ topic: 'mining.miner.telemetry', partition: 0, offset: 3 }]);
    await writer.start();
    await eventually(async () => (await writer.committed()) === 4);
    expect(writer.store.points().map(({ timestampMs }) => timestampMs)).toEqual([120_000, 180_000, 240_000]);
    expect(writer.transport.standing().ledger).toMatchObject({ produced: 4, stored: 3, lost: 1, inFlight: 0 });
  });

  it('overwrites the same points when readings are replayed', async () => {
    await start(new WatchedStore({ keepsPositions: false }));
    const reading = aReading();
    await writer.send(reading, reading);
    await eventually(async () => (await writer.committed()) === 2);
    expect(writer.store.points()).toHaveLength(1);
  });

  it('says that it is ready while writes succeed', async () => {
    await start();
    await writer.send(aReading());
    await eventually(async () => (await writer.committed()) === 1);
    expect(writer.health.answers()['telemetry-writer/store']).toEqual({ ready: true });
  });

  it('takes a replayed letter in again', async () => {
    let picky = true;
    class Moody extends WatchedStore {
      override async write(points: readonly Point[], ...rest: [Parameters<FakeTelemetryStore['write']>[1]?]) {
        if (picky && points.length > 0) throw new PermanentError('not today', 'storage');
        return super.write(points, ...rest);
      }
    }
    await start(new Moody());
    await writer.send(aReading());
    await eventually(async () => (await writer.letters.list()).letters.length === 1);
    picky = false;
    expect((await writer.letters.replay({ pipeline: 'telemetry_writer_readings' })).replayed).toHaveLength(1);
    await eventually(() => writer.store.points().length === 1);
    expect(writer.bugs).toEqual([]);
  });
});
