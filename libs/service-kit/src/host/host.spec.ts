import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret, silentLog } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Counter } from 'prom-client';
import { HealthRegistry } from '../health/health-registry.js';
import { isLocalHost, isLocalOrigin } from '../http/host-guard.js';
import { ManagementServer } from './management-server.js';
import { createLog } from './pino-log.js';
import { processRegistry, serviceRegistry } from './process-metrics.js';
import { runUntilTold, type ProcessEvents } from './run-until-told.js';

const health = new HealthRegistry();
const registries = [processRegistry(), serviceRegistry('writer')];
const create = () => new ManagementServer({ host: '127.0.0.1', port: 0, health, registries: () => registries });

describeLifecycle('the management page', create);

describe('the management page', () => {
  let server: ManagementServer | null = null;
  afterEach(() => server?.stop());
  const ask = async (path: string, init?: RequestInit) => {
    server = create();
    await server.start();
    return fetch(`${server.url()}${path}`, init);
  };

  it('is alive from the first moment', async () => {
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('says what is not ready and why', async () => {
    health.register('writer/store', () => ({ ready: false, reason: 'InfluxDB has not answered for 12 s' }));
    const answer = await ask('/health/ready');
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { ready: false, checks: { 'writer/store': { ready: false, reason: 'InfluxDB has not answered for 12 s' } } },
    ]);
    health.register('writer/store', () => ({ ready: true }));
  });

  it('counts a check that fails itself as not ready', async () => {
    health.register('writer/odd', () => {
      throw new Error('odd');
    });
    expect((await ask('/health/ready')).status).toBe(503);
    health.register('writer/odd', () => ({ ready: true }));
  });

  it('serves the metrics of the process and of each service, told apart', async () => {
    new Counter({ name: 'writer_things_total', help: 'things', registers: [registries[1]!] }).inc(3);
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('writer_things_total{service="writer"} 3');
    expect(text).toMatch(/process_cpu_seconds_total|nodejs_eventloop_lag_seconds/);
  });

  it('answers nobody who reached it under a foreign name', async () => {
    server = create();
    await server.start();
    const { port } = new URL(server.url());
    const status = await new Promise((resolve) =>
      request({ port, host: '127.0.0.1', path: '/metrics', headers: { host: 'evil.example' } }, (answer) =>
        resolve(answer.statusCode),
      ).end(),
    );
    expect(status).toBe(403);
  });

  it('survives who hangs up in the middle of a request', async () => {
    server = new ManagementServer({
      host: '127.0.0.1',
      port: 0,
      health,
      registries: () => registries,
      operations: () => ({ 'a.b': async () => 1 }),
    });
    await server.start();
    const bugs: unknown[] = [];
    const note = (error: unknown): void => void bugs.push(error);
    process.on('unhandledRejection', note);
    const { port } = new URL(server.url());
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.write('POST /operations/a.b HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.off('unhandledRejection', note);
    expect(bugs).toEqual([]);
  });

  it.each([
    ['POST', '/metrics', 405],
    ['GET', '/nothing', 404],
  ])('answers %s %s with %d', async (method, path, status) => {
    expect((await ask(path, { method })).status).toBe(status);
  });
});

describe('the guard of local pages', () => {
  it.each([
    ['127.0.0.1:8080', true],
    ['localhost', true],
    ['[::1]:8080', true],
    ['127.9.9.9', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['10.0.0.1', false],
    [undefined, false],
  ])('takes Host %s: %s', (host, expected) => expect(isLocalHost(host)).toBe(expected));
  it.each([
    [undefined, true],
    ['http://localhost:8080', true],
    ['https://evil.example', false],
    ['null', false],
  ])('takes Origin %s: %s', (origin, expected) => expect(isLocalOrigin(origin)).toBe(expected));
});

class FakeProcess implements ProcessEvents {
  readonly exits: number[] = [];
  private readonly listeners = new Map<string, (argument: unknown) => void>();
  on(event: string, listener: (argument: unknown) => void): void {
    this.listeners.set(event, listener);
  }
  off(): void {}
  exit(code: number): void {
    this.exits.push(code);
  }
  async emit(event: string, argument?: unknown): Promise<void> {
    this.listeners.get(event)?.(argument);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

describe('a running application', () => {
  const run = async (stop: () => Promise<void>, drainMs = 20) => {
    const host = new FakeProcess();
    await runUntilTold({ start: async () => {}, stop }, { log: silentLog, drainMs, process: host });
    return host;
  };

  it('drains on SIGTERM and leaves with 0', async () => {
    const host = await run(async () => {});
    await host.emit('SIGTERM');
    expect(host.exits).toEqual([0]);
  });

  it('leaves with 1 when the drain does not end in time', async () => {
    const host = await run(() => new Promise(() => {}));
    await host.emit('SIGINT');
    expect(host.exits).toEqual([1]);
  });

  it('leaves at once on a second signal, but not on an echo of the first', async () => {
    const host = await run(() => new Promise(() => {}), 60_000);
    await host.emit('SIGINT');
    await host.emit('SIGINT');
    expect(host.exits).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await host.emit('SIGINT');
    expect(host.exits).toEqual([1]);
  });

  it('stops what had started when the start fails, and hands the failure on', async () => {
    let stopped = 0;
    const application = { start: () => Promise.reject(new Error('no broker')), stop: async () => void (stopped += 1) };
    await expect(runUntilTold(application, { log: silentLog, drainMs: 20, process: new FakeProcess() })).rejects.toThrow('no broker');
    expect(stopped).toBe(1);
  });

  it('leaves a start that fails in bounded time even where it can not be stopped', async () => {
    const application = { start: () => Promise.reject(new Error('no broker')), stop: () => new Promise<never>(() => {}) };
    await expect(runUntilTold(application, { log: silentLog, drainMs: 20, process: new FakeProcess() })).rejects.toThrow('no broker');
  });

  it('drains a start that was told to leave, and leaves with 0', async () => {
    const host = new FakeProcess();
    const { promise, reject } = Promise.withResolvers<never>();
    const application = { start: () => promise, stop: async () => reject(new Error('the bus was stopped')) };
    const running = runUntilTold(application, { log: silentLog, drainMs: 20, process: host });
    await host.emit('SIGTERM');
    await running;
    expect(host.exits).toEqual([0]);
  });

  it('leaves with 1 on a bug, without draining', async () => {
    let drained = false;
    const host = await run(async () => void (drained = true));
    await host.emit('unhandledRejection', new Error('bug'));
    expect([host.exits, drained]).toEqual([[1], false]);
  });
});

describe('the log', () => {
  it('writes a fixed sentence, its fields, and the error whole with its cause; never a secret', () => {
    const lines: string[] = [];
    const log = createLog({
      service: 'writer',
      environment: 'test',
      level: 'INFO',
      destination: { write: (line: string) => void lines.push(line) },
    });
    log.debug('Unseen.');
    log.warn('The store is slow.', { waitMs: 12, token: Secret.of('canary'), error: new Error('outer', { cause: new Error('inner') }) });
    const [line] = lines.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(lines).toHaveLength(1);
    expect(line).toMatchObject({
      level: 'warn',
      service: 'writer',
      environment: 'test',
      message: 'The store is slow.',
      waitMs: 12,
      token: '(secret)',
    });
    expect(JSON.stringify(line)).toContain('inner');
    expect(JSON.stringify(line)).not.toContain('canary');
  });
});
