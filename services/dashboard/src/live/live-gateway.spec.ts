import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { problemType } from '@lodestream/service-kit';
import { eventually } from '@lodestream/test-stack';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Registry } from 'prom-client';
import { WebSocket, type ClientOptions } from 'ws';
import { aListed, aReading } from '../../test/samples.js';
import { Access } from '../access/access.js';
import { OwnAddresses } from '../access/own-addresses.js';
import { RequestLimit } from '../access/request-limit.js';
import { DashboardSettings } from '../config.js';
import { FleetView } from '../fleet/fleet-view.js';
import { DashboardMetrics } from '../metrics/dashboard-metrics.js';
import { LiveGateway } from './live-gateway.js';

interface Push {
  readonly channel?: string;
  readonly whole?: boolean;
  readonly data?: any;
  readonly error?: string;
}

let server: Server;
let view: FleetView;
let registry: Registry;
let gateway: LiveGateway;
let clients: WebSocket[];
let settings: DashboardSettings;

function gatewayOn(http: Server): LiveGateway {
  const now = (): number => Date.now();
  const source = {
    fleet: () => [...view.rows(now())].map(({ state }) => state),
    miner: (id: string) => view.get(id, now())?.row.state ?? null,
    system: () => 'fine',
    market: () => 'calm',
    minerIds: () => [...view.ids()],
    rows: (ids: Iterable<string>) => [...ids].length,
  };
  registry = new Registry();
  const metrics = new DashboardMetrics(registry);
  return new LiveGateway({
    server: () => http,
    view,
    source,
    clock: systemClock,
    metrics,
    guards: guardsOf(settings),
    intervalMs: 20,
    maxConnections: 2,
  });
}

function guardsOf(made: DashboardSettings) {
  const limit = new RequestLimit(made.max_requests_per_second, systemClock);
  return { addresses: new OwnAddresses(made), access: new Access(made, systemClock), limit };
}

const port = (): number => (server.address() as AddressInfo).port;

async function join(options: ClientOptions = {}, path = '/api/v1/live'): Promise<{ client: WebSocket; heard: Push[] }> {
  const client = new WebSocket(`ws://127.0.0.1:${port()}${path}`, options);
  const heard: Push[] = [];
  clients.push(client);
  client.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as Push));
  await once(client, 'open');
  return { client, heard };
}

const subscribe = (client: WebSocket, ...channels: string[]): void => client.send(JSON.stringify({ subscribe: channels }));
const metric = async (name: string): Promise<unknown> => (await registry.getMetricsAsJSON()).find((each) => each.name === name)?.values;

beforeEach(async () => {
  [view, clients, server, settings] = [new FleetView(), [], createServer().listen(0, '127.0.0.1'), new DashboardSettings()];
  await once(server, 'listening');
  gateway = gatewayOn(server);
  await gateway.start();
});
afterEach(async () => {
  await gateway.stop();
  for (const client of clients) client.terminate();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

describe('the live channel', () => {
  it('pushes the state at once, and again when it changes', async () => {
    view.list('m1', aListed('m1'));
    const { client, heard } = await join();
    subscribe(client, 'fleet', 'miners', 'miner:m1');
    await eventually(() =>
      expect(heard.map(({ channel, data }) => [channel, data])).toEqual([
        ['fleet', ['unknown']],
        ['miner:m1', 'unknown'],
        ['miners', 1],
      ]),
    );
    heard.length = 0;
    view.read(aReading('m1', { observed_at: Date.now() }));
    await eventually(() => expect(heard.slice(0, 3).map(({ data }) => data)).toEqual([['hashing'], 'hashing', 1]));
    expect(heard.find(({ channel }) => channel === 'miners')?.whole).toBeUndefined();
  });

  it('notices without any message that a miner has become stale', async () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1', { observed_at: Date.now() - 7_000, interval_ms: 5_000 }));
    const { client, heard } = await join();
    subscribe(client, 'miner:m1');
    await eventually(() => expect(heard.map(({ data }) => data)).toEqual(['hashing']));
    await eventually(() => expect(heard.map(({ data }) => data)).toEqual(['hashing', 'stale']));
  });

  it('tells a sign of life every two seconds though nothing changes', async () => {
    const { client, heard } = await join();
    subscribe(client, 'fleet');
    await eventually(() => expect(heard.length).toBeGreaterThan(1));
  });

  it('answers nonsense and stays open', async () => {
    const { client, heard } = await join();
    client.send('nonsense');
    client.send(Buffer.from([1, 2, 3]));
    await eventually(() => expect(heard.map(({ error }) => error)).toEqual([expect.any(String), expect.any(String)]));
    expect(client.readyState).toBe(WebSocket.OPEN);
  });

  it('ends a connection whose message is too large', async () => {
    const { client } = await join();
    client.on('error', () => {});
    client.send('x'.repeat(20_000));
    expect((await once(client, 'close'))[0]).toBe(1009);
  });

  it.each([
    { who: 'a page of another origin', options: { origin: 'https://evil.example' }, path: '/api/v1/live', status: 403 },
    { who: 'a name that was rebound to us', options: { headers: { host: 'evil.example' } }, path: '/api/v1/live', status: 403 },
    { who: 'another path', options: {}, path: '/api/v2/live', status: 404 },
    { who: 'a parameter that nobody knows', options: {}, path: '/api/v1/live?x=1', status: 400 },
  ])('refuses $who with $status', async ({ options, path, status }) => {
    await expect(join(options, path)).rejects.toThrow(`${status}`);
  });

  it('names the parameters that nobody knows, like the rest of the interface, and counts the refusal', async () => {
    const client = new WebSocket(`ws://127.0.0.1:${port()}/api/v1/live?x=1&chanel=fleet&x=2`);
    const [, answer] = (await once(client, 'unexpected-response')) as [unknown, IncomingMessage];
    const problem = (await json(answer)) as { errors: { field: string }[] };
    expect([answer.headers['content-type'], problem.errors.map(({ field }) => field)]).toEqual([problemType, ['x', 'chanel']]);
    expect(await metric('dashboard_live_connections_refused_total')).toContainEqual({ labels: { reason: 'wrong' }, value: 1 });
  });

  it('counts attempts as requests: whoever makes too many is refused with 429', async () => {
    await gateway.stop();
    settings.max_requests_per_second = 1;
    gateway = gatewayOn(server);
    await gateway.start();
    const refusals = await Promise.all(Array.from({ length: 90 }, () => join().then(() => '', String)));
    expect(refusals.filter((text) => text.includes('429')).length).toBeGreaterThanOrEqual(8);
    expect(refusals.filter((text) => text === '')).toHaveLength(2);
  });

  it('refuses one connection more than it may have, and counts it', async () => {
    await join();
    await join();
    await expect(join()).rejects.toThrow('503');
    expect(await metric('dashboard_live_connections')).toMatchObject([{ value: 2 }]);
    expect(await metric('dashboard_live_connections_refused_total')).toMatchObject([
      { value: 0 },
      { value: 0 },
      { value: 0 },
      { value: 0 },
      { labels: { reason: 'full' }, value: 1 },
    ]);
  });

  it('drops connections beyond a bound, so that whoever only holds them open takes no more', async () => {
    const held = Array.from({ length: 2 * 2 + 64 + 3 }, () =>
      connect(port(), '127.0.0.1')
        .on('error', () => {})
        .resume(),
    );
    try {
      await eventually(() => expect(held.filter((socket) => socket.readableEnded || socket.destroyed)).toHaveLength(3));
    } finally {
      for (const socket of held) socket.destroy();
    }
  });

  it('survives clients that reset while they are refused', async () => {
    for (let at = 0; at < 20; at += 1) {
      const socket = connect(port(), '127.0.0.1');
      socket.on('error', () => {});
      socket.write('GET /nowhere HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', () =>
        socket.resetAndDestroy(),
      );
    }
    await systemClock.sleep(100);
    expect((await join()).client.readyState).toBe(WebSocket.OPEN);
  });

  it('says goodbye when it stops, and takes nobody in any more', async () => {
    const { client } = await join();
    const closed = once(client, 'close');
    await gateway.stop();
    expect([(await closed)[0], gateway.connections()]).toEqual([1001, 0]);
  });
});

describeLifecycle('the live gateway', () => {
  [view, settings] = [new FleetView(), new DashboardSettings()];
  return gatewayOn(createServer());
});
