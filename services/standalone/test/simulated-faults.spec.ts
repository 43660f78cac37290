import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLog, systemClock, type Clock } from '@lodestream/component';
import { minerIngestion, MinerIngestionConfig } from '@lodestream/miner-ingestion';
import { topics, type MinerTelemetry } from '@lodestream/records';
import { HealthRegistry, ServiceHost, validateSection, type HostedTransport, type ServiceContext } from '@lodestream/service-kit';
import { createSimulator, faultKinds, type FaultPlan, type SimulatedMiner, type Simulator } from '@lodestream/simulator';
import { FakeEventBus, StreamTransport } from '@lodestream/streaming';
import { FakeTelemetryStore } from '@lodestream/telemetry-store';
import { eventually } from '@lodestream/test-stack';
import { topicSettings } from '../src/parts/topic-settings.js';
import { messagesOf, readingOf } from './books.js';

/** A fault, what becomes of the polls of its miner, and what a reading of it says where there is one. */
interface Case {
  readonly fault: Omit<FaultPlan, 'miner'>;
  /** Class of the error of its polls; null where they go well all the same. */
  readonly poll: string | null;
  /** Class of the error of what is read slowly, where only that fails. */
  readonly slowly?: string;
  readonly reading?: (reading: MinerTelemetry) => unknown;
  readonly says?: unknown;
}

const state = ({ state }: MinerTelemetry): unknown => state;
const cases: readonly Case[] = [
  { fault: { kind: 'dead_board', board: 2 }, poll: null, reading: state, says: 'degraded' },
  {
    fault: { kind: 'fan_loss', fan: 1 },
    poll: null,
    reading: ({ fans }) => fans.map(({ speed }) => speed === 0),
    says: [false, true, false, false],
  },
  { fault: { kind: 'overheating', heat: 2.5 }, poll: null, reading: state, says: 'degraded' },
  { fault: { kind: 'hung', hung: 'empty' }, poll: null, reading: ({ hashrate }) => hashrate.total, says: null },
  { fault: { kind: 'hung', hung: 'frozen' }, poll: null, reading: ({ hashrate }) => (hashrate.total ?? 0) > 0, says: true },
  { fault: { kind: 'reboot', fromMs: 0 }, poll: 'connectivity' },
  { fault: { kind: 'offline', offline: 'refuse' }, poll: 'connectivity' },
  { fault: { kind: 'offline', offline: 'blackhole' }, poll: 'timeout' },
  { fault: { kind: 'slow', delayMs: 9_000 }, poll: 'timeout' },
  { fault: { kind: 'truncated' }, poll: 'connectivity' },
  { fault: { kind: 'garbage' }, poll: 'malformed' },
  { fault: { kind: 'slow_loris' }, poll: 'timeout' },
  { fault: { kind: 'endless' }, poll: 'malformed' },
  { fault: { kind: 'bomb', bomb: 'gzip' }, poll: 'malformed' },
  { fault: { kind: 'bomb', bomb: 'deep' }, poll: 'malformed' },
  { fault: { kind: 'redirect' }, poll: 'malformed' },
  { fault: { kind: 'wrong_length', length: 'short' }, poll: 'malformed' },
  { fault: { kind: 'wrong_length', length: 'long' }, poll: 'timeout' },
  { fault: { kind: 'drifting_chip' }, poll: null, reading: state, says: 'hashing' },
  { fault: { kind: 'fan_wear', fan: 1 }, poll: null, reading: ({ fans }) => fans[1]!.speed! < 0.7 * fans[0]!.speed!, says: true },
  {
    fault: { kind: 'clock_jump', jumpMs: -3_600_000 },
    poll: null,
    reading: ({ timestamp, observed_at }) => observed_at - timestamp >= 0 && Math.abs(Date.now() - observed_at) < 120_000,
    says: true,
  },
  { fault: { kind: 'wrong_password' }, poll: null, slowly: 'authentication', reading: state, says: 'hashing' },
  { fault: { kind: 'lockout' }, poll: null, slowly: 'rate_limit', reading: state, says: 'hashing' },
  { fault: { kind: 'paused' }, poll: null, reading: state, says: 'paused' },
];

/** A moment at which the first miners of seed 1 have long settled, from which the farm's time runs at its usual pace. */
const settled = Date.UTC(2026, 5, 1, 12);
const began = Date.now();
const farmClock: Clock = { ...systemClock, now: () => settled + Date.now() - began };

/** miner-ingestion alone on a bus in memory, reading one miner that has a fault and one that is well. */
class Watch {
  private readonly bus = new FakeEventBus();
  private readonly host: ServiceHost;

  constructor(private readonly miners: readonly [SimulatedMiner, SimulatedMiner]) {
    const polling = { allowed_networks: ['127.0.0.0/8'], first_poll_within_seconds: 0, linger_ms: 1, drain_seconds: 1 };
    const timeouts = { request_timeout_seconds: 2, poll_timeout_seconds: 3, retry: { attempts: 1 } };
    const { instance: config, findings } = validateSection(MinerIngestionConfig, {
      miners: miners.map((miner) => ({ ...miner, polling_interval_seconds: 4 })),
      miner_ingestion: { ...polling, ...timeouts },
    });
    if (findings.length > 0) throw new Error(JSON.stringify(findings));
    this.host = new ServiceHost({
      instance: 'only',
      version: '0',
      topicPrefix: 'mining.',
      topics: topicSettings('mining.'),
      bus: this.bus,
      store: new FakeTelemetryStore(),
      clock: systemClock,
      health: new HealthRegistry(),
      logFor: () => silentLog,
      transportFor,
      services: [{ definition: minerIngestion as never, config }],
    });
  }

  start(): Promise<void> {
    return this.host.start();
  }

  stop(): Promise<void> {
    return this.host.stop();
  }

  /** Readings of the miner that is faulty (0) or well (1), oldest first; those without any value are misses. */
  async readings(which: 0 | 1): Promise<readonly MinerTelemetry[]> {
    const all = (await messagesOf(this.bus, `mining.${topics.minerTelemetry.name}`)).map(readingOf);
    return all.filter(({ miner_id }) => miner_id === this.miners[which].id);
  }

  /** Classes of the errors counted so far, each with its count. */
  async errors(what: 'poll' | 'slow_read'): Promise<Readonly<Record<string, number>>> {
    const metric = this.host.metrics()[0]!.getSingleMetric(`miner_ingestion_${what}_errors_total`)!;
    const counted = (await metric.get()).values.filter(({ value }) => value > 0);
    return Object.fromEntries(counted.map(({ labels, value }) => [labels['error_class'], value]));
  }
}

function transportFor({ bus, registry, clock, log, topicPrefix, identity }: ServiceContext): HostedTransport {
  const strategy = new StreamTransport({ bus, registry, clock, log, topicPrefix, instance: identity.instance });
  return { strategy, status: strategy };
}

describe('miner-ingestion survives', () => {
  let simulator: Simulator;
  let watches: readonly Watch[];
  beforeAll(async () => {
    const faults = cases.map(({ fault }, miner) => ({ ...fault, miner }));
    const size = { seed: 1, miners: cases.length + 1, startMs: settled };
    simulator = createSimulator({ ...size, minerPort: 0, controlPort: 0, clock: farmClock, faults, randomFaultsPerMinerDay: 0 });
    await simulator.start();
    const miners = simulator.fleet();
    watches = cases.map((_, at) => new Watch([miners[at]!, miners[cases.length]!]));
    await Promise.all(watches.map((watch) => watch.start()));
  }, 60_000);
  afterAll(async () => {
    await Promise.all((watches ?? []).map((watch) => watch.stop()));
    await simulator?.stop();
  }, 60_000);

  it('is asked about every fault there is', () => {
    expect(new Set(cases.map(({ fault }) => fault.kind))).toEqual(new Set(faultKinds));
  });

  it.each(cases.map((each, at) => ({ ...each, at, name: Object.values(each.fault).join(' '), end: each.poll ?? 'well' })))(
    '$name: polls end as $end',
    async ({ at, poll, slowly, reading, says }) => {
      const watch = watches[at]!;
      await eventually(
        async () => {
          const errors = await watch.errors('poll');
          if (poll === null) expect(await watch.readings(0)).not.toHaveLength(0);
          else expect(errors[poll]).toBeGreaterThan(0);
          if (slowly !== undefined) expect((await watch.errors('slow_read'))[slowly]).toBeGreaterThan(0);
          if (reading) expect(reading((await watch.readings(0)).at(-1)!)).toEqual(says);
          expect((await watch.readings(1)).length).toBeGreaterThan(1);
        },
        { timeoutMs: 60_000 },
      );
      expect(Object.keys(await watch.errors('poll'))).toEqual(poll === null ? [] : [poll]);
      expect((await watch.readings(1)).every(({ hashrate }) => (hashrate.total ?? 0) > 0)).toBe(true);
    },
    90_000,
  );
});
