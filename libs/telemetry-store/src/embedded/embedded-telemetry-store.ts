import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorClassOf, silentLog, systemClock, TransientError, type Clock, type Log } from '@lodestream/component';
import { dayMs, oldestKept, RetentionPlan } from '../retention.js';
import { checkLatestQuery, checkSeriesQuery, seriesRows, type Cell } from '../series-rows.js';
import { observed, silentObserver, type StoreObserver } from '../store-observer.js';
import { tagsOfKey } from '../tag-set.js';
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
import { FreeSpace } from './free-space.js';
import type { PackedGroup } from './messages.js';
import { newestByTag } from '../newest-by-tag.js';
import { packBatch } from './pack-batch.js';
import { StoreLink } from './store-link.js';

/** Where and within which bounds the embedded store works. */
export interface EmbeddedTelemetryStoreOptions {
  /** The folder of the store; made when missing, held by one process at a time. */
  readonly directory: string;
  readonly retention: readonly RetentionClass[];
  readonly clock?: Clock;
  readonly log?: Log;
  readonly observer?: StoreObserver;
  /** Memory DuckDB may use, in MiB. */
  readonly memoryLimitMb?: number;
  readonly threads?: number;
  /** Size of the write-ahead log, in MiB, at which it is written into the file. */
  readonly walLimitMb?: number;
  /** Free space on the disk, in MiB, below which nothing is taken in. */
  readonly freeSpaceFloorMb?: number;
  /** Answers how many bytes are free in a folder; the file system by default. */
  readonly freeBytes?: (directory: string) => Promise<number>;
  readonly queryDeadlineMs?: number;
  readonly writeDeadlineMs?: number;
  /** Calls that may wait for the database's thread at one time. */
  readonly maxWaiting?: number;
}

const sweepEveryMs = 3_600_000;
const mebibyte = 1_048_576;

/**
 * The store of one process: DuckDB in a thread of its own, a table for each measurement and day. Points and the consumer's positions are
 * committed in one transaction; points written again are made one when they are read.
 */
export class EmbeddedTelemetryStore implements TelemetryStore {
  readonly keepsPositions = true;
  private readonly plan: RetentionPlan;
  private readonly link: StoreLink;
  private readonly space: FreeSpace;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly observer: StoreObserver;
  private stopper: AbortController | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly options: EmbeddedTelemetryStoreOptions) {
    const { directory, memoryLimitMb = 384, threads = 2, walLimitMb = 32, freeSpaceFloorMb = 256, queryDeadlineMs = 20_000 } = options;
    this.plan = new RetentionPlan(options.retention);
    this.clock = options.clock ?? systemClock;
    this.log = options.log ?? silentLog;
    this.observer = options.observer ?? silentObserver;
    const settings = { file: join(directory, 'telemetry.duckdb'), memoryLimitMb, threads, walLimitMb, queryDeadlineMs };
    this.link = new StoreLink({ settings, maxWaiting: options.maxWaiting ?? 64, callDeadlineMs: options.writeDeadlineMs ?? 60_000 });
    const measured = options.freeBytes === undefined ? {} : { freeBytes: options.freeBytes };
    this.space = new FreeSpace({ directory, floorBytes: freeSpaceFloorMb * mebibyte, clock: this.clock, ...measured });
  }

  async start(): Promise<void> {
    await mkdir(this.options.directory, { recursive: true });
    await this.link.open();
    this.stopper = new AbortController();
    this.sweeping = this.sweep(this.stopper.signal);
  }

  async stop(): Promise<void> {
    this.stopper?.abort();
    this.stopper = undefined;
    await this.sweeping;
    await this.link.close();
  }

  write(points: readonly Point[], positions: readonly StorePosition[] = []): Promise<WriteResult> {
    return observed(
      this.observer,
      () => this.clock.monotonic(),
      () => this.take(points, positions),
    );
  }

  async positions(consumer: string): Promise<readonly StorePosition[]> {
    this.requireStarted();
    return this.link.ask('positions', { consumer });
  }

  async series(query: SeriesQuery): Promise<readonly SeriesRow[]> {
    checkSeriesQuery(query);
    this.requireStarted();
    const found = await this.link.ask('series', { query });
    const cells = new Map<string, Map<number, Cell>>();
    query.fields.forEach((field, at) =>
      cells.set(field, new Map(found[at]!.map(([fromMs, value, readings]) => [fromMs, { value, readings }]))),
    );
    return seriesRows(query, (fromMs, field) => cells.get(field)!.get(fromMs));
  }

  async latest(query: LatestQuery): Promise<readonly LatestRow[]> {
    checkLatestQuery(query);
    this.requireStarted();
    const found = await this.link.ask('latest', { query });
    return newestByTag(
      query.by,
      found.map(({ tagSet, ...point }) => ({ ...point, tags: tagsOfKey(tagSet) })),
    );
  }

  async deleteBefore(retentionClass: string, beforeMs: number): Promise<void> {
    const { measurements } = this.plan.named(retentionClass);
    this.requireStarted();
    const except = this.plan.classes.flatMap((other) => other.measurements);
    await this.link.ask('dropBefore', { only: measurements.includes('*') ? null : measurements, except, beforeMs });
    if (measurements.includes('*')) await this.link.ask('dropBefore', { only: measurements, except: [], beforeMs });
  }

  private async take(points: readonly Point[], positions: readonly StorePosition[]): Promise<WriteResult> {
    this.requireStarted();
    await this.space.require();
    const { accepted, refused, expired } = triage(points, this.plan, this.clock.now());
    if (accepted.length > 0 || positions.length > 0) {
      const groups = packBatch(accepted);
      refused.push(...(await this.link.ask('write', { groups, positions }, buffersOf(groups))));
    }
    return { stored: points.length - refused.length - expired.length, refused: refused.sort((a, b) => a.index - b.index), expired };
  }

  private requireStarted(): void {
    if (this.stopper === undefined) throw new TransientError('the store is not started', 'dependency');
  }

  // Day tables whose last point has expired go at start and once an hour; a failure is tried again the next hour.
  private async sweep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const kept of this.plan.classes) await this.dropExpired(kept, signal);
      await this.clock.sleep(sweepEveryMs, signal);
    }
  }

  private async dropExpired(kept: RetentionClass, signal: AbortSignal): Promise<void> {
    const beforeMs = oldestKept(kept, this.clock.now());
    if (kept.days === null || beforeMs < dayMs || signal.aborted) return;
    try {
      await this.deleteBefore(kept.name, beforeMs);
    } catch (error) {
      if (errorClassOf(error) === 'bug') throw error;
      this.log.warn('Days past their retention could not be dropped; they will be in an hour.', { retentionClass: kept.name, error });
    }
  }
}

// The arrays change hands without being copied; they belong to this batch alone.
function buffersOf(groups: readonly PackedGroup[]): ArrayBuffer[] {
  return groups.flatMap(({ indexes, times, series, columns }) => {
    const numbers = columns.map(({ values }) => values).filter((values) => ArrayBuffer.isView(values));
    return [indexes, times, series, ...numbers].map((array) => array.buffer as ArrayBuffer);
  });
}
