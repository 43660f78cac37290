import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { withDeadline, type Clock } from '@lodestream/component';
import { CLOCK, TELEMETRY_STORE } from '@lodestream/service-kit';
import type { SeriesRow, TelemetryStore } from '@lodestream/telemetry-store';
import { FleetView } from '../fleet/fleet-view.js';
import { Problem } from './problem.js';
import { QueryPipe } from './query.pipe.js';
import { SeriesRequest } from './series.query.js';

const hourMs = 3_600_000;
const mostSteps = 5_000;
const answerWithinMs = 10_000;

/** Series of one miner: `[fromMs, value, coverage]` a step; null is "no reading", never zero. */
export interface MinerSeries {
  readonly miner_id: string;
  readonly from: number;
  readonly to: number;
  readonly step_ms: number;
  readonly aggregate: string;
  readonly series: readonly { readonly metric: string; readonly points: readonly (readonly [number, number | null, number | null])[] }[];
}

/** History of one miner, out of the store. */
@Controller('api/v1/miners/:id/series')
export class SeriesController {
  constructor(
    @Inject(FleetView) private readonly view: FleetView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TELEMETRY_STORE) private readonly store: TelemetryStore,
  ) {}

  /** Past values in even steps. */
  @Get()
  @Header('cache-control', 'no-store')
  async series(@Param('id') id: string, @Query(new QueryPipe(SeriesRequest)) query: SeriesRequest): Promise<MinerSeries> {
    const known = this.view.get(id, this.clock.now());
    if (known === undefined) throw Problem.notFound(`miner ${JSON.stringify(id.slice(0, 100))}`);
    const range = this.rangeOf(query, known.row.interval_ms);
    const rows = await this.ask(id, query, range, known.row.interval_ms);
    const series = query.metrics.map((metric) => ({ metric, points: rows.map((row) => pointOf(row, metric)) }));
    return { miner_id: id, from: range.fromMs, to: range.toMs, step_ms: range.stepMs, aggregate: query.aggregate, series };
  }

  private rangeOf(query: SeriesRequest, intervalMs: number | null): { fromMs: number; toMs: number; stepMs: number } {
    const toMs = query.to ?? this.clock.now();
    const fromMs = query.from ?? toMs - hourMs;
    if (fromMs >= toMs) throw Problem.wrong([{ field: 'from', message: 'it must be earlier than to' }]);
    const stepMs = query.step ?? Math.max(intervalMs ?? 1_000, Math.ceil((toMs - fromMs) / 300 / 1_000) * 1_000);
    if ((toMs - fromMs) / stepMs > mostSteps) throw Problem.wrong([{ field: 'step', message: `it makes more than ${mostSteps} steps; choose a larger one` }]);
    return { fromMs, toMs, stepMs };
  }

  private async ask(id: string, query: SeriesRequest, range: { fromMs: number; toMs: number; stepMs: number }, intervalMs: number | null): Promise<readonly SeriesRow[]> {
    const expected = intervalMs === null ? {} : { expectedEveryMs: intervalMs };
    const asked = this.store.series({ measurement: 'miner_telemetry', tags: { miner_id: id }, fields: query.metrics, ...range, aggregate: query.aggregate, ...expected });
    return withDeadline(asked, answerWithinMs, 'the store').catch((error: unknown) => {
      throw Problem.unavailable('The store', error);
    });
  }
}

function pointOf(row: SeriesRow, metric: string): readonly [number, number | null, number | null] {
  return [row.fromMs, row.values[metric] ?? null, row.coverage[metric] ?? null];
}
