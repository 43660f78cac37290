import { PermanentError, systemClock, type Clock } from '@lodestream/component';
import { isNumeric, kindConflict, kindOf, type FieldKind } from './field-kinds.js';
import { RetentionPlan } from './retention.js';
import { checkLatestQuery, checkSeriesQuery, seriesRows, stepStart, type Cell } from './series-rows.js';
import { hasTags, tagSetKey, tagsOfKey } from './tag-set.js';
import type {
  Aggregate,
  FieldValue,
  LatestQuery,
  LatestRow,
  Point,
  RetentionClass,
  SeriesQuery,
  SeriesRow,
  StorePosition,
  TelemetryStore,
  WriteResult,
} from './telemetry-store.port.js';
import { triage } from './triage.js';

/** How a {@link FakeTelemetryStore} behaves. */
export interface FakeTelemetryStoreOptions {
  readonly retention?: readonly RetentionClass[];
  readonly clock?: Clock;
  /** False to behave like a store that leaves positions to the bus. */
  readonly keepsPositions?: boolean;
}

const keepAll: readonly RetentionClass[] = [{ name: 'all', measurements: ['*'], days: null }];
type Fields = Record<string, FieldValue>;

/** A store in memory that keeps the contract; tests look into it with `points` and break it with `failNext`. */
export class FakeTelemetryStore implements TelemetryStore {
  readonly keepsPositions: boolean;
  private readonly kept = new Map<string, Point>();
  private readonly kinds = new Map<string, FieldKind>();
  private readonly places = new Map<string, StorePosition>();
  private readonly failures: Error[] = [];
  private readonly plan: RetentionPlan;

  constructor(private readonly options: FakeTelemetryStoreOptions = {}) {
    this.plan = new RetentionPlan(options.retention ?? keepAll);
    this.keepsPositions = options.keepsPositions ?? true;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /** The next write rejects with this error and stores nothing; called again, the one after it too. */
  failNext(error: Error): void {
    this.failures.push(error);
  }

  /** Everything that is kept, in order of time; each point as the overwriting left it. */
  points(measurement?: string): readonly Point[] {
    const all = [...this.kept.values()].filter((point) => measurement === undefined || point.measurement === measurement);
    return all.sort((a, b) => a.timestampMs - b.timestampMs);
  }

  async write(points: readonly Point[], positions: readonly StorePosition[] = []): Promise<WriteResult> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    const { accepted, refused, expired } = triage(points, this.plan, (this.options.clock ?? systemClock).now());
    let stored = 0;
    for (const { index, point } of accepted) {
      const reason = this.put(point);
      if (reason === null) stored += 1;
      else refused.push({ index, reason });
    }
    if (this.keepsPositions) for (const place of positions) this.places.set(placeKey(place), place);
    return { stored, refused: refused.sort((a, b) => a.index - b.index), expired };
  }

  async positions(consumer: string): Promise<readonly StorePosition[]> {
    return [...this.places.values()].filter((place) => place.consumer === consumer);
  }

  async series(query: SeriesQuery): Promise<readonly SeriesRow[]> {
    checkSeriesQuery(query);
    for (const field of query.fields) this.checkKind(query, field);
    const found = this.points(query.measurement).filter(
      ({ tags, timestampMs }) => timestampMs >= query.fromMs && timestampMs < query.toMs && hasTags(tags, query.tags),
    );
    const cells = new Map<string, FieldValue[]>();
    for (const point of found) collect(cells, point, query);
    return seriesRows(query, (fromMs, field) => cellOf(cells.get(`${fromMs} ${field}`), query.aggregate));
  }

  async latest(query: LatestQuery): Promise<readonly LatestRow[]> {
    checkLatestQuery(query);
    const newest = new Map<string, LatestRow>();
    for (const { tags, timestampMs, fields } of this.points(query.measurement)) {
      const key = tags[query.by];
      const wanted = pick(fields, query.fields);
      if (key === undefined || timestampMs < query.sinceMs || !hasTags(tags, query.tags ?? {}) || Object.keys(wanted).length === 0)
        continue;
      newest.set(key, { key, tags, timestampMs, fields: wanted });
    }
    return [...newest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async deleteBefore(retentionClass: string, beforeMs: number): Promise<void> {
    const name = this.plan.named(retentionClass).name;
    for (const [key, point] of this.kept)
      if (this.plan.classOf(point.measurement)?.name === name && point.timestampMs < beforeMs) this.kept.delete(key);
  }

  private put(point: Point): string | null {
    const written = Object.entries(point.fields).filter(([, value]) => value !== null);
    for (const [field, value] of written) {
      const known = this.kinds.get(kindKey(point.measurement, field));
      const kind = kindOf(value!, field, point.integers);
      if (known !== undefined && known !== kind) return kindConflict(field, kind, known);
    }
    for (const [field, value] of written) this.kinds.set(kindKey(point.measurement, field), kindOf(value!, field, point.integers));
    this.merge(point, Object.fromEntries(written));
    return null;
  }

  private merge(point: Point, fields: Fields): void {
    const { measurement, timestampMs, integers } = point;
    const tags = tagSetKey(point.tags);
    const key = `${measurement}\u0002${timestampMs}\u0002${tags}`;
    const merged = { measurement, timestampMs, tags: tagsOfKey(tags), fields: { ...this.kept.get(key)?.fields, ...fields } };
    this.kept.set(key, integers === undefined ? merged : { ...merged, integers });
  }

  private checkKind({ measurement, aggregate }: SeriesQuery, field: string): void {
    const kind = this.kinds.get(kindKey(measurement, field));
    if (aggregate === 'count' || kind === undefined || isNumeric(kind)) return;
    throw new PermanentError(`the query cannot be answered: ${field} can only be counted, it is no number`, 'validation');
  }
}

function collect(cells: Map<string, FieldValue[]>, point: Point, query: SeriesQuery): void {
  for (const [field, value] of Object.entries(pick(point.fields, query.fields))) {
    const key = `${stepStart(point.timestampMs, query.stepMs)} ${field}`;
    const cell = cells.get(key);
    if (cell) cell.push(value);
    else cells.set(key, [value]);
  }
}

function cellOf(found: FieldValue[] | undefined, aggregate: Aggregate): Cell | undefined {
  if (found === undefined) return undefined;
  const numbers = found.filter((value) => typeof value === 'number');
  return { value: numbers.length === 0 ? null : aggregated[aggregate](numbers), readings: found.length };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const aggregated: Record<Aggregate, (values: readonly number[]) => number> = {
  mean: (values) => sum(values) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  sum,
  last: (values) => values.at(-1)!,
  count: (values) => values.length,
};

function pick(fields: Point['fields'], names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.length === 0 || names.includes(name)));
}

const kindKey = (measurement: string, field: string): string => `${measurement}\u0002${field}`;
const placeKey = (place: StorePosition): string => `${place.consumer}\u0002${place.topic}\u0002${place.partition}`;
