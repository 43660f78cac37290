/** What one endpoint of a provider is asked for, and what that costs. */
export interface PlannedEndpoint {
  readonly name: string;
  /** Whole seconds between two refreshes, from 1. */
  readonly intervalSeconds: number;
  /** Requests one refresh takes, for example the pages of a list. */
  readonly callsPerRefresh: number;
  /** Credits the provider counts for one request; 0 where it is free. */
  readonly creditsPerCall: number;
}

/** What the provider's plan allows. */
export interface PlanCaps {
  readonly creditsPerPeriod: number;
  /** Seconds of the longest period: 31 days for calendar months. */
  readonly periodSeconds: number;
  readonly callsPerMinute: number;
}

/** What endpoints will cost in one period, against the caps. */
export interface QuotaPlan {
  readonly endpoints: readonly { readonly name: string; readonly calls: number; readonly credits: number }[];
  readonly calls: number;
  readonly credits: number;
  /** Mean over time; a bucket spreads what falls together. */
  readonly callsPerMinute: number;
  readonly fits: boolean;
  /** Seconds from the period's start to the first refresh that the credits no longer cover; null where they last. */
  readonly runsOutAfterSeconds: number | null;
  /**
   * The shortest interval, in whole seconds, that no endpoint may fall below for all of them to fit, for each that does and costs something;
   * null where none helps, or none is needed.
   */
  readonly fittingSeconds: ReadonlyMap<string, number> | null;
}

/**
 * Works out what endpoints cost from their own numbers alone; every endpoint is taken to refresh as the period begins.
 * @throws RangeError on an interval or a period that is not whole seconds from 1, or a count or cap that is negative or not finite
 */
export function planQuota(endpoints: readonly PlannedEndpoint[], caps: PlanCaps): QuotaPlan {
  requireSound(endpoints, caps);
  const rows = endpoints.map((endpoint) => costOf(endpoint, caps.periodSeconds));
  const fits = fitsCaps(endpoints, caps);
  return {
    endpoints: rows,
    calls: sum(rows.map((row) => row.calls)),
    credits: sum(rows.map((row) => row.credits)),
    callsPerMinute: callsPerMinuteOf(endpoints),
    fits,
    runsOutAfterSeconds: runsOutAfter(endpoints, caps),
    fittingSeconds: fits ? null : fittingIntervals(endpoints, caps),
  };
}

function costOf(endpoint: PlannedEndpoint, seconds: number): { name: string; calls: number; credits: number } {
  const calls = Math.ceil(seconds / endpoint.intervalSeconds) * endpoint.callsPerRefresh;
  return { name: endpoint.name, calls, credits: calls * endpoint.creditsPerCall };
}

function creditsWithin(endpoints: readonly PlannedEndpoint[], seconds: number): number {
  return sum(endpoints.map((endpoint) => costOf(endpoint, seconds).credits));
}

function callsPerMinuteOf(endpoints: readonly PlannedEndpoint[]): number {
  return sum(endpoints.map((endpoint) => (endpoint.callsPerRefresh * 60) / endpoint.intervalSeconds));
}

function fitsCaps(endpoints: readonly PlannedEndpoint[], caps: PlanCaps): boolean {
  return creditsWithin(endpoints, caps.periodSeconds) <= caps.creditsPerPeriod && callsPerMinuteOf(endpoints) <= caps.callsPerMinute;
}

function runsOutAfter(endpoints: readonly PlannedEndpoint[], caps: PlanCaps): number | null {
  if (creditsWithin(endpoints, caps.periodSeconds) <= caps.creditsPerPeriod) return null;
  return least(0, caps.periodSeconds - 1, (second) => creditsWithin(endpoints, second + 1) > caps.creditsPerPeriod);
}

/** Those that ask most often are asked less; what is asked seldom already, or is free, stays as it is. */
function fittingIntervals(endpoints: readonly PlannedEndpoint[], caps: PlanCaps): ReadonlyMap<string, number> | null {
  const isTooFast = callsPerMinuteOf(endpoints) > caps.callsPerMinute;
  const counts = ({ callsPerRefresh, creditsPerCall }: PlannedEndpoint): boolean =>
    callsPerRefresh > 0 && (isTooFast || creditsPerCall > 0);
  const noShorter = (seconds: number): PlannedEndpoint[] =>
    endpoints.map((each) => (counts(each) ? { ...each, intervalSeconds: Math.max(each.intervalSeconds, seconds) } : each));
  if (!fitsCaps(noShorter(caps.periodSeconds), caps)) return null;
  const shortest = least(1, caps.periodSeconds, (seconds) => fitsCaps(noShorter(seconds), caps));
  const tooShort = endpoints.filter((each) => counts(each) && each.intervalSeconds < shortest);
  return new Map(tooShort.map(({ name }) => [name, shortest]));
}

/** The least whole number of a range for which `holds`, which once true stays true and is true at the end. */
function least(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, Math.max(from, to)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function requireSound(endpoints: readonly PlannedEndpoint[], caps: PlanCaps): void {
  const seconds = [caps.periodSeconds, ...endpoints.map((endpoint) => endpoint.intervalSeconds)];
  if (!seconds.every((value) => Number.isSafeInteger(value) && value >= 1))
    throw new RangeError('intervals and periods must be whole seconds from 1');
  const counts = [caps.creditsPerPeriod, caps.callsPerMinute, ...endpoints.flatMap((each) => [each.callsPerRefresh, each.creditsPerCall])];
  if (!counts.every((value) => Number.isFinite(value) && value >= 0)) throw new RangeError('counts and caps must be numbers from 0');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
