import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { once } from 'node:events';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveWebFiles } from './web-files.middleware.js';

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'mark.svg'), '<svg/>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'go()');
  const application = express().use(serveWebFiles(folder));
  application.use((asked, answer) => void answer.status(404).send(`nothing at ${asked.url}`));
  server = application.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

// Not through fetch, which would tidy the paths up and refuse to send another Host.
async function get(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, method, headers }).end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  let body = '';
  for await (const chunk of answer) body += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, body };
}

describe('the page', () => {
  it.each(['/', '/system', '/miners/m1', '/miners/rack-1.2', '/miners/a%2Fb.c', '/no/such/view', '/index.html', '/?a=b.c'])(
    'is one document at %s, asked for anew each time',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 200, body: '<title>page</title>', headers: { 'cache-control': 'no-cache' } });
    },
  );

  it('has files that are kept as long as they stay true', async () => {
    expect(await get('/assets/index-abc.js')).toMatchObject({
      status: 200,
      body: 'go()',
      headers: { 'cache-control': 'public, max-age=31536000, immutable', 'content-type': expect.stringContaining('javascript') },
    });
    expect(await get('/mark.svg')).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=3600' } });
  });

  it('answers HEAD without a body', async () => {
    expect(await get('/assets/index-abc.js', { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '4' },
    });
  });

  it.each([
    '/assets/gone.js',
    '/gone.svg',
    '/assets/',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/api/v1/fleet',
    '/api',
  ])('is not at %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toContain('page</title>');
  });

  it('hands a path on as it was asked for', async () => {
    expect((await get('/assets/gone.js?x=1')).body).toBe('nothing at /assets/gone.js?x=1');
  });

  it('says what to do while it is not built', async () => {
    const unbuilt = express()
      .use(serveWebFiles(join(folder, 'nowhere')))
      .listen(0, '127.0.0.1');
    await once(unbuilt, 'listening');
    const answer = await fetch(`http://127.0.0.1:${(unbuilt.address() as AddressInfo).port}/`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
    unbuilt.closeAllConnections();
    unbuilt.close();
  });
});
