import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxiosWebApi } from './axios-web-api.js';

const servers: Server[] = [];
const apis: AxiosWebApi[] = [];

afterEach(async () => {
  for (const api of apis.splice(0)) api.close();
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => (server.closeAllConnections(), server.close(closed)))));
});

async function open(answer: RequestListener, options: Partial<ConstructorParameters<typeof AxiosWebApi>[0]> = {}): Promise<AxiosWebApi> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
  const api = new AxiosWebApi({ baseUrl, userAgent: 'lodestream', maxBodyBytes: 1_000, headers: { 'x-key': 'secret-key' }, ...options });
  apis.push(api);
  return api;
}

const thrown = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );

describe('a web API through axios', () => {
  it('asks below its base address, with query and headers, and hands over JSON', async () => {
    const seen: unknown[] = [];
    const api = await open((request, response) => {
      seen.push(request.url, request.headers['x-key'], request.headers['user-agent']);
      response.setHeader('Retry-After', '7').end('{"a":1e-8}');
    });
    const reply = await api.ask({ path: '/simple/price', query: { ids: 'a,b', full: true }, withinMs: 2_000 });
    expect(seen).toEqual(['/v3/simple/price?ids=a,b&full=true', 'secret-key', 'lodestream']);
    expect(reply).toMatchObject({ status: 200, json: { a: 1e-8 }, headers: { 'retry-after': '7' } });
  });

  it('posts what is given as JSON', async () => {
    let body = '';
    const api = await open((request, response) =>
      request.on('data', (part: Buffer) => (body += part.toString())).on('end', () => response.end('{}')),
    );
    await api.ask({ path: '/', json: { method: 'getmininginfo' }, withinMs: 2_000 });
    expect(JSON.parse(body)).toEqual({ method: 'getmininginfo' });
  });

  it('hands over every status, and a body that is no JSON as text', async () => {
    const api = await open((_, response) => response.writeHead(503).end('<html>'));
    expect(await api.ask({ path: '/', withinMs: 2_000 })).toMatchObject({ status: 503, json: undefined, text: '<html>' });
  });

  it('keeps its connections', async () => {
    const api = await open((_, response) => response.end('{}'));
    let connections = 0;
    servers[0]!.on('connection', () => (connections += 1));
    for (let times = 0; times < 3; times += 1) await api.ask({ path: '/', withinMs: 2_000 });
    expect(connections).toBe(1);
  });

  it('follows no redirect', async () => {
    const api = await open((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end());
    expect((await api.ask({ path: '/', withinMs: 2_000 })).status).toBe(302);
  });

  it('waits no longer than it was told', async () => {
    const api = await open((_, response) => void response.write('{"a":'));
    expect(await thrown(api.ask({ path: '/', withinMs: 100 }))).toMatchObject({ name: 'TransientError', errorClass: 'timeout' });
  });

  it('takes no larger body than allowed', async () => {
    const api = await open((_, response) => response.end(`"${'x'.repeat(2_000)}"`));
    expect(await thrown(api.ask({ path: '/', withinMs: 2_000 }))).toMatchObject({ name: 'PermanentError', errorClass: 'malformed' });
  });

  it('calls a closed port a connectivity error, and tells nobody its key', async () => {
    const api = await open(() => undefined);
    await new Promise((closed) => servers[0]!.close(closed));
    const error = (await thrown(api.ask({ path: '/', withinMs: 2_000 }))) as Error;
    expect(error).toMatchObject({ name: 'TransientError', errorClass: 'connectivity' });
    expect(JSON.stringify([error, error.message, error.cause ?? null])).not.toContain('secret-key');
  });

  it('stops when told to', async () => {
    const api = await open(() => undefined);
    expect(await thrown(api.ask({ path: '/', withinMs: 2_000, signal: AbortSignal.timeout(50) }))).toMatchObject({
      name: 'TransientError',
    });
  });

  it.each(['ftp://a/', 'nonsense', 'http://169.254.169.254/latest'])('refuses %s as an address', (baseUrl) => {
    expect(() => new AxiosWebApi({ baseUrl, userAgent: 'x', maxBodyBytes: 1 })).toThrow(/address|metadata/);
  });

  it('sends no packet to a name that leads to a metadata service', async () => {
    const api = await open(() => undefined, { baseUrl: 'http://api.example/', resolve: () => Promise.resolve('169.254.169.254') });
    expect(await thrown(api.ask({ path: '/', withinMs: 2_000 }))).toMatchObject({ name: 'PermanentError', errorClass: 'validation' });
  });
});
