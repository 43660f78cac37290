import { errorClassOf, errorClasses, type ErrorClass } from '@lodestream/component';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { WriteResult } from './telemetry-store.port.js';

/** Told about every batch; `prometheusObserver` makes metrics of it. */
export interface StoreObserver {
  /** One write ended: what became of the points, or the class of the error with which it was given up. */
  wrote(outcome: WriteResult | ErrorClass, seconds: number): void;
  /** One try of a write failed and is made again after a wait. */
  retried(errorClass: ErrorClass): void;
}

/** An observer that keeps nothing. */
export const silentObserver: StoreObserver = { wrote: () => {}, retried: () => {} };

/** Counts into a registry what a store does; `store` names the adapter in the label. */
export function prometheusObserver(registry: Registry, store: 'embedded' | 'influx'): StoreObserver {
  const metrics = registered(registry);
  startAtZero(metrics, store);
  return {
    wrote: (outcome, seconds) => {
      metrics.duration.observe({ store }, seconds);
      metrics.batches.inc({ store, result: typeof outcome === 'string' ? outcome : 'ok' });
      if (typeof outcome !== 'string') countPoints(metrics.points, store, outcome);
    },
    retried: (errorClass) => metrics.retries.inc({ store, error_class: errorClass }),
  };
}

/** Does a write and tells the observer how it ended. */
export async function observed(observer: StoreObserver, now: () => number, write: () => Promise<WriteResult>): Promise<WriteResult> {
  const began = now();
  try {
    const result = await write();
    observer.wrote(result, (now() - began) / 1_000);
    return result;
  } catch (error) {
    observer.wrote(errorClassOf(error), (now() - began) / 1_000);
    throw error;
  }
}

interface StoreMetrics {
  readonly duration: Histogram<'store'>;
  readonly batches: Counter<'store' | 'result'>;
  readonly points: Counter<'store' | 'outcome'>;
  readonly retries: Counter<'store' | 'error_class'>;
}

const byRegistry = new WeakMap<Registry, StoreMetrics>();
const outcomes = ['stored', 'refused', 'expired'] as const;

// Several stores of one process share a registry, and a name can be registered in it once only.
function registered(registry: Registry): StoreMetrics {
  const known = byRegistry.get(registry);
  if (known) return known;
  const registers = [registry];
  const metrics: StoreMetrics = {
    duration: new Histogram({
      name: 'telemetry_store_write_duration_seconds',
      help: 'Time one batch took until the store acknowledged it or it was given up.',
      labelNames: ['store'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
      registers,
    }),
    batches: new Counter({
      name: 'telemetry_store_batches_total',
      help: 'Batches by how they ended: ok, or the class of the error.',
      labelNames: ['store', 'result'],
      registers,
    }),
    points: new Counter({
      name: 'telemetry_store_points_total',
      help: 'Points of acknowledged batches by what became of them.',
      labelNames: ['store', 'outcome'],
      registers,
    }),
    retries: new Counter({
      name: 'telemetry_store_retries_total',
      help: 'Tries of a write that failed and were made again.',
      labelNames: ['store', 'error_class'],
      registers,
    }),
  };
  byRegistry.set(registry, metrics);
  return metrics;
}

function startAtZero({ batches, points, retries }: StoreMetrics, store: string): void {
  for (const result of ['ok', ...errorClasses]) batches.inc({ store, result }, 0);
  for (const outcome of outcomes) points.inc({ store, outcome }, 0);
  for (const errorClass of errorClasses) retries.inc({ store, error_class: errorClass }, 0);
}

function countPoints(points: Counter<'store' | 'outcome'>, store: string, result: WriteResult): void {
  points.inc({ store, outcome: 'stored' }, result.stored);
  points.inc({ store, outcome: 'refused' }, result.refused.length);
  points.inc({ store, outcome: 'expired' }, result.expired.length);
}
