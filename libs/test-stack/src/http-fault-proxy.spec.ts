import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHttpFaultProxy, tooLarge, tooManyRequests, unavailable, type HttpFaultProxy } from './index.js';
import { FaultPlan } from './http-faults.js';

let server: Server;
let proxy: HttpFaultProxy;
let stored: string[];

beforeEach(async () => {
  stored = [];
  server = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      stored.push(body);
      answer.writeHead(request.url === '/read' ? 200 : 204, { 'x-behind': 'yes' }).end(request.url === '/read' ? 'a'.repeat(1_000) : '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startHttpFaultProxy({ target: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

afterEach(async () => {
  await proxy.stop();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

const write = (body = 'line', timeoutMs = 5_000): Promise<Response> =>
  fetch(`${proxy.url}/write`, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) });

describe('an HTTP fault proxy', () => {
  it('forwards method, path, body, status and headers when nothing is wrong', async () => {
    const answer = await write('one line');
    expect([answer.status, answer.headers.get('x-behind'), stored]).toEqual([204, 'yes', ['one line']]);
    expect(await (await fetch(`${proxy.url}/read`)).text()).toHaveLength(1_000);
    expect(proxy.requests()).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/write',
        status: 204,
        upstreamStatus: 204,
        fault: null,
      }),
      expect.objectContaining({ method: 'GET', path: '/read', status: 200 }),
    ]);
  });

  it('answers 429 with Retry-After so many times, and then lets through', async () => {
    proxy.add(tooManyRequests(3, { times: 2 }));
    const answers = [await write(), await write(), await write()];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 204]);
    expect(answers[0]?.headers.get('retry-after')).toBe('3');
    expect(stored).toHaveLength(1);
  });

  it('answers 503 for a while, or until it is healed', async () => {
    proxy.add(unavailable({ forMs: 1_000 }));
    expect((await write()).status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await write()).status).toBe(204);
    proxy.add(unavailable());
    expect((await write()).status).toBe(503);
    proxy.heal();
    expect((await write()).status).toBe(204);
  });

  it('loses the answer to a request the server has carried out', async () => {
    proxy.add({ kind: 'reset-answer', times: 1 });
    await expect(write('done')).rejects.toThrow('fetch failed');
    expect(stored).toEqual(['done']);
    expect(proxy.requests()).toEqual([expect.objectContaining({ status: null, upstreamStatus: 204, fault: 'reset-answer' })]);
  });

  it('breaks an answer off in the middle', async () => {
    proxy.add({ kind: 'reset-answer', afterBytes: 100, times: 1 });
    const answer = await fetch(`${proxy.url}/read`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('breaks a request off before the server sees it', async () => {
    proxy.add({ kind: 'reset-request', afterBytes: 10, times: 1 });
    await expect(write('x'.repeat(100_000))).rejects.toThrow('fetch failed');
    expect(stored).toEqual([]);
  });

  it('stays silent until the client gives up', async () => {
    proxy.add({ kind: 'silence', times: 1 });
    await expect(write('line', 200)).rejects.toThrow(/timeout/);
    expect(stored).toEqual([]);
  });

  it('holds a request back', async () => {
    proxy.add({ kind: 'delay', delayMs: 150 });
    const startedAt = Date.now();
    expect((await write()).status).toBe(204);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(145);
  });

  it('befalls only the requests it is meant for', async () => {
    proxy.add({ ...unavailable(), matches: ({ path }) => path.startsWith('/read') });
    expect([(await write()).status, (await fetch(`${proxy.url}/read`)).status]).toEqual([204, 503]);
  });

  it('finds too large only what is', async () => {
    proxy.add(tooLarge(100));
    expect([(await write('x'.repeat(100))).status, (await write('x'.repeat(101))).status]).toEqual([204, 413]);
    expect(stored).toEqual(['x'.repeat(100)]);
  });

  it('resets the client when the server behind is gone', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
    await expect(write()).rejects.toThrow('fetch failed');
    expect(proxy.requests()).toEqual([expect.objectContaining({ status: null, upstreamStatus: null })]);
  });
});

describe('a fault plan', () => {
  it('takes faults in the order they were added, each until it is used up', () => {
    const plan = new FaultPlan(() => 0);
    plan.add({ kind: 'silence', times: 1 });
    plan.add({ kind: 'delay', delayMs: 1, times: 1 });
    const request = { method: 'GET', path: '/', bodyBytes: null };
    expect([plan.take(request)?.kind, plan.take(request)?.kind, plan.take(request)]).toEqual(['silence', 'delay', null]);
  });
});
