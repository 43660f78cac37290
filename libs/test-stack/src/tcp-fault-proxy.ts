import { createServer, type Server, type Socket } from 'node:net';
import { FaultyLink } from './faulty-link.js';
import type { Direction, LinkFaults } from './link-faults.js';

/** What the proxy forwards to, and where it listens (port 0 takes any free one). */
export interface TcpFaultProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  readonly port?: number;
}

/** Totals since the proxy started. */
export interface TcpProxyCounts {
  readonly accepted: number;
  readonly open: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
}

/** A TCP proxy on loopback that misbehaves on command. A fault stays in force until `heal`. */
export interface TcpFaultProxy {
  readonly port: number;
  /** `127.0.0.1:port`, for clients. */
  readonly address: string;
  /** Holds every chunk back this long, both ways. */
  delay(milliseconds: number): void;
  /** Lets at most so many bytes a second through each connection and direction. */
  limitBandwidth(bytesPerSecond: number): void;
  /** Keeps connections open and accepts new ones, but lets nothing through: what a dead network looks like. */
  blackhole(): void;
  /** Closes the port and resets what is open: what a dead server looks like. Resolves once connections are refused. */
  refuse(): Promise<void>;
  /** Resets every open connection now; new ones work. */
  cut(): void;
  /** Resets each connection, in mid-stream, once so many more bytes have gone that way. */
  resetAfter(bytes: number, direction: Direction): void;
  /** Ends every fault: bytes held back go on their way, a closed port opens again. */
  heal(): Promise<void>;
  counts(): TcpProxyCounts;
  /** Closes the port and every connection. Safe twice. */
  stop(): Promise<void>;
}

/** Starts a proxy before a server on loopback. */
export async function startTcpFaultProxy({ target, port = 0 }: TcpFaultProxyOptions): Promise<TcpFaultProxy> {
  const proxy = new TcpProxy(target);
  await proxy.open(port);
  return proxy;
}

const HOST = '127.0.0.1';
const NO_FAULTS: LinkFaults = { delayMs: 0, bytesPerSecond: Infinity, blocked: false };

class TcpProxy implements TcpFaultProxy {
  readonly #target: TcpFaultProxyOptions['target'];
  readonly #links = new Set<FaultyLink>();
  readonly #totals = { accepted: 0, up: 0, down: 0 };
  #server: Server | null = null;
  #port = 0;
  #faults: LinkFaults = NO_FAULTS;

  constructor(target: TcpFaultProxyOptions['target']) {
    this.#target = target;
  }

  get port(): number {
    return this.#port;
  }

  get address(): string {
    return `${HOST}:${this.#port}`;
  }

  async open(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
    this.#server = server;
  }

  delay(delayMs: number): void {
    this.#change({ delayMs });
  }

  limitBandwidth(bytesPerSecond: number): void {
    this.#change({ bytesPerSecond });
  }

  blackhole(): void {
    this.#change({ blocked: true });
  }

  async refuse(): Promise<void> {
    const closed = this.#close();
    this.cut();
    await closed;
  }

  cut(): void {
    for (const link of this.#links) link.reset();
  }

  resetAfter(bytes: number, direction: Direction): void {
    this.#change({ resetAfter: { bytes, direction } });
  }

  async heal(): Promise<void> {
    this.#faults = NO_FAULTS;
    for (const link of this.#links) link.apply(this.#faults);
    if (this.#server === null) await this.open(this.#port);
  }

  counts(): TcpProxyCounts {
    const { accepted, up, down } = this.#totals;
    return { accepted, open: this.#links.size, bytesUp: up, bytesDown: down };
  }

  async stop(): Promise<void> {
    await this.refuse();
  }

  #change(faults: Partial<LinkFaults>): void {
    this.#faults = { ...this.#faults, ...faults };
    for (const link of this.#links) link.apply(this.#faults);
  }

  #accept(client: Socket): void {
    this.#totals.accepted += 1;
    const link = new FaultyLink(client, this.#target, this.#faults, {
      passed: (direction, bytes) => void (this.#totals[direction] += bytes),
      ended: () => void this.#links.delete(link),
    });
    this.#links.add(link);
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  }
}
