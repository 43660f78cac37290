import type { Clock, Lifecycle } from '@lodestream/component';
import { isLocalHost, isLocalOrigin } from '@lodestream/service-kit';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { FleetView } from '../fleet/fleet-view.js';
import { LiveSession, type LiveSource } from './live-session.js';

/** What the live channel is made of. */
export interface LiveOptions {
  /** The server whose upgrades are taken. */
  readonly server: () => Server;
  readonly view: FleetView;
  readonly source: LiveSource;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly maxConnections: number;
}

const path = '/api/v1/live';
const systemEveryMs = 2_000;
const pingEveryMs = 20_000;

/** Serves WebSocket clients at `/api/v1/live`; changes are gathered for a moment and pushed as the latest state. */
export class LiveGateway implements Lifecycle {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024, perMessageDeflate: false });
  private readonly sessions = new Map<WebSocket, LiveSession>();
  private readonly alive = new WeakSet<WebSocket>();
  private readonly stopper = new AbortController();
  private readonly onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => this.upgrade(request, socket, head);
  private endListening: (() => void) | null = null;

  constructor(private readonly options: LiveOptions) {}

  /** Clients connected now. */
  connections(): number {
    return this.sessions.size;
  }

  start(): Promise<void> {
    this.options.server().on('upgrade', this.onUpgrade);
    this.endListening = this.options.view.onChange((minerId) => {
      for (const session of this.sessions.values()) session.minerChanged(minerId);
    });
    void this.every(this.options.intervalMs, () => this.push());
    void this.every(systemEveryMs, () => this.sessions.forEach((session) => session.systemChanged()));
    void this.every(pingEveryMs, () => this.ping());
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stopper.abort();
    this.endListening?.();
    if (this.endListening) this.options.server().off('upgrade', this.onUpgrade);
    this.endListening = null;
    for (const socket of this.sessions.keys()) socket.close(1001, 'the dashboard is stopping');
    for (const socket of this.sessions.keys()) setTimeout(() => socket.terminate(), 500).unref();
    return Promise.resolve();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = URL.parse(request.url ?? '', 'http://localhost');
    if (url?.pathname !== path) return refuse(socket, '404 Not Found');
    if (!isLocalHost(request.headers.host) || !isLocalOrigin(request.headers.origin)) return refuse(socket, '403 Forbidden');
    if (this.sessions.size >= this.options.maxConnections) return refuse(socket, '503 Service Unavailable');
    this.sockets.handleUpgrade(request, socket, head, (client) => this.welcome(client));
  }

  private welcome(client: WebSocket): void {
    const session = new LiveSession(client, this.options.source);
    this.sessions.set(client, session);
    this.alive.add(client);
    client.on('message', (data: Buffer, isBinary) => session.receive(isBinary ? '' : data.toString()));
    client.on('pong', () => this.alive.add(client));
    client.on('close', () => this.sessions.delete(client));
    client.on('error', () => client.terminate());
  }

  private push(): void {
    this.options.view.noticeStale(this.options.clock.now());
    for (const session of this.sessions.values()) session.flush(this.options.clock.monotonic());
  }

  /** A client that did not answer the ping before this one is gone. */
  private ping(): void {
    for (const client of this.sessions.keys()) {
      if (!this.alive.delete(client)) client.terminate();
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

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
