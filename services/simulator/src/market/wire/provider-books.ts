import type { MarketSource } from '../faults/market-fault.js';

/** How one endpoint was used. */
export interface EndpointCount {
  calls: number;
  credits: number;
  /** Answers by status; 0 stands for calls that got none. */
  statuses: Record<number, number>;
}

/** Endpoints counted by name; all others are one. */
const most = 200;

/** Counts every answer of every double. */
export class ProviderBooks {
  private readonly counts = new Map<string, EndpointCount>();

  count(source: MarketSource, endpoint: string, status: number, credits: number): void {
    const named = `${source} ${endpoint}`;
    const key = this.counts.has(named) || this.counts.size < most ? named : `${source} other`;
    let entry = this.counts.get(key);
    if (entry === undefined) this.counts.set(key, (entry = { calls: 0, credits: 0, statuses: {} }));
    entry.calls += 1;
    entry.credits += credits;
    entry.statuses[status] = (entry.statuses[status] ?? 0) + 1;
  }

  /** All endpoints of a source. */
  of(source: MarketSource): Readonly<Record<string, EndpointCount>> {
    const own = [...this.counts].filter(([key]) => key.startsWith(`${source} `));
    return Object.fromEntries(own.map(([key, count]) => [key.slice(source.length + 1), count]));
  }
}
