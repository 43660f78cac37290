import { isLocalHost, isLocalOrigin } from '@lodestream/service-kit';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/** Refuses whoever did not come by this machine's own name, and says what a browser may do with our answers. */
export function guardRequests(request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  });
  if (isLocalHost(request.headers.host) && isLocalOrigin(request.headers.origin)) return next();
  const problem = { type: 'about:blank', title: 'Ask for this page by a loopback address, from a page of its own.', status: 403 };
  response.status(403).type('application/problem+json').send(JSON.stringify(problem));
}

/** Serves the built page; a path of the page itself (no dot, not the API) gets its one document. */
export function serveWebFiles(): RequestHandler {
  const files = express.static(folder, { index: 'index.html', maxAge: '1h', setHeaders: (response, path) => void (path.endsWith('.html') && response.setHeader('cache-control', 'no-cache')) });
  return (request, response, next) => {
    if (request.path.startsWith('/api/')) return next();
    if (!existsSync(folder)) return void response.status(503).type('text/plain').send('The page is not built; run `npm run build`.\n');
    if (request.method === 'GET' && !request.path.includes('.')) request.url = '/index.html';
    files(request, response, next);
  };
}
