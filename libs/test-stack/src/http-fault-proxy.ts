import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultPlan, type HttpFault } from './http-faults.js';
import { carryOut, type Carried } from './http-forwarding.js';

const HOST = '127.0.0.1';
const MAX_LOG = 10_000;

/** One request the proxy has seen: what became of it, and which fault it met. */
export interface ProxiedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The status the client was given; null if its connection was reset instead. */
  readonly status: number | null;
  /** The status the server behind gave; null if the request never got there. */
  readonly upstreamStatus: number | null;
  readonly fault: HttpFault['kind'] | null;
}

/** A reverse proxy on loopback, before InfluxDB or any other HTTP server, that misbehaves on command. */
export interface HttpFaultProxy {
  /** Where clients reach it. */
  readonly url: string;
  /** Adds a fault; faults are tried in the order they were added, and the first that fits a request is its fate. */
  add(fault: HttpFault): void;
  /** Drops every fault. */
  heal(): void;
  /** The requests seen, oldest first; at most the last 10,000. */
  requests(): readonly ProxiedRequest[];
  /** Closes the port and every connection. Safe twice. */
  stop(): Promise<void>;
}

/** Starts a proxy before an HTTP server on loopback. */
export async function startHttpFaultProxy({ target }: { readonly target: string }): Promise<HttpFaultProxy> {
  const plan = new FaultPlan();
  const log: ProxiedRequest[] = [];
  const server = createServer((request, answer) => void serve(request, answer, { target, plan, log }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    add: (fault) => plan.add(fault),
    heal: () => plan.clear(),
    requests: () => [...log],
    stop: () => close(server),
  };
}

interface Scene {
  readonly target: string;
  readonly plan: FaultPlan;
  readonly log: ProxiedRequest[];
}

async function serve(request: IncomingMessage, answer: ServerResponse, { target, plan, log }: Scene): Promise<void> {
  const seen = { at: Date.now(), method: request.method ?? 'GET', path: request.url ?? '/' };
  const fault = plan.take({ ...seen, bodyBytes: bytesAnnounced(request) });
  const carried: Carried = await carryOut(fault, request, answer, target);
  log.push({ ...seen, ...carried, fault: fault?.kind ?? null });
  if (log.length > MAX_LOG) log.shift();
}

function bytesAnnounced({ headers }: IncomingMessage): number | null {
  const announced = headers['content-length'];
  return announced === undefined ? null : Number(announced);
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
