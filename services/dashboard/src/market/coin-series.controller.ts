import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { marketDataMeasurement } from '@lodestream/telemetry-store';
import type { Request, Response } from 'express';
import { Problem } from '@lodestream/service-kit';
import { DescribeRoute } from '../openapi/describe-route.js';
import { QueryPipe } from '../rest/query.pipe.js';
import { SeriesAnswers } from '../rest/series-answers.js';
import { unitOfCoinMetric } from './coin-metrics.js';
import type { CoinSeries } from './coin-series.js';
import { CoinSeriesRequest } from './coin-series.query.js';
import { MarketView } from './market-view.js';

/** History of one coin, out of the store. */
@Controller('api/v1/market/coins/:id/series')
export class CoinSeriesController {
  constructor(
    @Inject(MarketView) private readonly view: MarketView,
    @Inject(SeriesAnswers) private readonly answers: SeriesAnswers,
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
    problems: [404, 503],
  })
  series(
    @Param('id') id: string,
    @Query(new QueryPipe(CoinSeriesRequest)) query: CoinSeriesRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CoinSeries | string> {
    const record = this.view.newest(id);
    if (record === null) throw Problem.notFound(`coin ${JSON.stringify(id.slice(0, 100))}`);
    const { interval_ms: everyMs, mining_metrics: mining } = record;
    const unitOf = (metric: string): string => unitOfCoinMetric(metric, mining.hashrate_unit);
    return this.answers.answer({ measurement: marketDataMeasurement, tag: 'coin_id', id, everyMs, unitOf }, query, request, response);
  }
}
