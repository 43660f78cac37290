import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { startTcpFaultProxy, type TcpFaultProxy } from './index.js';

let echo: Server;
let proxy: TcpFaultProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startTcpFaultProxy({
    target: { host: '127.0.0.1', port: (echo.address() as AddressInfo).port },
  });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.stop();
  await new Promise((resolve) => void echo.close(resolve));
});

async function client(): Promise<{ socket: Socket; received: () => string; ended: Promise<string> }> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port, allowHalfOpen: true });
  clients.push(socket);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<string>((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.once('end', () => resolve('end'));
  });
  await new Promise<void>((resolve) => void socket.once('connect', resolve).once('error', () => resolve()));
  return { socket, received: () => Buffer.concat(chunks).toString(), ended };
}

async function until(holds: () => boolean, timeoutMs = 3_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !holds();) {
    if (Date.now() > deadline) throw new Error('It never came true.');
    await after(5);
  }
}

describe('a TCP fault proxy', () => {
  it('forwards both ways, in order, and passes the end on', async () => {
    const { socket, received, ended } = await client();
    const text = 'abcdefghij'.repeat(50_000);
    socket.end(text);
    expect(await ended).toBe('end');
    expect(received()).toBe(text);
    expect(proxy.counts()).toMatchObject({ accepted: 1, bytesUp: text.length, bytesDown: text.length });
    await until(() => proxy.counts().open === 0);
  });

  it('delays each chunk, both ways', async () => {
    proxy.delay(100);
    const { socket, received } = await client();
    const startedAt = Date.now();
    socket.write('late');
    await until(() => received() === 'late');
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(195);
  });

  it('limits the bandwidth of a connection, whatever is written at once', async () => {
    const { socket, received } = await client();
    proxy.limitBandwidth(100_000);
    const startedAt = Date.now();
    socket.write('x'.repeat(20_000));
    socket.write('y'.repeat(20_000));
    await until(() => received().length === 40_000);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(350);
  });

  it('lets nothing through a black hole, and everything once it is healed', async () => {
    const { socket, received } = await client();
    proxy.blackhole();
    socket.write('held');
    const second = await client();
    second.socket.write('new');
    await after(150);
    expect([received(), second.received()]).toEqual(['', '']);
    await proxy.heal();
    await until(() => received() === 'held' && second.received() === 'new');
  });

  it('makes the sender wait instead of queueing without end', async () => {
    proxy.blackhole();
    const { socket } = await client();
    const chunk = Buffer.alloc(1 << 20);
    for (let sent = 0; sent < 64; sent += 1) socket.write(chunk);
    await after(200);
    expect(socket.writableLength).toBeGreaterThan(32 << 20);
  });

  it('refuses connections and resets open ones, on the same port until it is healed', async () => {
    const { port } = proxy;
    const { ended } = await client();
    await proxy.refuse();
    expect(await ended).toBe('ECONNRESET');
    expect(await (await client()).ended).toBe('ECONNREFUSED');
    await proxy.heal();
    const { socket, received } = await client();
    socket.write('again');
    await until(() => received() === 'again');
    expect(proxy.port).toBe(port);
  });

  it('cuts what is open and takes what is new', async () => {
    const { ended } = await client();
    await until(() => proxy.counts().open === 1);
    proxy.cut();
    expect(await ended).toBe('ECONNRESET');
    const { socket, received } = await client();
    socket.write('new');
    await until(() => received() === 'new');
  });

  it('resets in mid-stream after exactly so many bytes', async () => {
    const { socket, ended } = await client();
    proxy.resetAfter(1_000, 'up');
    socket.write('z'.repeat(5_000));
    expect(await ended).toBe('ECONNRESET');
    expect(proxy.counts().bytesUp).toBe(1_000);
  });

  it('resets the client when the server behind is not there', async () => {
    const dead = await startTcpFaultProxy({ target: { host: '127.0.0.1', port: 1 } });
    const socket = connect({ host: '127.0.0.1', port: dead.port });
    const [error] = (await once(socket, 'error').catch((problem: unknown) => [problem])) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    await dead.stop();
    await dead.stop();
  });
});
