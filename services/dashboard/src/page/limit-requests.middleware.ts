import type { Clock } from '@lodestream/component';
import type { RequestHandler } from 'express';
import { problemText, problemType } from '../rest/problem.js';

const burstSeconds = 10;
const mostClients = 10_000;

interface Allowance {
  readonly left: number;
  readonly atMs: number;
}

/**
 * Lets each client, known by its address, ask `perSecond` times a second on average and ten times as often in one burst. One request
 * more is answered 429 with the seconds after which the next is let through. Of more than 10,000 clients the longest silent is forgotten.
 */
export function limitRequests(perSecond: number, clock: Pick<Clock, 'monotonic'>): RequestHandler {
  const most = perSecond * burstSeconds;
  const clients = new Map<string, Allowance>();
  return (request, response, next) => {
    const client = request.socket.remoteAddress ?? 'gone';
    const atMs = clock.monotonic();
    const left = leftOf(clients.get(client), { most, perSecond, atMs });
    remember(clients, client, { left: left >= 1 ? left - 1 : left, atMs });
    if (left >= 1) return next();
    const seconds = Math.max(1, Math.ceil((1 - left) / perSecond));
    const detail = `One client may ask ${perSecond} times a second; ask again in ${seconds} s.`;
    response.status(429).set('retry-after', String(seconds)).type(problemType);
    response.send(problemText({ title: 'Too many requests', status: 429, detail }));
  };
}

function leftOf(known: Allowance | undefined, now: { readonly most: number; readonly perSecond: number; readonly atMs: number }): number {
  if (known === undefined) return now.most;
  return Math.min(now.most, known.left + ((now.atMs - known.atMs) / 1_000) * now.perSecond);
}

function remember(clients: Map<string, Allowance>, client: string, allowance: Allowance): void {
  clients.delete(client);
  clients.set(client, allowance);
  const [longestSilent] = clients.keys();
  if (clients.size > mostClients && longestSilent !== undefined) clients.delete(longestSilent);
}
