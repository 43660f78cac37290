import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, type Lifecycle, PermanentError } from '@lodestream/component';
import { readBody } from '../../wire/read-body.js';
import { driftKinds } from '../faults/market-fault.js';
import type { MarketFaultBook } from '../faults/market-fault-book.js';
import { drifted } from './drift.js';
import type { FaultDesk } from './fault-desk.js';
import type { Provider, ProviderAnswer, ProviderCall } from './provider.js';
import type { ProviderBooks } from './provider-books.js';

const host = '127.0.0.1';
/** How long a slow provider takes, and a hanging one holds a connection. */
const slowMs = 5_000;
const hangMs = 120_000;
const maxConnections = 1_000;
/** Longer than pollers of the whole system pause between two calls: a connection closed as it is used again would look like an outage. */
const keepAliveTimeout = 75_000;

/** What the server stands on. */
export interface ProviderServerParts {
  readonly providers: readonly Provider[];
  readonly faults: MarketFaultBook;
  readonly books: ProviderBooks;
  readonly desk: FaultDesk;
  readonly clock: Clock;
}

/** All doubles on one port of 127.0.0.1, each under its own prefix. */
export class ProviderServer implements Lifecycle {
  private readonly server: Server;
  private readonly waiting = new Set<NodeJS.Timeout>();

  constructor(
    private readonly asked: number,
    private readonly parts: ProviderServerParts,
  ) {
    this.server = createServer({ requestTimeout: 10_000, keepAliveTimeout }, (request, response) => void this.handle(request, response));
    this.server.maxConnections = maxConnections;
  }

  /** The port it listens on once started; the one asked for before. */
  get port(): number {
    return (this.server.address() as AddressInfo | null)?.port ?? this.asked;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        const remedy = 'end the program that has it, or choose another market_port';
        reject(new PermanentError(`the market providers cannot listen on ${host}:${this.asked}: ${error.code}; ${remedy}`, 'dependency'));
      });
      this.server.listen({ host, port: this.asked }, resolve);
    });
  }

  async stop(): Promise<void> {
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
    if (!this.server.listening) return;
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      return send(response, { status: 400, body: 'no such host' });
    const url = new URL(request.url ?? '/', `http://${host}`);
    const body = await readBody(request);
    const at = this.parts.clock.now();
    if (url.pathname === '/faults' && request.headers.origin !== undefined)
      return send(response, { status: 403, body: { error: 'not for pages' } });
    if (url.pathname === '/faults') return send(response, this.parts.desk.answer(request.method ?? 'GET', body, at));
    const provider = this.parts.providers.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`));
    if (provider === undefined) return send(response, { status: 404, body: { error: 'no such provider' } });
    this.serve(provider, callOf(request, url, provider, body, at), response);
  }

  private serve(provider: Provider, call: ProviderCall, response: ServerResponse): void {
    const { faults, books } = this.parts;
    const has = (kind: Parameters<MarketFaultBook['find']>[1]): boolean => faults.find(provider.source, kind, call.at) !== undefined;
    if (has('down') || has('hang')) {
      books.count(provider.source, call.path, 0, 0);
      return has('down') ? void response.destroy() : this.later(hangMs, () => response.destroy());
    }
    const answer = disturbed(provider, call, faults);
    books.count(provider.source, answer.endpoint ?? call.path, answer.status, answer.credits ?? 0);
    const go = (): void => (has('truncated') ? sendHalf(response, answer) : send(response, answer));
    if (has('slow')) this.later(slowMs, go);
    else go();
  }

  private later(ms: number, what: () => void): void {
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      what();
    }, ms);
    this.waiting.add(timer);
  }
}

function callOf(request: IncomingMessage, url: URL, provider: Provider, body: unknown, at: number): ProviderCall {
  return {
    method: request.method ?? 'GET',
    path: url.pathname.slice(provider.prefix.length),
    query: url.searchParams,
    headers: request.headers,
    body,
    at,
    client: request.socket.remoteAddress ?? '',
  };
}

function disturbed(provider: Provider, call: ProviderCall, faults: MarketFaultBook): ProviderAnswer {
  const { source } = provider;
  const error = faults.find(source, 'server_error', call.at);
  if (error !== undefined) return provider.broken?.(error.status ?? 503, call.at) ?? page(error.status ?? 503, 'Service Unavailable');
  if (faults.find(source, 'html', call.at) !== undefined) return page(200, 'Checking your browser');
  const answer = provider.answer(call);
  const drift = driftKinds.find((kind) => faults.find(source, kind, call.at) !== undefined);
  return drift === undefined ? answer : { ...answer, body: drifted(drift, source, answer.body) };
}

const page = (status: number, text: string): ProviderAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: `<html><body>${text}</body></html>`,
});

function send(response: ServerResponse, answer: ProviderAnswer): void {
  const text = textOf(answer);
  response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8', ...answer.headers }).end(text);
}

function sendHalf(response: ServerResponse, answer: ProviderAnswer): void {
  const text = textOf(answer);
  response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}

const textOf = ({ body }: ProviderAnswer): string => (typeof body === 'string' ? body : JSON.stringify(body));
