import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { internalTopics, topics } from '@lodestream/records';
import { KafkaEventBus, type LetterSummary } from '@lodestream/streaming';
import { applyStore, InfluxTelemetryStore, retentionClasses } from '@lodestream/telemetry-store';
import { describeReal, type InfluxAccount, REAL_START_TIMEOUT_MS, sharedInflux, sharedKafka, uniqueName } from '@lodestream/test-stack';
import { aReading } from './readings.js';
import { eventually, WriterUnderTest } from './writer-under-test.js';

const { codec, name: readings } = topics.minerTelemetry;
const within = 30_000;
const now = Math.floor(Date.now() / 60_000) * 60_000;
const minuteAgo = (minutes: number): number => now - minutes * 60_000;

describeReal('telemetry-writer between a real Kafka and a real InfluxDB', ['shared-kafka', 'shared-influxdb'], () => {
  const run = uniqueName('writer');
  const prefix = `${run}.`;
  const bucket = `${run}-telemetry`;
  let account: InfluxAccount;
  let writer: WriterUnderTest<KafkaEventBus, InfluxTelemetryStore>;

  beforeAll(async () => {
    const [kafka, influx] = await Promise.all([sharedKafka(), sharedInflux()]);
    account = influx;
    const bus = new KafkaEventBus({ brokers: kafka.brokers, clientId: run });
    await bus.start();
    await bus.admin.applyTopics(
      [...Object.values(topics), ...Object.values(internalTopics)].map(({ name, retentionMs, compacted }) => ({
        topic: prefix + name,
        partitions: 1,
        retentionMs,
        compacted,
      })),
    );
    await createBucket();
    const { url, organization: org, token: writeToken } = account;
    const store = new InfluxTelemetryStore({ url, org, writeToken, bucketPrefix: `${run}-`, retention: retentionClasses() });
    await store.start();
    writer = new WriterUnderTest(bus, store, prefix);
    await writer.start();
  }, REAL_START_TIMEOUT_MS);

  afterAll(async () => {
    await writer?.close();
    await writer?.store.stop();
    for (const { name } of retentionClasses()) await account?.deleteBucket(`${run}-${name}`);
  });

  const createBucket = () => {
    const { url, organization: org, token } = account;
    return applyStore({ url, org, token, bucketPrefix: `${run}-`, retention: retentionClasses() });
  };

  /** What InfluxDB itself says of a miner: values of one field, in order of time. */
  const stored = async (miner: string, field: string): Promise<unknown[]> => {
    const found = await account.rows<{ _value: unknown }>(
      `from(bucket: "${bucket}") |> range(start: -20d) |> filter(fn: (r) => r._measurement == "miner_telemetry"` +
        ` and r.miner_id == "${miner}" and r._field == "${field}") |> sort(columns: ["_time"])`,
    );
    return found.map(({ _value }) => _value);
  };
  const oneLetter = async (reason: string): Promise<LetterSummary> => {
    let letters: readonly LetterSummary[] = [];
    await eventually(async () => ({ letters } = await writer.letters.list({ reason })).letters.length === 1, within);
    return letters[0]!;
  };
  const send = (...values: readonly { key: string; value: Buffer }[]) => writer.bus.send(prefix + readings, values);
  const encoded = (change: Parameters<typeof aReading>[0] & { miner_id: string }) => ({
    key: change.miner_id,
    value: codec.encode(aReading(change)),
  });

  it('brings readings from one to the other, each once, and accounts for all of them', async () => {
    const sent = [5, 4, 3].map((minutes) => encoded({ miner_id: 'm1', timestamp: minuteAgo(minutes), interval_ms: minutes }));
    await send(...sent);
    await send(sent[0]!);
    await eventually(async () => (await writer.committed()) === 4, within);
    expect(await stored('m1', 'interval_ms')).toEqual([5, 4, 3]);
    expect(await stored('m1', 'state')).toEqual(['hashing', 'hashing', 'hashing']);
    expect(await stored('m1', 'config_profile')).toEqual([]);
    await eventually(() => writer.transport.standing().ledger.stored === 3, within);
    const dropped = { duplicate_tick: 1 };
    expect(writer.transport.standing().ledger).toMatchObject({ produced: 4, stored: 3, dropped, deadLettered: 0, lost: 0, inFlight: 0 });
  });

  it('keeps what cannot be decoded, byte for byte, and goes on', async () => {
    const torn = { key: 'm2', value: Buffer.from([...encoded({ miner_id: 'm2' }).value.subarray(0, 40), 0xff, 0xfe]) };
    await send(torn, encoded({ miner_id: 'm3', timestamp: minuteAgo(2) }));
    const letter = await oneLetter('malformed');
    expect(letter).toMatchObject({
      step: 'decode',
      pipeline: 'telemetry_writer_readings',
      origin: { topic: prefix + readings, offset: 4 },
    });
    expect((await writer.letters.original(letter)).value).toEqual(torn.value);
    await eventually(async () => (await writer.committed()) === 6, within);
    expect([await stored('m2', 'hashrate'), await stored('m3', 'hashrate')]).toEqual([[], [95.1]]);
  });

  it('gives up the one point whose field InfluxDB has of another kind, and takes it in once that is mended and it is replayed', async () => {
    // Somebody else's text where we write numbers: the shard of that day takes no reading of ours any more.
    const otherDay = minuteAgo(9 * 24 * 60);
    const api = account.client.getWriteApi(account.organization, bucket, 'ms');
    api.writeRecord(`miner_telemetry,miner_id=stranger uptime="long" ${otherDay}`);
    await api.close();
    const bad = encoded({ miner_id: 'm5', timestamp: otherDay });
    await send(encoded({ miner_id: 'm4', timestamp: minuteAgo(1) }), bad, encoded({ miner_id: 'm6', timestamp: minuteAgo(1) }));
    const letter = await oneLetter('refused');
    expect(letter).toMatchObject({ step: 'store', origin: { offset: 7 }, cause: expect.stringContaining('uptime') as unknown });
    expect((await writer.letters.original(letter)).value).toEqual(bad.value);
    await eventually(async () => (await writer.committed()) === 9, within);
    expect(await Promise.all(['m4', 'm5', 'm6'].map((miner) => stored(miner, 'hashrate')))).toEqual([[95.1], [], [95.1]]);

    await account.deleteBucket(bucket);
    await createBucket();
    expect(await writer.letters.replay({ reason: 'refused' })).toMatchObject({ replayed: [letter.id], failed: [] });
    await eventually(async () => (await stored('m5', 'hashrate')).length === 1, within);
    await eventually(() => writer.transport.standing().ledger.stored === 7, within);
    const dropped = { duplicate_tick: 1 };
    expect(writer.transport.standing().ledger).toMatchObject({ produced: 10, stored: 7, dropped, deadLettered: 2, lost: 0, inFlight: 0 });
  });
});
