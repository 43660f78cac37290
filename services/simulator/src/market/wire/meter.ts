const minuteMs = 60_000;

/** What a plan allows; null is no limit. */
export interface PlanLimits {
  readonly perMinute: number | null;
  readonly creditsPerMonth: number | null;
}

/** How one key, or one address without a key, stands. */
export interface MeterState {
  readonly requestsThisMinute: number;
  readonly creditsThisMonth: number;
  /** Most requests there were in any minute. */
  readonly busiestMinute: number;
  /** Requests that were over a limit. */
  readonly refused: number;
}

/** Counts what one key uses, by the provider's own clock: minutes and months of the calendar, UTC. */
export class Meter {
  private minute = { index: -1, requests: 0 };
  private month = { index: -1, credits: 0 };
  private busiest = 0;
  private refusals = 0;

  constructor(readonly limits: PlanLimits) {}

  /** Counts a request; says which limit it is over, if any. Requests that fail or are refused count towards the minute too. */
  request(at: number): 'minute' | 'month' | null {
    this.turn(at);
    this.minute.requests += 1;
    this.busiest = Math.max(this.busiest, this.minute.requests);
    const over = this.overLimit();
    if (over !== null) this.refusals += 1;
    return over;
  }

  /** Books what a request cost. */
  spend(credits: number, at: number): void {
    this.turn(at);
    this.month.credits += credits;
  }

  state(at: number): MeterState {
    this.turn(at);
    return {
      requestsThisMinute: this.minute.requests,
      creditsThisMonth: this.month.credits,
      busiestMinute: this.busiest,
      refused: this.refusals,
    };
  }

  private overLimit(): 'minute' | 'month' | null {
    const { perMinute, creditsPerMonth } = this.limits;
    if (perMinute !== null && this.minute.requests > perMinute) return 'minute';
    return creditsPerMonth !== null && this.month.credits >= creditsPerMonth ? 'month' : null;
  }

  private turn(at: number): void {
    const minute = Math.floor(at / minuteMs);
    if (minute !== this.minute.index) this.minute = { index: minute, requests: 0 };
    const date = new Date(at);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (month !== this.month.index) this.month = { index: month, credits: 0 };
  }
}

/** Seconds until the provider's next minute begins, at least 1. */
export const secondsToNextMinute = (at: number): number => Math.max(1, Math.ceil((minuteMs - (at % minuteMs)) / 1000));

/** When the provider's next month begins, UTC milliseconds. */
export function nextMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
