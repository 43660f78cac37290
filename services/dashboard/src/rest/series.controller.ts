import { Controller, Get, Header, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK, Problem } from '@lodestream/service-kit';
import { minerTelemetryMeasurement } from '@lodestream/telemetry-store';
import type { Request, Response } from 'express';
import { FleetView } from '../fleet/fleet-view.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import type { MinerSeries } from './miner-series.js';
import { QueryPipe } from './query.pipe.js';
import { SeriesAnswers } from './series-answers.js';
import { unitOfMetric } from './series-metrics.js';
import { SeriesRequest } from './series.query.js';

/** History of one miner, out of the store. */
@Controller('api/v1/miners/:id/series')
export class SeriesController {
  constructor(
    @Inject(FleetView) private readonly view: FleetView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SeriesAnswers) private readonly answers: SeriesAnswers,
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
    problems: [404, 503],
  })
  series(
    @Param('id') id: string,
    @Query(new QueryPipe(SeriesRequest)) query: SeriesRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MinerSeries | string> {
    const known = this.view.get(id, this.clock.now());
    if (known === undefined) throw Problem.notFound(`miner ${JSON.stringify(id.slice(0, 100))}`);
    const { interval_ms: everyMs, algorithm } = known.row;
    const unitOf = (metric: string): string => unitOfMetric(metric, algorithm);
    const subject = { measurement: minerTelemetryMeasurement, tag: 'miner_id', id, everyMs, unitOf } as const;
    return this.answers.answer(subject, query, request, response);
  }
}
