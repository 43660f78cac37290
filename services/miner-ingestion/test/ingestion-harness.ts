import { type Clock, type Log, silentLog, systemClock } from '@lodestream/component';
import { fullTopicName, internalTopics, type MinerEvent, type MinerTelemetry, topics } from '@lodestream/records';
import { validateSection } from '@lodestream/service-kit';
import { FakeEventBus, type IncomingMessage } from '@lodestream/streaming';
import { Registry } from 'prom-client';
import { MinerIngestionConfig } from '../src/config.js';
import { MinerIngestion } from '../src/miner-ingestion.js';

const prefix = 'mining.';

/** The service on a bus in memory, with the settings given. */
export class IngestionHarness {
  readonly clock: Clock = { ...systemClock };
  readonly registry = new Registry();
  readonly bugs: unknown[] = [];
  private readonly services: MinerIngestion[] = [];

  constructor(readonly bus: FakeEventBus = new FakeEventBus()) {}

  async open(): Promise<this> {
    await this.bus.start();
    const settings = [...Object.values(topics), ...Object.values(internalTopics)].map(({ name, partitions, retentionMs, compacted }) => ({
      topic: prefix + name,
      partitions,
      retentionMs,
      compacted,
    }));
    await this.bus.admin.applyTopics(settings);
    return this;
  }

  /** Starts the service; what the configuration refuses makes it throw, unless its refusals are to be `ignored`. */
  async run(
    plain: { readonly miners: readonly object[]; readonly miner_ingestion?: object },
    log: Log = silentLog,
    refusals: 'thrown' | 'ignored' = 'thrown',
  ): Promise<MinerIngestion> {
    const quick = { allowed_networks: ['127.0.0.0/8'], first_poll_within_seconds: 0, drain_seconds: 2, linger_ms: 1 };
    const { instance: config, findings } = validateSection(MinerIngestionConfig, {
      ...plain,
      miner_ingestion: { ...quick, ...plain.miner_ingestion },
    });
    if (findings.length > 0 && refusals === 'thrown') throw new Error(JSON.stringify(findings));
    const identity = { service: 'miner-ingestion', instance: `test-${this.services.length}`, version: '0' };
    const registry = this.services.length === 0 ? this.registry : new Registry();
    const service = new MinerIngestion({
      config,
      bus: this.bus,
      clock: this.clock,
      log,
      registry,
      identity,
      topicPrefix: prefix,
      onBug: (bug) => this.bugs.push(bug),
    });
    this.services.push(service);
    await service.start();
    return service;
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.stop();
    await this.bus.stop();
  }

  /** Everything a topic holds now. */
  async messages(topic: { readonly name: string }): Promise<IncomingMessage[]> {
    const name = fullTopicName(prefix, topic);
    const all: IncomingMessage[] = [];
    for (const { partition, logStart } of await this.bus.admin.offsetsOf(name)) {
      all.push(...(await this.bus.read({ topic: name, partition, offset: logStart }, 10_000)).messages);
    }
    return all;
  }

  async telemetry(): Promise<MinerTelemetry[]> {
    return (await this.messages(topics.minerTelemetry)).map(({ value }) => topics.minerTelemetry.codec.decode(value!));
  }

  async events(): Promise<MinerEvent[]> {
    return (await this.messages(topics.minerEvents)).map(({ value }) => topics.minerEvents.codec.decode(value!));
  }

  /** One value of a metric by its labels. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const { values } = (await this.registry.getSingleMetric(name)?.get()) ?? { values: [] };
    const wanted = values.filter((value) => Object.entries(labels).every(([label, text]) => value.labels[label] === text));
    return wanted.reduce((sum, { value }) => sum + value, 0);
  }
}

/** Waits until something holds. */
export async function eventually<T>(probe: () => Promise<T | undefined | false>, withinMs = 8_000): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > until) throw new Error('it did not come true in time');
    await systemClock.sleep(20);
  }
}
