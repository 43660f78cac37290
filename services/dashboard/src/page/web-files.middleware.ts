import type { RequestHandler, Response } from 'express';
import express from 'express';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the build puts the page. */
export const builtPage = fileURLToPath(new URL('../../web/dist', import.meta.url));

const isFile = (path: string): boolean => path.startsWith('/assets/') || /^\/[^/]+\.[^/]+$/.test(path);

/** Serves the built page: its files by name, and its one document at every other path that is not the interface's. */
export function serveWebFiles(folder = builtPage): RequestHandler {
  const files = express.static(folder, { index: false, redirect: false, setHeaders: cacheFor });
  return (request, response, next) => {
    const path = request.originalUrl.split('?', 1)[0] ?? '/';
    if (path === '/api' || path.startsWith('/api/')) return next();
    if (!existsSync(join(folder, 'index.html'))) return sayUnbuilt(response);
    const mounted = request.url;
    request.url = isFile(path) ? path : '/index.html';
    files(request, response, (error?: unknown) => {
      request.url = mounted;
      next(error);
    });
  };
}

/** What the build names by its content never changes; the document that names those is asked for anew each time. */
function cacheFor(response: Response, path: string): void {
  if (path.endsWith('.html')) response.setHeader('cache-control', 'no-cache');
  else if (path.includes('/assets/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  else response.setHeader('cache-control', 'public, max-age=3600');
}

function sayUnbuilt(response: Response): void {
  response.status(503).type('text/plain').send('The page is not built; run `npm run build`.\n');
}
