import { Inject, Injectable } from '@nestjs/common';
import { TransientError, withDeadline } from '@lodestream/component';
import { Problem, TELEMETRY_STORE } from '@lodestream/service-kit';
import type { SeriesQuery, SeriesRow, TelemetryStore } from '@lodestream/telemetry-store';
import type { SeriesPoint } from './miner-series.js';

const mostAtOnce = 32;
const answerWithinMs = 10_000;

/** What REST asks the store: so much at once, each within a deadline. */
@Injectable()
export class StoreQuestions {
  private asking = 0;

  constructor(@Inject(TELEMETRY_STORE) private readonly store: TelemetryStore) {}

  /** Past values by metric. @throws Problem of status 503 where the store is away or busy */
  async series(query: SeriesQuery): Promise<readonly { readonly metric: string; readonly points: readonly SeriesPoint[] }[]> {
    const rows = await this.ask(query);
    return query.fields.map((metric) => ({ metric, points: rows.map((row) => pointOf(row, metric)) }));
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
