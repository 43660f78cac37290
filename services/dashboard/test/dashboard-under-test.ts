import { silentLog, systemClock, type Clock } from '@lodestream/component';
import { topics, type FleetMiner, type MinerEvent, type MinerTelemetry, type ServiceStatus } from '@lodestream/records';
import { HealthRegistry, ServiceHost } from '@lodestream/service-kit';
import { FakeEventBus, StreamTransport } from '@lodestream/streaming';
import { FakeTelemetryStore, minerTelemetryPoint } from '@lodestream/telemetry-store';
import { freePorts } from '@lodestream/test-stack';
import type { INestApplication } from '@nestjs/common';
import { dashboard, DashboardConfig } from '../src/index.js';
import { ApiDescription } from '../src/openapi/api-description.js';
import { ApiContract } from './api-contract.js';

type TopicName = keyof typeof topics;

/** How a dashboard under test differs from the usual one. */
export interface UnderTestOptions {
  readonly clock?: Clock;
  readonly store?: FakeTelemetryStore;
  readonly bus?: FakeEventBus;
  readonly settings?: Partial<DashboardConfig['dashboard']>;
  /** Keeps the port of an earlier one, to play its restart. */
  readonly port?: number;
}

/** The whole service on a bus and a store in memory, listening on a free port. */
export class DashboardUnderTest {
  readonly health = new HealthRegistry();
  private readonly contract: ApiContract;

  private constructor(
    readonly port: number,
    readonly bus: FakeEventBus,
    readonly store: FakeTelemetryStore,
    readonly host: ServiceHost,
    /** The Nest application itself. */
    readonly application: INestApplication,
  ) {
    this.contract = new ApiContract(application.get(ApiDescription).document() as never);
  }

  /** A running dashboard. */
  static async open(options: UnderTestOptions = {}): Promise<DashboardUnderTest> {
    const { clock = systemClock, store = new FakeTelemetryStore(), bus = new FakeEventBus() } = options;
    const port = options.port ?? (await freePorts(1))[0]!;
    const config = new DashboardConfig();
    Object.assign(config.dashboard, { port, live_interval_ms: 50, ...options.settings });
    let application: INestApplication | undefined;
    const host = hostOf({ bus, store, clock, config, prepared: (made) => (application = made) });
    await host.start();
    return new DashboardUnderTest(port, bus, store, host, application!);
  }

  /** The address of a path. */
  url(path = '/'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** The answer to a GET of a path, read as JSON. @throws Error where it breaks the interface's description */
  async get(path: string, init: RequestInit = {}): Promise<{ status: number; type: string | null; headers: Headers; body: any }> {
    const answer = await fetch(this.url(path), init);
    const text = await answer.text();
    const type = answer.headers.get('content-type');
    const body: unknown = type?.includes('json') && text !== '' ? JSON.parse(text) : text;
    const breaches = this.contract.breaches({ method: init.method ?? 'GET', path, status: answer.status, type, body });
    if (breaches.length > 0) throw new Error(`The answer is not as described: ${breaches.join('; ')}`);
    return { status: answer.status, type, headers: answer.headers, body };
  }

  /** Lists miners. */
  list(...miners: readonly FleetMiner[]): Promise<void> {
    return this.send(
      'fleetMiners',
      miners.map((each) => [each.miner_id, each]),
    );
  }

  /** Sends readings. */
  read(...readings: readonly MinerTelemetry[]): Promise<void> {
    return this.send(
      'minerTelemetry',
      readings.map((each) => [each.miner_id, each]),
    );
  }

  /** Puts readings into the store, as the writer would. */
  async keep(...readings: readonly MinerTelemetry[]): Promise<void> {
    await this.store.write(readings.map(minerTelemetryPoint));
  }

  /** Sends events. */
  happen(...events: readonly MinerEvent[]): Promise<void> {
    return this.send(
      'minerEvents',
      events.map((each) => [each.miner_id, each]),
    );
  }

  /** Sends statuses of services. */
  report(...statuses: readonly ServiceStatus[]): Promise<void> {
    return this.send(
      'serviceStatus',
      statuses.map((each) => [`${each.service}/${each.instance}`, each]),
    );
  }

  /** Appends records, bytes as they are, or tombstones to a topic. */
  async send(topic: TopicName, messages: readonly (readonly [key: string, record: object | Buffer | null])[]): Promise<void> {
    const { name, codec } = topics[topic];
    const encode = codec.encode as (record: unknown) => Buffer;
    const made = messages.map(([key, record]) => ({
      key,
      value: record === null || Buffer.isBuffer(record) ? record : encode(record),
    }));
    await this.bus.send(`mining.${name}`, made);
  }

  /** Stops the service; the bus and the store, being memory, can be used again. */
  async close(): Promise<void> {
    await this.host.stop();
  }
}

interface HostParts {
  readonly bus: FakeEventBus;
  readonly store: FakeTelemetryStore;
  readonly clock: Clock;
  readonly config: DashboardConfig;
  readonly prepared: (application: INestApplication) => void;
}

function hostOf({ bus, store, clock, config, prepared }: HostParts): ServiceHost {
  const prepare = (application: INestApplication): void => {
    dashboard.prepare?.(application);
    prepared(application);
  };
  return new ServiceHost({
    instance: 'one',
    version: '0',
    topicPrefix: 'mining.',
    topics: Object.values(topics).map(({ name, retentionMs, compacted }) => ({
      topic: `mining.${name}`,
      partitions: 2,
      retentionMs,
      compacted,
    })),
    bus,
    store,
    clock,
    health: new HealthRegistry(),
    logFor: () => silentLog,
    transportFor: ({ registry, log, topicPrefix }) => {
      const strategy = new StreamTransport({ bus, registry, clock, log, topicPrefix, instance: 'one', onBug: () => {} });
      return { strategy, status: strategy };
    },
    services: [{ definition: { ...dashboard, prepare } as never, config }],
  });
}
