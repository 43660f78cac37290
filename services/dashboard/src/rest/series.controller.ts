import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import { minerTelemetryMeasurement } from '@lodestream/telemetry-store';
import type { Request, Response } from 'express';
import { FleetView } from '../fleet/fleet-view.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import type { MinerSeries } from './miner-series.js';
import { fieldsOf, ofKnownParts } from './part-metrics.js';
import { Problem } from './problem.js';
import { QueryPipe } from './query.pipe.js';
import { csvDisposition, csvType, seriesCsv } from './series-csv.js';
import { unitOfMetric } from './series-metrics.js';
import { rangeOf } from './series-range.js';
import { SeriesRequest } from './series.query.js';
import { StoreQuestions } from './store-questions.js';

/** History of one miner, out of the store. */
@Controller('api/v1/miners/:id/series')
export class SeriesController {
  constructor(
    @Inject(FleetView) private readonly view: FleetView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(StoreQuestions) private readonly store: StoreQuestions,
  ) {}

  /** Past values in even steps, as JSON or, where the query or else the Accept header prefers it, as CSV. */
  @Get()
  @Header('cache-control', 'no-store')
  @Header('vary', 'accept')
  @DescribeRoute({
    summary: 'Past values of one miner in even steps, as JSON or CSV',
    id: 'The id of the miner.',
    query: SeriesRequest,
    answer: 'MinerSeries',
    also: ['text/csv'],
    problems: [400, 404, 503],
  })
  async series(
    @Param('id') id: string,
    @Query(new QueryPipe(SeriesRequest)) query: SeriesRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MinerSeries | string> {
    const now = this.clock.now();
    const known = this.view.get(id, now);
    if (known === undefined) throw Problem.notFound(`miner ${JSON.stringify(id.slice(0, 100))}`);
    const answer = await this.read(id, query, known.row.interval_ms, now);
    if ((query.format ?? request.accepts(['json', 'csv'])) !== 'csv') return answer;
    response.type(csvType).set('content-disposition', csvDisposition(id));
    return seriesCsv({ ...answer, id: { column: 'miner_id', value: id } }, (metric) => unitOfMetric(metric, known.row.algorithm));
  }

  private async read(id: string, query: SeriesRequest, every: number | null, now: number): Promise<MinerSeries> {
    const { metrics, aggregate } = query;
    const fields = fieldsOf(metrics);
    const range = rangeOf(query, now, every);
    const asked = { measurement: minerTelemetryMeasurement, tags: { miner_id: id }, fields, aggregate, ...range };
    const series = await this.store.series(every === null ? asked : { ...asked, expectedEveryMs: every });
    const { fromMs: from, toMs: to, stepMs: step_ms } = range;
    return { miner_id: id, from, to, step_ms, aggregate, series: ofKnownParts(series, query) };
  }
}
