import { PermanentError } from '@lodestream/component';
import { type MarketFaultKind, marketFaultKinds, type MarketFaultPlan, type MarketSource, marketSources } from '../faults/market-fault.js';
import type { MarketFaultBook } from '../faults/market-fault-book.js';
import type { ProviderAnswer } from './provider.js';

/** Lets whoever runs the world trouble the providers while it runs: what is in force, one more, or none any more. */
export class FaultDesk {
  constructor(private readonly book: MarketFaultBook) {}

  /** `GET` tells what is in force, `POST` adds a trouble from now on, `DELETE` ends them all. */
  answer(method: string, body: unknown, at: number): ProviderAnswer {
    if (method === 'DELETE') this.book.clear();
    else if (method === 'POST') {
      const plan = planFrom(body);
      const wrong = typeof plan === 'string' ? plan : this.add(plan, at);
      if (wrong !== null) return { status: 400, body: { error: wrong } };
    } else if (method !== 'GET') return { status: 405, body: { error: 'there are GET, POST and DELETE' } };
    return { status: 200, body: { at, faults: marketSources.flatMap((source) => this.book.inForce(source, at)) } };
  }

  /** Null, or why the book does not take it. */
  private add(plan: MarketFaultPlan, at: number): string | null {
    try {
      this.book.add(plan, at);
      return null;
    } catch (error) {
      if (error instanceof PermanentError) return error.message;
      throw error;
    }
  }
}

/** A plan, or what is wrong with it. */
function planFrom(body: unknown): MarketFaultPlan | string {
  if (typeof body !== 'object' || body === null || body instanceof Error)
    return 'the body is {"source", "kind", "coin"?, "factor"?, "duration_seconds"?}';
  const { source, kind, coin, factor, status, duration_seconds: seconds } = body as Record<string, unknown>;
  if (!marketSources.includes(source as MarketSource)) return `source is one of ${marketSources.join(', ')}`;
  if (!marketFaultKinds.includes(kind as MarketFaultKind)) return `kind is one of ${marketFaultKinds.join(', ')}`;
  if (coin !== undefined && typeof coin !== 'string') return 'coin is an id such as bitcoin';
  if (factor !== undefined && !isPositive(factor)) return 'factor is a number above 0';
  if (status !== undefined && !isErrorStatus(status)) return 'status is 400 to 599';
  if (seconds !== undefined && !isPositive(seconds)) return 'duration_seconds is a number above 0';
  return {
    source: source as MarketSource,
    kind: kind as MarketFaultKind,
    ...(coin === undefined ? {} : { coin }),
    ...(factor === undefined ? {} : { factor }),
    ...(status === undefined ? {} : { status }),
    ...(seconds === undefined ? {} : { durationMs: seconds * 1000 }),
  };
}

const isErrorStatus = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 400 && Number(value) < 600;
const isPositive = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0;
