import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, type Lifecycle, PermanentError } from '@lodestream/component';
import type { ControlAnswer, ControlRoutes } from './control-routes.js';
import { badRequest, notFound, type Problem, problemBody } from './problem.js';

const host = '127.0.0.1';

/** The port on 127.0.0.1 that tells what is true and what was served. */
export class ControlServer implements Lifecycle {
  private readonly server: Server;

  constructor(
    private readonly asked: number,
    private readonly clock: Clock,
    private readonly routes: ControlRoutes,
  ) {
    this.server = createServer({ requestTimeout: 10_000 }, (request, response) => void this.handle(request, response));
  }

  /** The port it listens on once started; the one asked for before. */
  get port(): number {
    return (this.server.address() as AddressInfo | null)?.port ?? this.asked;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        const remedy = 'end the program that has it, or choose another --control-port';
        reject(new PermanentError(`the control port cannot listen on ${host}:${this.asked}: ${error.code}; ${remedy}`, 'dependency'));
      });
      this.server.listen({ host, port: this.asked }, resolve);
    });
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = this.answerTo(request);
    if ('title' in answer) {
      response.writeHead(answer.status, { 'Content-Type': 'application/problem+json' }).end(problemBody(answer));
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    await sendParts(response, answer.parts);
  }

  private answerTo(request: IncomingMessage): ControlAnswer | Problem {
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) return badRequest('the Host is not this machine');
    if (request.method !== 'GET') return { status: 405, title: 'Method not allowed', detail: 'this port is only read' };
    const url = new URL(request.url ?? '/', `http://${host}`);
    const [, room = '', name, ...rest] = url.pathname.split('/');
    const route = rest.length > 0 ? undefined : this.routes[name === undefined ? room : `${room}/:id`];
    if (route === undefined) return notFound('there are /health, /truth, /truth/{miner_id}, /truth/market and /served');
    return route({ name: decode(name ?? ''), query: url.searchParams, now: this.clock.now() });
  }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A part is a line, and a write of its own for each would cost more than making it. */
const sentAtOnce = 65_536;

/** Sends parts as the reader takes them, so that an answer about a whole farm never stands in memory. */
async function sendParts(response: ServerResponse, parts: Iterable<string>): Promise<void> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < sentAtOnce) continue;
    if (response.destroyed) return;
    if (!response.write(text)) await drained(response);
    text = '';
  }
  response.end(text);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
