import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { AddressGuard } from './address-guard.js';
import { GuardedHttp } from './guarded-http.js';

const limits = { maxBodyBytes: 10_000, maxHeaderBytes: 4_096 };
const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed))));
});

/** A device that answers each request on the wire with what `answer` writes. */
async function device(answer: (socket: Socket, request: string) => void) {
  const seen = { connections: 0, requests: [] as string[] };
  const server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      seen.requests.push(data.toString());
      answer(socket, data.toString());
    });
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { seen, origin: { address: '127.0.0.1', port: (server.address() as AddressInfo).port } };
}

const reply = (body: string, head = 'HTTP/1.1 200 OK', extra = ''): string =>
  `${head}\r\ncontent-length: ${body.length}\r\n${extra}\r\n${body}`;
const get = { method: 'GET', path: '/api' } as const;
const soon = (ms = 2_000): number => systemClock.monotonic() + ms;
const open = (allowed = ['127.0.0.0/8'], resolve?: (name: string) => Promise<string>) =>
  new GuardedHttp({ guard: new AddressGuard(allowed), limits, clock: systemClock, ...(resolve === undefined ? {} : { resolve }) });

describe('guarded HTTP', () => {
  it('hands over status, headers and the whole body', async () => {
    const { origin, seen } = await device((socket) => socket.write(reply('{"a":1}', 'HTTP/1.1 503 Busy', 'retry-after: 3\r\n')));
    const talk = open().converse(origin);
    const response = await talk.request({ ...get, headers: { authorization: 'Bearer t' } }, soon());
    expect([response.status, response.headers['retry-after'], response.body.toString()]).toEqual([503, '3', '{"a":1}']);
    expect(seen.requests[0]).toMatch(/^GET \/api HTTP\/1\.1\r\n[\s\S]*authorization: Bearer t/i);
    talk.close();
  });

  it('sends the requests of one conversation over one connection, one after another', async () => {
    const { origin, seen } = await device((socket) => setTimeout(() => socket.write(reply('ok')), 20));
    const talk = open().converse(origin);
    await Promise.all([1, 2, 3].map((n) => talk.request({ ...get, path: `/${n}` }, soon())));
    expect([seen.connections, seen.requests.map((request) => request.slice(4, 6))]).toEqual([1, ['/1', '/2', '/3']]);
    talk.close();
  });

  it('reads an answer that came in time, though the process stood still past the deadline', async () => {
    const stall = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    const { origin } = await device((socket) => socket.write(reply('in time'), () => setImmediate(() => stall(700))));
    const talk = open().converse(origin);
    await expect(talk.request(get, soon(500))).resolves.toMatchObject({ status: 200 });
    talk.close();
  });

  it('lets no packet leave for an address outside the allowed networks', async () => {
    const { origin, seen } = await device((socket) => socket.end(reply('ok')));
    expect(() => open(['10.0.0.0/8']).converse(origin)).toThrow('No packet was sent: 127.0.0.1 is in none of the allowed networks.');
    await systemClock.sleep(50);
    expect(seen.connections).toBe(0);
  });

  it('checks what a name resolves to, each time it connects', async () => {
    const { origin, seen } = await device((socket) => socket.end(reply('ok')));
    const http = open(['10.0.0.0/8'], async () => '127.0.0.1');
    const talk = http.converse({ address: 'miner.example', port: origin.port });
    await expect(talk.request(get, soon())).rejects.toMatchObject({ name: 'PermanentError', errorClass: 'validation' });
    const allowed = open(['127.0.0.0/8'], async () => '127.0.0.1').converse({ address: 'miner.example', port: origin.port });
    await expect(allowed.request(get, soon())).resolves.toMatchObject({ status: 200 });
    expect(seen.connections).toBe(1);
  });

  it('does not follow a redirect', async () => {
    const target = await device((socket) => socket.end(reply('secret')));
    const location = `location: http://127.0.0.1:${target.origin.port}/\r\n`;
    const { origin } = await device((socket) => socket.write(reply('', 'HTTP/1.1 302 Found', location)));
    const response = await open().converse(origin).request(get, soon());
    expect([response.status, target.seen.connections]).toEqual([302, 0]);
  });

  it.each([
    { name: 'a body that says it is too long', wire: 'HTTP/1.1 200 OK\r\ncontent-length: 9000000000\r\n\r\nxx', errorClass: 'malformed' },
    { name: 'a body that is too long without saying so', wire: `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(20_000)}`, errorClass: 'malformed' },
    {
      name: 'chunks without end',
      wire: `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${`1000\r\n${'x'.repeat(4_096)}\r\n`.repeat(4)}`,
      errorClass: 'malformed',
    },
    { name: 'a packed bomb', wire: 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\nxx', errorClass: 'malformed' },
    { name: 'headers without end', wire: `HTTP/1.1 200 OK\r\n${'x-a: yyyyyyyyyyyyyyyy\r\n'.repeat(1_000)}`, errorClass: 'malformed' },
    { name: 'something other than HTTP', wire: 'SSH-2.0-dropbear\r\n', errorClass: 'malformed' },
  ])('refuses $name', async ({ wire, errorClass }) => {
    const { origin } = await device((socket) => socket.write(wire));
    await expect(open().converse(origin).request(get, soon())).rejects.toMatchObject({ name: 'PermanentError', errorClass });
  });

  it.each([
    { name: 'hangs up without a word', wire: '' },
    { name: 'hangs up inside the headers', wire: 'HTTP/1.1 200 OK\r\ncontent-le' },
    { name: 'promises more than it sends', wire: 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"miner":' },
  ])('calls a device that $name unreachable for now', async ({ wire }) => {
    const { origin } = await device((socket) => socket.end(wire));
    await expect(open().converse(origin).request(get, soon())).rejects.toMatchObject({
      name: 'TransientError',
      errorClass: 'connectivity',
    });
  });

  it('calls a closed port unreachable for now', async () => {
    const { origin } = await device(() => {});
    const server = servers.pop();
    await new Promise((closed) => server?.close(closed));
    await expect(open().converse(origin).request(get, soon())).rejects.toMatchObject({
      name: 'TransientError',
      errorClass: 'connectivity',
    });
  });

  it.each([
    { name: 'that never answers', drip: null },
    { name: 'that trickles its body a byte at a time', drip: 'HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n' },
    { name: 'that trickles its headers', drip: 'HTTP/1.1 200 OK\r\nx-' },
  ])('gives up on a device $name at the deadline', async ({ drip }) => {
    const { origin } = await device((socket) => {
      if (drip === null) return;
      socket.write(drip);
      const dripping = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(dripping));
    });
    const began = performance.now();
    await expect(open().converse(origin).request(get, soon(200))).rejects.toMatchObject({ errorClass: 'timeout' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('sends nothing once the time is up', async () => {
    const { origin, seen } = await device((socket) => socket.write(reply('ok')));
    await expect(open().converse(origin).request(get, soon(0))).rejects.toMatchObject({ errorClass: 'timeout' });
    expect(seen.connections).toBe(0);
  });

  it('tries anew, once, when a kept connection had been closed by the device meanwhile', async () => {
    let answered = 0;
    const { origin, seen } = await device((socket) => {
      answered += 1;
      if (answered === 2) socket.destroy();
      else socket.write(reply('ok'));
    });
    const talk = open().converse(origin);
    await talk.request(get, soon());
    await expect(talk.request(get, soon())).resolves.toMatchObject({ status: 200 });
    expect(seen.connections).toBe(2);
    talk.close();
  });

  it('goes on over a new connection after an answer that says farewell', async () => {
    const { origin, seen } = await device((socket) => socket.write(reply('ok', 'HTTP/1.1 200 OK', 'connection: close\r\n')));
    const talk = open().converse(origin);
    await talk.request(get, soon());
    await expect(talk.request({ ...get, method: 'POST' }, soon())).resolves.toMatchObject({ status: 200 });
    expect(seen.connections).toBe(2);
    talk.close();
  });

  it('takes nothing for an answer that came before it was asked for', async () => {
    const { promise: sent, resolve: isSent } = Promise.withResolvers<unknown>();
    const { origin, seen } = await device((socket) => {
      socket.write(reply(`answer ${seen.connections}`));
      setTimeout(() => socket.write(reply('unasked'), isSent), 10);
    });
    const talk = open().converse(origin);
    await talk.request(get, soon());
    await sent;
    await systemClock.sleep(50);
    const { body } = await talk.request(get, soon());
    expect(body.toString()).toBe('answer 2');
    talk.close();
  });

  it('ends what is under way when it is closed, and refuses the rest', async () => {
    const { origin } = await device(() => {});
    const talk = open().converse(origin);
    const hanging = talk.request(get, soon(20_000));
    const queued = talk.request(get, soon(20_000));
    setTimeout(() => talk.close(), 50);
    await expect(hanging).rejects.toMatchObject({ errorClass: 'connectivity' });
    await expect(queued).rejects.toMatchObject({ errorClass: 'connectivity' });
  });

  it.each([
    ['a port that is none', { port: 99_999, headers: {} }],
    ['a header that can not be written', { port: 1, headers: { authorization: 'Bearer a\nb' } }],
  ])('refuses %s by a permanent error, for a raw one would count as a bug', async (_name, { port, headers }) => {
    const talk = open().converse({ address: '127.0.0.1', port });
    await expect(talk.request({ ...get, headers }, soon())).rejects.toMatchObject({ name: 'PermanentError', errorClass: 'validation' });
  });

  it('carries a body with its length', async () => {
    const { origin, seen } = await device((socket) => socket.write(reply('{}')));
    await open()
      .converse(origin)
      .request({ method: 'POST', path: '/unlock', headers: { 'content-type': 'application/json' }, body: '{"pw":"ä"}' }, soon());
    expect(seen.requests.join('')).toContain('content-length: 11');
  });
});
