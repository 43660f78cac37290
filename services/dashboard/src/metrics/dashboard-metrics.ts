import { Counter, Gauge, type Registry } from 'prom-client';
import { topics } from '@lodestream/records';
import type { RequestRoute } from './request-route.js';

/** Every metric of the dashboard as metrics.yaml declares it; labels with all their values. A released name is public. */
export const dashboardMetricDeclarations = {
  dashboard_requests_total: {
    type: 'counter',
    help: 'Requests answered, by route and class of status.',
    labels: {
      route: ['fleet', 'miners', 'miner', 'series', 'system', 'market', 'session', 'commands', 'api', 'page'],
      status: ['2xx', '3xx', '4xx', '5xx'],
    },
  },
  dashboard_live_connections: { type: 'gauge', help: 'Live connections open now.', labels: {} },
  dashboard_live_connections_refused_total: {
    type: 'counter',
    help: 'Live connections refused, by reason.',
    labels: { reason: ['forbidden', 'hasty', 'unknown', 'wrong', 'full'] },
  },
  dashboard_live_connections_closed_total: {
    type: 'counter',
    help: 'Live connections that ended, by reason.',
    labels: { reason: ['left', 'slow', 'lost'] },
  },
  dashboard_live_pushes_total: {
    type: 'counter',
    help: 'Times the changes gathered were told to the live connections.',
    labels: {},
  },
  dashboard_unreadable_messages_total: {
    type: 'counter',
    help: 'Messages that could not be read and were passed by, by topic.',
    labels: {
      topic: [
        topics.fleetMiners,
        topics.serviceStatus,
        topics.minerTelemetry,
        topics.minerEvents,
        topics.commands,
        topics.commandResults,
        topics.marketData,
        topics.marketGlobal,
      ].map(({ name }) => name),
    },
  },
} as const;

type Declared = typeof dashboardMetricDeclarations;

/** What the live channel tells of itself. */
export interface LiveMetrics {
  watchConnections(count: () => number): void;
  refused(reason: Declared['dashboard_live_connections_refused_total']['labels']['reason'][number]): void;
  closed(reason: Declared['dashboard_live_connections_closed_total']['labels']['reason'][number]): void;
  pushed(): void;
}

/** Counts what the dashboard does. */
export class DashboardMetrics implements LiveMetrics {
  private readonly requests: Counter;
  private readonly refusals: Counter;
  private readonly closings: Counter;
  private readonly pushes: Counter;
  private readonly unreadables: Counter;
  private connections: () => number = () => 0;

  constructor(private readonly registry: Registry) {
    this.requests = this.counter('dashboard_requests_total');
    this.refusals = this.counter('dashboard_live_connections_refused_total');
    this.closings = this.counter('dashboard_live_connections_closed_total');
    this.pushes = this.counter('dashboard_live_pushes_total');
    this.unreadables = this.counter('dashboard_unreadable_messages_total');
    this.connectionGauge();
  }

  /** Counts an answer. */
  answered(route: RequestRoute, status: number): void {
    this.requests.inc({ route, status: `${Math.floor(status / 100)}xx` });
  }

  /** Counts a message that was passed by. */
  unreadable(topic: string): void {
    this.unreadables.inc({ topic });
  }

  watchConnections(count: () => number): void {
    this.connections = count;
  }

  refused(reason: Parameters<LiveMetrics['refused']>[0]): void {
    this.refusals.inc({ reason });
  }

  closed(reason: 'left' | 'slow' | 'lost'): void {
    this.closings.inc({ reason });
  }

  pushed(): void {
    this.pushes.inc();
  }

  private counter(name: Exclude<keyof Declared, 'dashboard_live_connections'>): Counter {
    const { help, labels } = dashboardMetricDeclarations[name];
    const counter = new Counter({ name, help, labelNames: Object.keys(labels), registers: [this.registry] });
    for (const combination of combinationsOf(Object.entries(labels))) counter.inc(combination, 0);
    return counter;
  }

  private connectionGauge(): void {
    const count = (): number => this.connections();
    new Gauge({
      name: 'dashboard_live_connections',
      help: dashboardMetricDeclarations.dashboard_live_connections.help,
      registers: [this.registry],
      collect() {
        this.set(count());
      },
    });
  }
}

function combinationsOf(labels: readonly (readonly [string, readonly string[]])[]): Record<string, string>[] {
  return labels.reduce<Record<string, string>[]>(
    (made, [name, values]) => made.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}
