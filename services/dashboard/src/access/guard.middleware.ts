import type { RequestHandler, Response } from 'express';
import { problemText, problemType, type ProblemDocument } from '@lodestream/service-kit';
import type { Access } from './access.js';
import type { OwnAddresses } from './own-addresses.js';
import type { RequestLimit } from './request-limit.js';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Paths at which something can be done besides reading, and by which methods. */
const writable: readonly { readonly path: RegExp; readonly methods: readonly string[] }[] = [
  { path: /^\/api\/v1\/session\/?$/, methods: ['POST', 'DELETE'] },
  { path: /^\/api\/v1\/(miners|market\/sources|market\/coins)\/[^/]+\/commands\/?$/, methods: ['POST'] },
];
const reading: readonly string[] = ['GET', 'HEAD'];
/** What whoever has not logged in may ask of the interface: how to. */
const open = /^\/api\/v1\/session\/?$/;

/** What decides whether a request goes on. */
export interface Guards {
  readonly addresses: OwnAddresses;
  readonly access: Access;
  readonly limit: RequestLimit;
}

/**
 * Lets a request on that came by a name of ours and from no foreign page, not too often, by a method that fits, and from somebody who
 * may see the interface. Says what a browser may do with any answer, and not what the server is made of.
 */
export function guardRequests({ addresses, access, limit }: Guards): RequestHandler {
  return (request, response, next) => {
    response.set(headers).removeHeader('x-powered-by');
    const path = request.originalUrl.split('?', 1)[0] ?? '/';
    if (!addresses.areMeantBy(request.headers)) return refuse(response, foreign);
    const identity = access.identify(request.headers);
    const waitMs = limit.waitMs(request, identity);
    if (waitMs > 0) return refuse(response.set('retry-after', String(Math.ceil(waitMs / 1_000))), tooMany(limit.perSecond));
    const methods = [...reading, ...(writable.find((one) => one.path.test(path))?.methods ?? [])];
    if (!methods.includes(request.method)) return refuse(response.set('allow', methods.join(', ')), wrongMethod);
    if (request.method === 'POST' && !request.is('application/json')) return refuse(response, wrongType);
    if (identity === null && /^\/api(\/|$)/.test(path) && !open.test(path))
      return refuse(response.set('www-authenticate', 'Bearer realm="lodestream"'), unknown);
    next();
  };
}

const foreign: ProblemDocument = {
  title: 'Forbidden',
  status: 403,
  detail: 'Ask by a name of this dashboard (a loopback address, or one of dashboard.public_urls), and from a page of its own.',
};
const wrongMethod: ProblemDocument = { title: 'Method not allowed', status: 405, detail: 'This can not be done here.' };
const wrongType: ProblemDocument = { title: 'Unsupported media type', status: 415, detail: 'A body must be application/json.' };
const unknown: ProblemDocument = {
  title: 'Not logged in',
  status: 401,
  detail: 'Send an access token as a bearer, or log in on the page.',
};
const tooMany = (perSecond: number): ProblemDocument => ({
  title: 'Too many requests',
  status: 429,
  detail: `One client may ask ${perSecond} times a second on average; ask again later.`,
});

function refuse(response: Response, problem: ProblemDocument): void {
  response.status(problem.status).type(problemType).send(problemText(problem));
}
