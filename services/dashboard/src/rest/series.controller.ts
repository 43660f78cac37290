import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { TransientError, withDeadline, type Clock } from '@lodestream/component';
import { CLOCK, TELEMETRY_STORE } from '@lodestream/service-kit';
import { minerTelemetryMeasurement, type SeriesQuery, type SeriesRow, type TelemetryStore } from '@lodestream/telemetry-store';
import { FleetView } from '../fleet/fleet-view.js';
import { Problem } from './problem.js';
import { QueryPipe } from './query.pipe.js';
import { rangeOf } from './series-range.js';
import { SeriesRequest } from './series.query.js';

const mostAtOnce = 32;
const answerWithinMs = 10_000;

/** Series of one miner: `[fromMs, value, coverage]` a step; null is "no reading", never zero. */
export interface MinerSeries {
  readonly miner_id: string;
  readonly from: number;
  readonly to: number;
  readonly step_ms: number;
  readonly aggregate: string;
  readonly series: readonly { readonly metric: string; readonly points: readonly SeriesPoint[] }[];
}

/** When a step begins, its value, and how much of it was read. */
export type SeriesPoint = readonly [fromMs: number, value: number | null, coverage: number | null];

/** History of one miner, out of the store. */
@Controller('api/v1/miners/:id/series')
export class SeriesController {
  private asking = 0;

  constructor(
    @Inject(FleetView) private readonly view: FleetView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TELEMETRY_STORE) private readonly store: TelemetryStore,
  ) {}

  /** Past values in even steps. */
  @Get()
  @Header('cache-control', 'no-store')
  async series(@Param('id') id: string, @Query(new QueryPipe(SeriesRequest)) query: SeriesRequest): Promise<MinerSeries> {
    const now = this.clock.now();
    const known = this.view.get(id, now);
    if (known === undefined) throw Problem.notFound(`miner ${JSON.stringify(id.slice(0, 100))}`);
    const { metrics: fields, aggregate } = query;
    const every = known.row.interval_ms;
    const range = rangeOf(query, now, every);
    const asked = { measurement: minerTelemetryMeasurement, tags: { miner_id: id }, fields, aggregate, ...range };
    const rows = await this.ask(every === null ? asked : { ...asked, expectedEveryMs: every });
    const series = fields.map((metric) => ({ metric, points: rows.map((row) => pointOf(row, metric)) }));
    return { miner_id: id, from: range.fromMs, to: range.toMs, step_ms: range.stepMs, aggregate, series };
  }

  private async ask(query: SeriesQuery): Promise<readonly SeriesRow[]> {
    if (this.asking >= mostAtOnce) throw Problem.unavailable('The store is busy with other questions; ask again.');
    this.asking += 1;
    // A question past its deadline still keeps the store busy, so it counts until the store has let go of it.
    const asked = this.store.series(query).finally(() => (this.asking -= 1));
    try {
      return await withDeadline(asked, answerWithinMs, 'the store');
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      throw Problem.unavailable(`The store can't answer now: ${error.message}`);
    }
  }
}

function pointOf(row: SeriesRow, metric: string): SeriesPoint {
  return [row.fromMs, row.values[metric] ?? null, row.coverage[metric] ?? null];
}
