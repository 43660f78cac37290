import type { Clock } from '@lodestream/component';
import type { ServiceIntegration } from '@lodestream/records';
import type { Hold } from '../operator/holds.js';
import type { RequestOutcome } from '../sources/paced-api.js';
import { type BudgetedSource, type NextOf, type TimedChain, toldBudget, toldRequests, toldTimes } from './told-plan.js';

type Standing = Omit<ServiceIntegration, 'id' | 'budget' | 'requests'>;

/** How every source stands that this process may ask: whether it answered last, what it said last, and what may still be asked of it. */
export class SourceStandings {
  private readonly standings = new Map<string, Standing>();

  constructor(
    private readonly clock: Clock,
    /** The pause of a source that is in force; null where there is none. */
    private readonly pauseOf: (source: string) => Hold | null = () => null,
  ) {}

  /** Takes in how a request ended; sources are those that were asked. */
  ended({ source, error, message }: RequestOutcome): void {
    const at = this.clock.now();
    const before = this.standings.get(source) ?? unasked;
    // That it does not know one of our methods is an answer too: its others go on.
    const state = error === null || error === 'version' ? 'up' : 'down';
    this.standings.set(source, {
      ...before,
      state,
      since: state === before.state ? before.since : at,
      ...(error === null ? { last_answer_at: at } : { last_error: { at, class: error, message: (message ?? error).slice(0, 500) } }),
    });
  }

  /**
   * All sources of prices and of chains, asked or not, with what they are asked for, and their budgets where somebody counts; ids are those
   * of `source.events`.
   */
  report(prices: readonly BudgetedSource[], chains: readonly TimedChain[], nextOf: NextOf): ServiceIntegration[] {
    const now = this.clock.now();
    return [
      ...prices.map((source) => ({
        ...{ id: `market:${source.name}`, ...this.of(source.name) },
        ...{ budget: toldBudget(source, now), requests: toldRequests(source, nextOf, this.askedFrom(source.name)) },
      })),
      ...chains.map((chain) => ({
        ...{ id: `chain:${chain.source}`, ...this.of(chain.source) },
        ...{ budget: null, requests: [toldTimes(chain, nextOf, this.askedFrom(chain.source))] },
      })),
    ];
  }

  /** UTC milliseconds of the newest good answer of a source; null while there is none. */
  answeredAtMs(source: string): number | null {
    return this.standings.get(source)?.last_answer_at ?? null;
  }

  /** Nothing is asked before a pause ends. */
  private askedFrom(source: string): number {
    return this.pauseOf(source)?.untilMs ?? this.clock.now();
  }

  private of(source: string): Standing {
    const [standing, pause] = [this.standings.get(source) ?? unasked, this.pauseOf(source)];
    if (pause === null) return standing;
    return {
      ...standing,
      state: 'paused',
      since: pause.atMs,
      paused_until: pause.untilMs,
      paused_by: pause.by,
      paused_reason: pause.reason,
    };
  }
}

const unasked: Standing = {
  state: 'unknown',
  since: null,
  last_answer_at: null,
  last_error: null,
  paused_until: null,
  paused_by: null,
  paused_reason: null,
};
