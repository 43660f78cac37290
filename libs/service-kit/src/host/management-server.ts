import type { Lifecycle } from '@lodestream/component';
import { TransientError, withDeadline } from '@lodestream/component';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { runOperation, type Operation } from './operations.js';
import { exposeMetrics } from './expose-metrics.js';
import type { HealthAnswer, HealthRegistry } from '../health/health-registry.js';
import { isLocalHost } from '../http/host-guard.js';

/** What the management page shows and where it listens. */
export interface ManagementOptions {
  readonly host: string;
  readonly port: number;
  readonly health: HealthRegistry;
  /** What the operator's command may ask of this process, by name. */
  readonly operations?: () => Readonly<Record<string, Operation>>;
  /** Every registry of the process: its own and one a service. */
  readonly registries: () => readonly Registry[];
}

/** Serves /health/live, /health/ready (with the reason) and /metrics of one process; it stays up until everything else is down. */
export class ManagementServer implements Lifecycle {
  private server: Server | null = null;

  constructor(private readonly options: ManagementOptions) {}

  /** Where it listens, once started. */
  url(): string {
    const { address, port } = this.server?.address() as AddressInfo;
    return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  }

  async start(): Promise<void> {
    const server = createServer(
      { requestTimeout: 5_000, headersTimeout: 5_000 },
      (request, response) => void this.answer(request, response),
    );
    server.maxConnections = 64;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(portTaken(this.options, cause)));
      server.listen(this.options.port, this.options.host, resolve);
    });
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLocalHost(request.headers.host)) return reply(response, 403, 'text/plain', 'Ask for this page by its loopback address.\n');
    if (request.method === 'POST' && request.url?.startsWith('/operations/')) return this.operate(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return reply(response, 405, 'text/plain', 'Only GET is answered here.\n');
    if (request.url === '/health/live') return json(response, 200, { live: true });
    if (request.url === '/health/ready') return this.ready(response);
    if (request.url === '/metrics') return this.metrics(response);
    return reply(response, 404, 'text/plain', 'There is /health/live, /health/ready and /metrics.\n');
  }

  private async operate(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, text } = await runOperation(request, this.options.operations?.() ?? {});
    reply(response, status, type, `${text}\n`);
  }

  private ready(response: ServerResponse): void {
    const checks = this.options.health.answers();
    const ready = Object.values(checks).every((answer: HealthAnswer) => answer.ready);
    json(response, ready ? 200 : 503, { ready, checks });
  }

  private async metrics(response: ServerResponse): Promise<void> {
    try {
      const text = await withDeadline(exposeMetrics(this.options.registries()), 4_000, 'collecting the metrics');
      reply(response, 200, Registry.PROMETHEUS_CONTENT_TYPE, text);
    } catch (error) {
      reply(response, 503, 'text/plain', `${String(error)}\n`);
    }
  }
}

function portTaken({ host, port }: ManagementOptions, cause: Error): Error {
  return new TransientError(
    `The management page can't listen on ${host}:${port}; is another Lodestream running? Set management.port.`,
    'resource_exhaustion',
    { cause },
  );
}

function json(response: ServerResponse, status: number, body: unknown): void {
  reply(response, status, 'application/json', `${JSON.stringify(body)}\n`);
}

function reply(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' });
  response.end(body);
}
