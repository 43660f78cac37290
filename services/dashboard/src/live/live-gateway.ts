import type { Clock, Lifecycle } from '@lodestream/component';
import { type Problem, problemText, problemType } from '@lodestream/service-kit';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Guards } from '../access/guard.middleware.js';
import type { Identity } from '../access/identity.js';
import type { FleetView } from '../fleet/fleet-view.js';
import type { LiveMetrics } from '../metrics/dashboard-metrics.js';
import { unknownFields } from '../rest/query.guard.js';
import { LivePush } from './live-push.js';
import { LiveSession } from './live-session.js';
import type { LiveSource } from './live-source.js';

/** What the live channel is made of. */
export interface LiveOptions {
  /** The server whose upgrades are taken. */
  readonly server: () => Server;
  readonly view: FleetView;
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly metrics: LiveMetrics;
  readonly guards: Guards;
  readonly intervalMs: number;
  readonly maxConnections: number;
}

const path = '/api/v1/live';
const beatEveryMs = 2_000;
const staleEveryMs = 1_000;
const pingEveryMs = 20_000;
const closeWithinMs = 500;
const closedWithoutWord = 1006;
/** A browser holds six connections beside its live one, though seldom all; beyond these, new ones are dropped before they cost anything. */
const connectionsFor = (live: number): number => 2 * live + 64;
const statuses = {
  forbidden: '403 Forbidden',
  hasty: '429 Too Many Requests',
  unknown: '401 Unauthorized',
  wrong: '400 Bad Request',
  full: '503 Service Unavailable',
} as const;

/** Serves WebSocket clients at `/api/v1/live`; changes are gathered for a moment and pushed as the latest state. */
export class LiveGateway implements Lifecycle {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 16 * 1024,
    perMessageDeflate: false,
  });
  private readonly sessions = new Map<WebSocket, LiveSession>();
  private readonly alive = new WeakSet<WebSocket>();
  private readonly ends = new WeakMap<WebSocket, number>();
  private readonly stopper = new AbortController();
  private changed = new Set<string>();
  private beat = false;
  private endListening: (() => void) | null = null;

  constructor(private readonly options: LiveOptions) {}

  /** Clients connected now. */
  connections(): number {
    return this.sessions.size;
  }

  start(): Promise<void> {
    const { server, view, intervalMs, clock, metrics, maxConnections } = this.options;
    server().maxConnections = connectionsFor(maxConnections);
    server().on('upgrade', this.upgrade);
    this.endListening = view.onChange((minerId) => this.changed.add(minerId));
    metrics.watchConnections(() => this.connections());
    void this.every(intervalMs, () => this.push());
    void this.every(staleEveryMs, () => view.noticeStale(clock.now()));
    void this.every(beatEveryMs, () => void (this.beat = true));
    void this.every(pingEveryMs, () => this.ping());
    return Promise.resolve();
  }

  /** Says goodbye to every client; one that does not answer within half a second is cut off. */
  async stop(): Promise<void> {
    this.stopper.abort();
    if (this.endListening === null) return;
    this.endListening();
    this.endListening = null;
    this.options.server().off('upgrade', this.upgrade);
    const closed = [...this.sessions.keys()].map(goodbye);
    const cut = setTimeout(() => this.sessions.forEach((_, client) => client.terminate()), closeWithinMs);
    await Promise.all(closed);
    clearTimeout(cut);
  }

  private readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = URL.parse(request.url ?? '', 'http://localhost');
    if (url?.pathname !== path) return refuse(socket, '404 Not Found');
    const { addresses, access, limit } = this.options.guards;
    const identity = access.identify(request.headers);
    const isMeant = addresses.areMeantBy(request.headers);
    if (!isMeant) return this.turnAway(socket, 'forbidden');
    if (limit.waitMs(request, identity) > 0) return this.turnAway(socket, 'hasty');
    if (identity === null) return this.turnAway(socket, 'unknown');
    const problem = unknownFields([...new Set(url.searchParams.keys())], []);
    if (problem !== null) return this.turnAway(socket, 'wrong', problem);
    if (this.sessions.size >= this.options.maxConnections) return this.turnAway(socket, 'full');
    this.sockets.handleUpgrade(request, socket, head, (client) => this.welcome(client, identity));
  };

  private turnAway(socket: Duplex, reason: keyof typeof statuses, problem?: Problem): void {
    this.options.metrics.refused(reason);
    refuse(socket, statuses[reason], problem);
  }

  private welcome(client: WebSocket, { expiresAtMs }: Identity): void {
    if (expiresAtMs !== null) this.ends.set(client, expiresAtMs);
    const session = new LiveSession(client);
    this.sessions.set(client, session);
    this.alive.add(client);
    client.on('message', (data: Buffer, isBinary) => session.receive(isBinary ? '' : data.toString()));
    client.on('pong', () => this.alive.add(client));
    client.on('close', (code: number) => {
      this.sessions.delete(client);
      this.options.metrics.closed(session.isGivenUp ? 'slow' : code === closedWithoutWord ? 'lost' : 'left');
    });
    client.on('error', () => client.terminate());
  }

  private push(): void {
    const push = new LivePush(this.options.source, { miners: this.changed, beat: this.beat });
    this.changed = new Set();
    this.beat = false;
    if (this.sessions.size === 0) return;
    const now = this.options.clock.monotonic();
    for (const session of this.sessions.values()) session.flush(push, now);
    this.options.metrics.pushed();
  }

  /** A client that did not answer the ping before this one is gone, and one whose login has ended has to log in anew. */
  private ping(): void {
    const now = this.options.clock.now();
    for (const client of this.sessions.keys()) {
      if (now >= (this.ends.get(client) ?? Infinity)) client.close(1008, 'the login has ended');
      else if (!this.alive.delete(client)) client.terminate();
      else client.ping();
    }
  }

  private async every(ms: number, work: () => void): Promise<void> {
    const { signal } = this.stopper;
    for (;;) {
      await this.options.clock.sleep(ms, signal);
      if (signal.aborted) return;
      work();
    }
  }
}

function goodbye(client: WebSocket): Promise<void> {
  const closed = new Promise<void>((resolve) => void client.once('close', () => resolve()));
  client.close(1001, 'the dashboard is stopping');
  return closed;
}

function refuse(socket: Duplex, status: string, problem?: Problem): void {
  const body = problem === undefined ? '' : problemText(problem.document);
  const type = problem === undefined ? '' : `content-type: ${problemType}\r\n`;
  // A client that is gone already must not take the process with it.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n${type}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
