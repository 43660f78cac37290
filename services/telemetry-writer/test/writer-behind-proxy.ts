import { internalTopics, topics, type MinerTelemetryInput } from '@lodestream/records';
import { KafkaEventBus, type LedgerSnapshot, unexplained } from '@lodestream/streaming';
import { applyStore, InfluxTelemetryStore, retentionClasses, type InfluxTelemetryStoreOptions } from '@lodestream/telemetry-store';
import {
  sharedInflux,
  sharedKafka,
  startHttpFaultProxy,
  uniqueName,
  type HttpFaultProxy,
  type InfluxAccount,
} from '@lodestream/test-stack';
import { aReading } from './readings.js';
import { eventually, WriterUnderTest } from './writer-under-test.js';

const { codec, name: readings, retentionMs } = topics.minerTelemetry;
const partitions = 2;

/** What the books say once everything sent has come to an end. */
export interface ClosedBooks {
  readonly ledger: LedgerSnapshot;
  /** Messages the ledger does not account for. */
  readonly unexplained: number;
  /** The hashrates InfluxDB itself has, one for each point. */
  readonly hashrates: readonly number[];
}

/** The writer between a real Kafka and a real InfluxDB, with a proxy before the latter and a token of its own; names are its own. */
export class WriterBehindProxy {
  private readonly name = uniqueName('writer-faults');
  private readonly bucketPrefix = `${this.name}-`;
  private readonly opened: WriterUnderTest<KafkaEventBus, InfluxTelemetryStore>[] = [];

  private constructor(
    private readonly brokers: string[],
    readonly account: InfluxAccount,
    readonly proxy: HttpFaultProxy,
  ) {}

  /** Prepares topics and buckets; nothing runs yet. */
  static async open(): Promise<WriterBehindProxy> {
    const [{ brokers }, account] = await Promise.all([sharedKafka(), sharedInflux()]);
    const made = new WriterBehindProxy(brokers, account, await startHttpFaultProxy({ target: account.url }));
    await made.applyTopics();
    return made;
  }

  /** Starts the writer with a write token as `lodestream store apply` hands it out now. */
  async start(
    change: Parameters<WriterUnderTest['start']>[1] = {},
    limits: Partial<InfluxTelemetryStoreOptions> = {},
  ): Promise<WriterUnderTest<KafkaEventBus, InfluxTelemetryStore>> {
    const { url } = this.proxy;
    const { organization: org } = this.account;
    const { writeToken } = await applyStore(this.applyOptions());
    const token = writeToken.token!.reveal();
    const retention = retentionClasses();
    const quick = { firstDelayMs: 20, maxDelayMs: 200 };
    const store = new InfluxTelemetryStore({
      url,
      org,
      writeToken: token,
      bucketPrefix: this.bucketPrefix,
      retention,
      ...quick,
      ...limits,
    });
    await store.start();
    const bus = new KafkaEventBus({ brokers: this.brokers, clientId: this.name });
    await bus.start();
    const writer = new WriterUnderTest(bus, store, `${this.name}.`);
    this.opened.push(writer);
    return writer.start(bus, change);
  }

  /** Ends the writers and what they write with. */
  async stop(): Promise<void> {
    for (const writer of this.opened.splice(0)) {
      await writer.close();
      await writer.store.stop();
    }
  }

  async close(): Promise<void> {
    await this.stop();
    await this.proxy.stop();
    for (const { name } of retentionClasses()) await this.account.deleteBucket(this.bucketPrefix + name);
  }

  get telemetryBucket(): string {
    return `${this.bucketPrefix}telemetry`;
  }

  /** Sends one reading for each change, over both partitions. */
  async send(writer: WriterUnderTest<KafkaEventBus, InfluxTelemetryStore>, changes: readonly MinerTelemetryInput[]): Promise<void> {
    const messages = changes.map((change, at) => ({
      key: change.miner_id,
      value: codec.encode(aReading(change)),
      partition: at % partitions,
    }));
    await writer.bus.send(`${this.name}.${readings}`, messages);
  }

  /** Waits until nothing is in flight, and counts. */
  async closeBooks(
    writer: WriterUnderTest<KafkaEventBus, InfluxTelemetryStore>,
    produced: number,
    withinMs = 60_000,
  ): Promise<ClosedBooks> {
    const ledger = (): LedgerSnapshot => writer.transport.standing().ledger;
    await eventually(() => ledger().produced === produced && ledger().inFlight === 0, withinMs);
    if (writer.bugs.length > 0) throw writer.bugs[0];
    return { ledger: ledger(), unexplained: unexplained(ledger()), hashrates: await this.hashrates() };
  }

  /** What InfluxDB calls the write token. */
  get tokenName(): string {
    return `${this.bucketPrefix}write`;
  }

  private async hashrates(): Promise<readonly number[]> {
    const rows = await this.account.rows<{ _value: number }>(
      `from(bucket: "${this.telemetryBucket}") |> range(start: -20d) |> filter(fn: (r) => r._measurement == "miner_telemetry"` +
        ` and r._field == "hashrate") |> keep(columns: ["_value"]) |> group()`,
    );
    return rows.map(({ _value }) => _value);
  }

  private applyOptions(): Parameters<typeof applyStore>[0] {
    const { url, organization: org, token } = this.account;
    return { url, org, token, bucketPrefix: this.bucketPrefix, retention: retentionClasses() };
  }

  private async applyTopics(): Promise<void> {
    const bus = new KafkaEventBus({ brokers: this.brokers, clientId: this.name });
    await bus.start();
    await bus.admin.applyTopics(
      [...Object.values(topics), ...Object.values(internalTopics)].map(({ name, compacted }) => ({
        topic: `${this.name}.${name}`,
        partitions,
        retentionMs: compacted ? null : retentionMs,
        compacted,
      })),
    );
    await bus.stop();
  }
}
