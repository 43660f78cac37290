import { isLocalHost, isLocalOrigin } from '@lodestream/service-kit';
import type { NextFunction, Request, Response } from 'express';
import { problemText, problemType, type ProblemDocument } from '../rest/problem.js';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The charts set styles on their own elements; no script can come in that way.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Refuses whoever did not come by this machine's own name or wants more than to read, and says what a browser may do with our answers. */
export function guardRequests(request: Request, response: Response, next: NextFunction): void {
  response.set(headers);
  if (!isLocalHost(request.headers.host) || !isLocalOrigin(request.headers.origin))
    return refuse(response, { title: 'Forbidden', status: 403, detail: 'Ask by a loopback address, from a page of its own.' });
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  response.set('allow', 'GET, HEAD');
  refuse(response, { title: 'Method not allowed', status: 405, detail: 'Everything here can only be read.' });
}

function refuse(response: Response, problem: ProblemDocument): void {
  response.status(problem.status).type(problemType).send(problemText(problem));
}
