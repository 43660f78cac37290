import type { Agent as HttpAgent } from 'node:http';
import { InfluxDB } from '@influxdata/influxdb-client';
import { systemClock, TransientError, type Clock } from '@lodestream/component';
import { RetentionPlan } from '../retention.js';
import { checkLatestQuery, checkSeriesQuery, seriesRows } from '../series-rows.js';
import { observed, silentObserver, type StoreObserver } from '../store-observer.js';
import type {
  LatestQuery,
  LatestRow,
  Point,
  RetentionClass,
  SeriesQuery,
  SeriesRow,
  StorePosition,
  TelemetryStore,
  WriteResult,
} from '../telemetry-store.port.js';
import { triage } from '../triage.js';
import { askFlux, type AskFlux } from './ask-flux.js';
import { BatchSender } from './batch-sender.js';
import { bucketName, defaultBucketPrefix } from './bucket-name.js';
import { inLanes, piecesOf } from './in-lanes.js';
import { agentFor, limitsOf, mostRequests, type InfluxLimits } from './influx-limits.js';
import { readLatest } from './read-latest.js';
import { readSeries } from './read-series.js';
import { requestDelete } from './request-delete.js';

/** Where the InfluxDB is, with which rights, and within which bounds it is used. */
export interface InfluxTelemetryStoreOptions extends InfluxLimits {
  readonly url: string;
  readonly org: string;
  /** A token that may write to the buckets; deleting needs no other right. */
  readonly writeToken: string;
  /** A token that may read them; the write token where none is given. */
  readonly readToken?: string;
  /** Put before the name of each retention class to make its bucket's name. */
  readonly bucketPrefix?: string;
  readonly retention: readonly RetentionClass[];
  readonly clock?: Clock;
  readonly observer?: StoreObserver;
  readonly queryDeadlineMs?: number;
  /** Points that may be on their way at one time; beyond it a write is turned away. */
  readonly maxPointsInFlight?: number;
}

const stopWithinMs = 3_000;

/**
 * The store of a cluster: InfluxDB v2 through its official client's transport, a bucket for each retention class. A write is done when
 * the 204 of that very batch has come. It keeps no positions: the bus has the authority.
 */
export class InfluxTelemetryStore implements TelemetryStore {
  readonly keepsPositions = false;
  private readonly plan: RetentionPlan;
  private readonly clock: Clock;
  private readonly observer: StoreObserver;
  private readonly prefix: string;
  private running: Running | undefined;
  private inFlight = 0;

  constructor(private readonly options: InfluxTelemetryStoreOptions) {
    this.plan = new RetentionPlan(options.retention);
    this.clock = options.clock ?? systemClock;
    this.observer = options.observer ?? silentObserver;
    this.prefix = options.bucketPrefix ?? defaultBucketPrefix;
  }

  async start(): Promise<void> {
    this.running ??= this.open();
  }

  async stop(): Promise<void> {
    const running = this.running;
    this.running = undefined;
    if (running === undefined) return;
    const until = this.clock.monotonic() + stopWithinMs;
    while (this.inFlight > 0 && this.clock.monotonic() < until) await this.clock.sleep(20);
    running.stopper.abort();
    running.agent.destroy();
  }

  async write(points: readonly Point[], _positions: readonly StorePosition[] = []): Promise<WriteResult> {
    const running = this.started();
    const most = this.options.maxPointsInFlight ?? 200_000;
    if (this.inFlight + points.length > most && this.inFlight > 0)
      throw new TransientError(`${this.inFlight} points are already on their way to InfluxDB`, 'resource_exhaustion', {
        retryAfterMs: 100,
      });
    this.inFlight += points.length;
    try {
      return await observed(
        this.observer,
        () => this.clock.monotonic(),
        () => this.send(running, points),
      );
    } finally {
      this.inFlight -= points.length;
    }
  }

  async positions(_consumer: string): Promise<readonly StorePosition[]> {
    return [];
  }

  async series(query: SeriesQuery): Promise<readonly SeriesRow[]> {
    checkSeriesQuery(query);
    const bucket = this.bucketOf(query.measurement);
    return bucket === undefined ? seriesRows(query, () => undefined) : readSeries(this.started().ask, bucket, query);
  }

  async latest(query: LatestQuery): Promise<readonly LatestRow[]> {
    checkLatestQuery(query);
    const bucket = this.bucketOf(query.measurement);
    return bucket === undefined ? [] : readLatest(this.started().ask, bucket, query);
  }

  async deleteBefore(retentionClass: string, beforeMs: number): Promise<void> {
    const bucket = bucketName(this.prefix, this.plan.named(retentionClass).name);
    await requestDelete(this.started().writer, {
      org: this.options.org,
      bucket,
      beforeMs,
      timeoutMs: this.options.queryDeadlineMs ?? 30_000,
    });
  }

  private async send({ sender, stopper }: Running, points: readonly Point[]): Promise<WriteResult> {
    const { accepted, refused, expired } = triage(points, this.plan, this.clock.now());
    const byClass = Map.groupBy(accepted, ({ kept }) => kept.name);
    const size = this.options.maxRequestLines ?? 500;
    const parts = [...byClass].flatMap(([name, entries]) => piecesOf(entries, size).map((piece) => [name, piece] as const));
    const sent = await inLanes(parts, mostRequests, ([name, piece]) => sender.send(bucketName(this.prefix, name), piece, stopper.signal));
    for (const part of sent) {
      refused.push(...part.refused);
      expired.push(...part.expired);
    }
    refused.sort((a, b) => a.index - b.index);
    return { stored: points.length - refused.length - expired.length, refused, expired: expired.sort((a, b) => a - b) };
  }

  private bucketOf(measurement: string): string | undefined {
    const kept = this.plan.classOf(measurement);
    return kept && bucketName(this.prefix, kept.name);
  }

  private started(): Running {
    if (this.running === undefined) throw new TransientError('the store is not started', 'dependency');
    return this.running;
  }

  private open(): Running {
    const { url, org, writeToken, readToken = writeToken, queryDeadlineMs = 30_000 } = this.options;
    const agent = agentFor(url);
    const writer = new InfluxDB({ url, token: writeToken, timeout: 0, transportOptions: { agent } });
    const reader = new InfluxDB({ url, token: readToken, timeout: queryDeadlineMs, transportOptions: { agent } });
    const sender = new BatchSender({ ...limitsOf(this.options), client: writer, org, clock: this.clock, observer: this.observer });
    return { agent, writer, sender, ask: askFlux(reader, org, queryDeadlineMs), stopper: new AbortController() };
  }
}

interface Running {
  readonly agent: HttpAgent;
  readonly writer: InfluxDB;
  readonly sender: BatchSender;
  readonly ask: AskFlux;
  readonly stopper: AbortController;
}
