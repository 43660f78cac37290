import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import type { Request, Response } from 'express';
import type { MinerSeries } from './miner-series.js';
import { fieldsOf, ofKnownParts } from './part-metrics.js';
import { csvDisposition, csvType, seriesCsv } from './series-csv.js';
import { rangeOf } from './series-range.js';
import type { StepsRequest } from './steps.query.js';
import { StoreQuestions } from './store-questions.js';

/** Whose series are asked for, and where the store has them. */
export interface SeriesSubject<Tag extends string> {
  readonly measurement: string;
  /** The tag that tells one from the others; its name stands in answers and over the column of a CSV file. */
  readonly tag: Tag;
  readonly id: string;
  /** Milliseconds between two of its readings; null where that is not known. */
  readonly everyMs: number | null;
  readonly unitOf: (metric: string) => string;
}

/** Series of one subject, under its id. */
export type SeriesOf<Tag extends string> = Readonly<Record<Tag, string>> & Omit<MinerSeries, 'miner_id'>;

/** Answers questions for past values out of the store, whoever's they are. */
@Injectable()
export class SeriesAnswers {
  constructor(
    @Inject(StoreQuestions) private readonly store: StoreQuestions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** JSON or, where the query or else the Accept header prefers it, CSV. @throws Problem 400 for a range that is none, 503 where the store is away */
  async answer<Tag extends string>(
    subject: SeriesSubject<Tag>,
    query: StepsRequest & { readonly metrics: readonly string[] },
    request: Request,
    response: Response,
  ): Promise<SeriesOf<Tag> | string> {
    const { measurement, tag, id, everyMs, unitOf } = subject;
    const { metrics, aggregate } = query;
    const fields = fieldsOf(metrics);
    const range = rangeOf(query, this.clock.now(), everyMs);
    const asked = { measurement, tags: { [tag]: id }, fields, aggregate, ...range };
    const found = await this.store.series(everyMs === null ? asked : { ...asked, expectedEveryMs: everyMs });
    const series = ofKnownParts(found, query);
    if ((query.format ?? request.accepts(['json', 'csv'])) === 'csv') {
      response.type(csvType).set('content-disposition', csvDisposition(id));
      return seriesCsv({ aggregate, series, id: { column: tag, value: id } }, unitOf);
    }
    const { fromMs: from, toMs: to, stepMs: step_ms } = range;
    return { [tag]: id, from, to, step_ms, aggregate, series } as SeriesOf<Tag>;
  }
}
