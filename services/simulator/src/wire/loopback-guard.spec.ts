import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { guardedListener, isLoopback } from './loopback-guard.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.255.3.9', true],
    ['::ffff:127.10.0.1', true],
    ['10.0.0.5', false],
    ['192.168.127.1', false],
    ['1127.0.0.1', false],
    ['127.0.0.1.evil', false],
    ['169.254.169.254', false],
    ['::1', false],
    [undefined, false],
  ] as const)('says of %s: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});

describe('guardedListener', () => {
  // a stranger's address cannot be used here, so that the admitted part is narrowed instead: what is outside it is a stranger
  const listen = async (): Promise<{ port: number; admitted: Socket[] }> => {
    const admitted: Socket[] = [];
    const server = guardedListener(
      (socket) => admitted.push(socket),
      (address) => isLoopback(address) && address!.startsWith('127.10.'),
    );
    servers.push(server);
    server.listen(0, '0.0.0.0');
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, admitted };
  };

  it('destroys what came to another address, unread and unanswered', async () => {
    const { port, admitted } = await listen();
    const seen: Socket[] = [];
    servers[0]!.on('connection', (socket) => seen.push(socket));
    const client = connect(port, '127.99.0.1');
    client.on('error', () => {});
    let heard = 0;
    client.on('data', (chunk) => (heard += chunk.length));
    client.write('GET /api/v1/summary HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(client, 'close');
    expect([admitted.length, heard]).toEqual([0, 0]);
    expect(seen[0]).toMatchObject({ destroyed: true, bytesRead: 0, bytesWritten: 0 });
  });

  it('hands on what came to an admitted address, still unread', async () => {
    const { port, admitted } = await listen();
    const client = connect(port, '127.10.0.7');
    client.write('hello');
    await once(servers[0]!, 'connection');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([admitted[0]!.localAddress, admitted[0]!.bytesRead]).toEqual(['127.10.0.7', 0]);
    admitted[0]!.resume();
    const [data] = (await once(admitted[0]!, 'data')) as [Buffer];
    expect(data.toString()).toBe('hello');
    client.destroy();
    admitted[0]!.destroy();
  });
});
