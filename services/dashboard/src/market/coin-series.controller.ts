import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import { marketDataMeasurement } from '@lodestream/telemetry-store';
import type { Request, Response } from 'express';
import { DescribeRoute } from '../openapi/describe-route.js';
import { Problem } from '../rest/problem.js';
import { QueryPipe } from '../rest/query.pipe.js';
import { csvDisposition, csvType, seriesCsv } from '../rest/series-csv.js';
import { rangeOf } from '../rest/series-range.js';
import { StoreQuestions } from '../rest/store-questions.js';
import { unitOfCoinMetric } from './coin-metrics.js';
import type { CoinSeries } from './coin-series.js';
import { CoinSeriesRequest } from './coin-series.query.js';
import { MarketView } from './market-view.js';

/** History of one coin, out of the store. */
@Controller('api/v1/market/coins/:id/series')
export class CoinSeriesController {
  constructor(
    @Inject(MarketView) private readonly view: MarketView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(StoreQuestions) private readonly store: StoreQuestions,
  ) {}

  /** Past values in even steps, as JSON or, where the query or else the Accept header prefers it, as CSV. */
  @Get()
  @Header('cache-control', 'no-store')
  @Header('vary', 'accept')
  @DescribeRoute({
    summary: 'Past prices, network and indicators of one coin in even steps, as JSON or CSV',
    id: 'The id of the coin, such as `bitcoin`.',
    query: CoinSeriesRequest,
    answer: 'CoinSeries',
    also: ['text/csv'],
    problems: [400, 404, 503],
  })
  async series(
    @Param('id') id: string,
    @Query(new QueryPipe(CoinSeriesRequest)) query: CoinSeriesRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CoinSeries | string> {
    const record = this.view.newest(id);
    if (record === null) throw Problem.notFound(`coin ${JSON.stringify(id.slice(0, 100))}`);
    const answer = await this.read(id, query, record.interval_ms);
    if ((query.format ?? request.accepts(['json', 'csv'])) !== 'csv') return answer;
    response.type(csvType).set('content-disposition', csvDisposition(id));
    const unit = record.mining_metrics.hashrate_unit;
    return seriesCsv({ ...answer, id: { column: 'coin_id', value: id } }, (metric) => unitOfCoinMetric(metric, unit));
  }

  private async read(id: string, query: CoinSeriesRequest, expectedEveryMs: number): Promise<CoinSeries> {
    const { metrics: fields, aggregate } = query;
    const range = rangeOf(query, this.clock.now(), expectedEveryMs);
    const asked = { measurement: marketDataMeasurement, tags: { coin_id: id }, fields, aggregate, expectedEveryMs, ...range };
    const series = await this.store.series(asked);
    return { coin_id: id, from: range.fromMs, to: range.toMs, step_ms: range.stepMs, aggregate, series };
  }
}
