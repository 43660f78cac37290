import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { aReading } from './readings.js';
import { eventually, WriterUnderTest } from './writer-under-test.js';

let writer: WriterUnderTest;
beforeEach(async () => void (writer = await (await WriterUnderTest.open()).start()));
afterEach(() => writer.close());

const minuteMs = 60_000;
const now = Math.floor(Date.now() / minuteMs) * minuteMs;
const { codec } = topics.minerTelemetry;
const plain = (record: object): Buffer => Buffer.from(JSON.stringify(record));
const ours = (tick: number): Record<string, unknown> =>
  JSON.parse(codec.encode(aReading({ timestamp: now + tick })).toString()) as Record<string, unknown>;

/** As a producer wrote it before anything with a default was added to the record. */
const older = (tick: number): Buffer => {
  const { timestamp, observed_at, miner_id, ip_address, algorithm, driver, interval_ms, state, hashrate } = ours(tick);
  return plain({ timestamp, observed_at, miner_id, ip_address, algorithm, driver, interval_ms, state, hashrate });
};

/** As one that was upgraded first writes it: fields we do not know, on every level, and the name of an algorithm we have not heard of. */
const newer = (tick: number): Buffer => {
  const record = ours(tick);
  const power = { ...(record['power'] as object), reactive: 12.5 };
  return plain({ ...record, power, moon: { phase: 'full' }, algorithm: 'moonhash' });
};

it('a writer stores what producers of three versions send while they are upgraded, and while that is taken back', async () => {
  const producers = [older, older, newer, older, (tick: number) => plain(ours(tick)), newer, newer, older, newer, older];
  await writer.send(...producers.map((write, tick) => write(tick * minuteMs)));
  await eventually(() => writer.transport.standing().ledger.inFlight === 0 && writer.transport.standing().ledger.produced === 10);
  expect(writer.transport.standing().ledger).toMatchObject({ produced: 10, stored: 10, deadLettered: 0, lost: 0 });
  const points = writer.store.points();
  expect(points.map(({ timestampMs }) => timestampMs)).toEqual(producers.map((_, tick) => now + tick * minuteMs));
  expect(points.map(({ fields }) => fields['hashrate'])).toEqual(producers.map(() => 95.1));
  // What an older producer does not know is missing, and no zero.
  expect(points.map(({ fields }) => fields['power'] ?? null)).toEqual(producers.map((write) => (write === older ? null : 3_000)));
  // A word that we have not heard of is read as the one for that.
  expect(points.map(({ tags }) => tags['algorithm'])).toEqual(producers.map((write) => (write === newer ? 'unknown' : 'sha256d')));
  const unknown = producers.filter((write) => write === newer).length * 3;
  expect(await writer.registry.metrics()).toContain(`telemetry_writer_unknown_fields_total ${unknown}`);
});
