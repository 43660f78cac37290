import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { HttpFault } from './http-faults.js';

const UPSTREAM_TIMEOUT_MS = 120_000;

/** What became of a request: the status the client got, and the one the server behind gave. */
export interface Carried {
  readonly status: number | null;
  readonly upstreamStatus: number | null;
}

const LOST: Carried = { status: null, upstreamStatus: null };

/** Lets a request meet its fate: forwarded as it is, or as its fault says. Resolves once the exchange is over. */
export async function carryOut(
  fault: HttpFault | null,
  request: IncomingMessage,
  answer: ServerResponse,
  target: string,
): Promise<Carried> {
  switch (fault?.kind) {
    case 'answer':
      return answerFor(fault, request, answer);
    case 'reset-request':
      return resetAfterRequestBytes(request, fault.afterBytes ?? 0);
    case 'silence':
      request.resume();
      await closed(request);
      return LOST;
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      return forward(request, answer, target, Infinity);
    case 'reset-answer':
      return forward(request, answer, target, fault.afterBytes ?? 0);
    case undefined:
      return forward(request, answer, target, Infinity);
  }
}

// The body is read to its end first, as a real server would, so that the client does not see a reset instead.
async function answerFor(fault: HttpFault & { kind: 'answer' }, request: IncomingMessage, answer: ServerResponse): Promise<Carried> {
  try {
    for await (const chunk of request) void chunk;
    answer.writeHead(fault.status, { ...fault.headers });
    answer.end(fault.body ?? '');
    return { status: fault.status, upstreamStatus: null };
  } catch {
    return LOST;
  }
}

function resetAfterRequestBytes(request: IncomingMessage, bytes: number): Promise<Carried> {
  const { socket } = request;
  let read = 0;
  return new Promise((resolve) => {
    const reset = (): void => {
      socket.resetAndDestroy();
      resolve(LOST);
    };
    request.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read >= bytes) reset();
    });
    request.once('end', reset).once('error', () => resolve(LOST));
  });
}

function forward(request: IncomingMessage, answer: ServerResponse, target: string, resetAfter: number): Promise<Carried> {
  const { promise, resolve } = Promise.withResolvers<Carried>();
  const { socket } = request;
  const url = new URL(request.url ?? '/', target);
  const headers = { ...request.headers, host: url.host };
  const upstream = send(url, {
    method: request.method ?? 'GET',
    headers,
    agent: false,
    timeout: UPSTREAM_TIMEOUT_MS,
  });
  let upstreamStatus: number | null = null;
  // A server that dies in the middle looks to the client as it would without a proxy: the connection is reset.
  const lose = (): void => {
    upstream.destroy();
    socket.resetAndDestroy();
    resolve({ status: null, upstreamStatus });
  };
  upstream.once('error', lose);
  upstream.once('timeout', lose);
  upstream.once('response', (received) => {
    upstreamStatus = received.statusCode ?? null;
    relay(received, answer, resetAfter).then(() => resolve({ status: upstreamStatus, upstreamStatus }), lose);
  });
  request.once('error', lose);
  request.pipe(upstream);
  return promise;
}

// With a limit nothing is sent until the server has ended its answer: its work is done, only the news of it is lost.
async function relay(received: IncomingMessage, answer: ServerResponse, resetAfter: number): Promise<void> {
  if (resetAfter === Infinity) {
    answer.writeHead(received.statusCode ?? 502, received.headers);
    return pipeline(received, answer);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of received) chunks.push(chunk as Buffer);
  if (resetAfter > 0) {
    answer.writeHead(received.statusCode ?? 502, received.headers);
    const sent = Buffer.concat(chunks).subarray(0, resetAfter);
    await new Promise<void>((resolve) => void answer.write(sent, () => resolve()));
  }
  throw new Error('reset on purpose');
}

function closed(stream: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once('close', resolve);
  });
}
