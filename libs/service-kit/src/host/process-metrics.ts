import { collectDefaultMetrics, Registry } from 'prom-client';

/** The process's own metrics: CPU, memory, event-loop delay, garbage collection. */
export function processRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  return registry;
}

/** An empty registry whose every series carries the service's name. */
export function serviceRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}
