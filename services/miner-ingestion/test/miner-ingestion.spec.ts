import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '@lodestream/component';
import { type MinerTelemetry, topics } from '@lodestream/records';
import { tickAtOrBefore, tickGridOf } from '@lodestream/polling';
import { inspect } from 'node:util';
import { FakeMiner, fromTable, healthyS21, s21Summary } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

let harness: IngestionHarness;
const miners: FakeMiner[] = [];

beforeEach(async () => {
  harness = await new IngestionHarness().open();
});

afterEach(async () => {
  await harness.close();
  await Promise.all(miners.splice(0).map((miner) => miner.stop()));
  expect(harness.bugs).toEqual([]);
});

async function miner(answers: FakeMiner['answers']): Promise<{ device: FakeMiner; port: number }> {
  const device = new FakeMiner(answers);
  miners.push(device);
  return { device, port: (await device.start()).port };
}

const line = (port: number, more: object = {}) => ({
  id: 'miner_01',
  ip: '127.0.0.1',
  port,
  model: 'ANTMINER_S21',
  location: 'rack_1_position_1',
  polling_interval_seconds: 1,
  ...more,
});
const readings = (count: number) =>
  eventually<MinerTelemetry[]>(async () => {
    const found = await harness.telemetry();
    return found.length >= count && found;
  });

describe('miner-ingestion', () => {
  it('turns polls into complete records on their ticks', async () => {
    const { port } = await miner(fromTable(healthyS21()));
    await harness.run({ miners: [line(port)] });
    const [first, second] = await readings(2);
    const grid = tickGridOf('miner_01', 1_000);
    expect(first).toMatchObject({
      miner_id: 'miner_01',
      ip_address: '127.0.0.1',
      model: 'Antminer S21',
      firmware_name: 'Vnish',
      firmware_version: '1.2.7',
      location: 'rack_1_position_1',
      state: 'hashing',
      interval_ms: 1_000,
      hashrate: { unit: 'TH/s', nominal: 202.3105 },
      power: { consumption: 3480 },
      shares: { accepted: 100, accepted_delta: null },
    });
    expect(first!.hashrate.total).toBeCloseTo(199.8702, 6);
    expect(tickAtOrBefore(grid, first!.timestamp)).toBe(first!.timestamp);
    expect(first!.observed_at).toBeGreaterThanOrEqual(first!.timestamp);
    expect((second!.timestamp - first!.timestamp) % 1_000).toBe(0);
    expect(second!.shares).toMatchObject({ accepted_delta: 0, counter_reset: false });
  });

  it('gives every message its identity and its origin', async () => {
    const { port } = await miner(fromTable(healthyS21()));
    await harness.run({ miners: [line(port)] });
    const [record] = await readings(1);
    const [message] = await harness.messages(topics.minerTelemetry);
    expect(message!.key?.toString()).toBe('miner_01');
    expect(message!.headers).toMatchObject({
      'event-id': `miner_01:${record!.timestamp}:poll`,
      source: 'miner-ingestion/test-0',
      schema: topics.minerTelemetry.codec.schema,
    });
    expect(message!.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('publishes the configured fleet, only what changed of it, and takes out what was removed', async () => {
    const config = { miners: [line(1, { enabled: false }), line(2, { id: 'miner_02', enabled: false, password: 'hunter2' })] };
    const first = await harness.run(config);
    await eventually(async () => (await harness.messages(topics.fleetMiners)).length === 2);
    await first.stop();
    const second = await harness.run(config);
    await eventually(async () => second.fleetHealth().ready);
    await second.stop();
    await harness.run({ miners: [line(1, { enabled: false, model: 'S19' })] });
    const all = await eventually(async () => {
      const messages = await harness.messages(topics.fleetMiners);
      return messages.length >= 4 && messages;
    });
    expect(all).toHaveLength(4);
    expect(all.filter(({ key }) => key?.toString() === 'miner_01')).toHaveLength(2);
    expect(all.filter(({ key, value }) => key?.toString() === 'miner_02' && value === null)).toHaveLength(1);
    expect(all.map(({ value }) => value?.toString() ?? '').join()).not.toContain('hunter2');
    expect(all.map(({ value }) => value?.toString() ?? '').join()).toContain('config:miner_02');
  });

  it('calls a miner offline after the misses allowed, with nothing measured, and online when it answers again', async () => {
    let alive = true;
    const { port } = await miner((request) => (alive ? fromTable(healthyS21())(request) : 'hang_up'));
    await harness.run({ miners: [line(port)], miner_ingestion: { offline_after_misses: 2, retry: { attempts: 1 } } });
    await readings(1);
    alive = false;
    const offline = await eventually(async () => (await harness.telemetry()).find(({ state }) => state === 'offline'));
    expect(offline).toMatchObject({
      model: 'Antminer S21',
      hashrate: { total: null, unit: 'TH/s' },
      quality: { flags: [{ path: '', reason: 'unreachable' }] },
    });
    alive = true;
    const events = await eventually(async () => {
      const found = await harness.events();
      return found.some(({ type }) => type === 'online') && found;
    });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['offline', 'online', 'gap']));
    expect(events.find(({ type }) => type === 'offline')).toMatchObject({
      from: 'hashing',
      to: 'offline',
      evidence: { missed_polls: '2', error_class: 'connectivity' },
    });
  });

  it('tells a restart by its counters, and counts shares from zero', async () => {
    const table = healthyS21();
    const { port } = await miner((request) => fromTable(table)(request));
    await harness.run({ miners: [line(port)] });
    await readings(1);
    const again = s21Summary();
    table['GET /api/v1/summary'] = {
      body: {
        miner: {
          ...again,
          miner_status: { miner_state: 'mining', miner_state_time: 30 },
          pools: [
            {
              url: 'stratum.example.com:3333',
              pool_type: 'UserPool',
              user: 'acct.w17',
              status: 'active',
              accepted: 7,
              rejected: 0,
              stale: 0,
            },
          ],
        },
      },
    };
    const reset = await eventually(async () => (await harness.telemetry()).find(({ shares }) => shares.counter_reset));
    expect(reset.shares).toMatchObject({ accepted: 7, accepted_delta: 7 });
    await eventually(async () => (await harness.events()).some(({ type }) => type === 'restart'));
  });

  it('tells after a restart only what is new: not what stays in force, but what changed meanwhile', async () => {
    const table = healthyS21();
    const { device, port } = await miner(fromTable(table));
    const hot = { ...s21Summary(), chip_temp: { min: 53, max: 93 } };
    device.answers = fromTable({ ...table, 'GET /api/v1/summary': { body: { miner: hot } } });
    const configuration = { miners: [line(port)] };
    const service = await harness.run(configuration);
    await eventually(async () => (await harness.events()).some(({ type }) => type === 'error_raised'));
    await service.stop();
    const told = await harness.events();
    const read = (await harness.telemetry()).length;
    const second = await harness.run(configuration);
    await readings(read + 3);
    expect(await harness.events()).toEqual(told);
    await second.stop();
    device.answers = fromTable(table);
    await harness.run(configuration);
    const after = await eventually(async () => {
      const events = (await harness.events()).slice(told.length);
      return events.some(({ type }) => type === 'error_cleared') && events;
    });
    expect(after.map(({ type }) => type).sort()).toEqual(['error_cleared', 'state_changed']);
  });

  it('reports another model than was configured, once, and goes on', async () => {
    const { port } = await miner(fromTable(healthyS21()));
    await harness.run({ miners: [line(port, { model: 'ANTMINER_S19' })] });
    await readings(3);
    const mismatches = (await harness.events()).filter(({ type }) => type === 'model_mismatch');
    expect(mismatches).toHaveLength(1);
    expect(mismatches[0]).toMatchObject({ from: 'Antminer S19', to: 'Antminer S21' });
  });

  it('lets no packet leave for a miner outside the allowed networks', async () => {
    const { device, port } = await miner(fromTable(healthyS21()));
    const elsewhere = { miners: [line(port)], miner_ingestion: { allowed_networks: ['10.0.0.0/8'], offline_after_misses: 1 } };
    // The configuration would refuse it at the start already; a miner that came from elsewhere meets this guard.
    await harness.run(elsewhere, silentLog, 'ignored');
    await eventually(async () => (await harness.telemetry()).find(({ state }) => state === 'offline'));
    expect([device.connections, await harness.metric('miner_ingestion_poll_errors_total', { error_class: 'validation' })]).toEqual([
      0,
      expect.any(Number),
    ]);
    expect(await harness.metric('miner_ingestion_poll_errors_total', { error_class: 'validation' })).toBeGreaterThan(0);
  });

  it('tries a poll again within its time, so that a blip costs no reading', async () => {
    let asked = 0;
    const { port } = await miner((request) => {
      if (request === 'GET /api/v1/summary' && (asked += 1) % 2 === 1) return { status: 500, body: { err: 'busy' } };
      return fromTable(healthyS21())(request);
    });
    await harness.run({ miners: [line(port)], miner_ingestion: { retry: { attempts: 2, first_delay_ms: 10 } } });
    await readings(2);
    expect(await harness.metric('miner_ingestion_polls_total', { result: 'failed' })).toBe(0);
    expect(await harness.metric('miner_ingestion_poll_retries_total', { error_class: 'connectivity' })).toBeGreaterThanOrEqual(2);
  });

  it('leaves a device alone for as long as it asks, and counts the ticks', async () => {
    let asked = 0;
    const { port } = await miner((request) => {
      if (request === 'GET /api/v1/summary' && (asked += 1) === 2) return { status: 503, headers: { 'retry-after': '3' } };
      return fromTable(healthyS21())(request);
    });
    await harness.run({ miners: [line(port)], miner_ingestion: { offline_after_misses: 1 } });
    await eventually(async () => asked === 2 && (await harness.metric('miner_ingestion_miners_held')) === 1);
    await eventually(async () => asked >= 3);
    expect([2, 3]).toContain(await harness.metric('miner_ingestion_ticks_skipped_total', { reason: 'asked_to_wait' }));
    expect([await harness.metric('miner_ingestion_miners_held'), harness.bugs]).toEqual([0, []]);
  });

  it('gives up on a device that hangs at the time set, and polls the others meanwhile', async () => {
    const hanging = await miner(() => 'hang');
    const healthy = await miner(fromTable(healthyS21()));
    const settings = { request_timeout_seconds: 0.2, poll_timeout_seconds: 0.5, offline_after_misses: 1 };
    await harness.run({ miners: [line(hanging.port), line(healthy.port, { id: 'miner_02' })], miner_ingestion: settings });
    await eventually(async () => (await harness.telemetry()).find(({ miner_id, state }) => miner_id === 'miner_01' && state === 'offline'));
    await eventually(async () => (await harness.telemetry()).filter(({ miner_id }) => miner_id === 'miner_02').length >= 2);
    expect(await harness.metric('miner_ingestion_poll_errors_total', { error_class: 'timeout' })).toBeGreaterThan(0);
  });

  it('logs and publishes no password, whatever the device does with it', async () => {
    const said: unknown[] = [];
    const keep = (sentence: string, fields?: object): void => void said.push(sentence, fields);
    const log = { debug: keep, info: keep, warn: keep, error: keep };
    const { device, port } = await miner((request, body) =>
      request.startsWith('POST') ? { status: 403, text: body } : fromTable(healthyS21())(request),
    );
    await harness.run({ miners: [line(port, { username: 'root', password: 'hunter2' })] }, log);
    await eventually(async () => (await harness.events()).some(({ type }) => type === 'credential_refused'));
    const published = [
      ...(await harness.messages(topics.minerTelemetry)),
      ...(await harness.messages(topics.minerEvents)),
      ...(await harness.messages(topics.fleetMiners)),
    ];
    const text =
      published.map(({ value, headers }) => `${value?.toString()}${JSON.stringify(headers)}`).join() +
      inspect(said, { depth: 20, showHidden: true });
    expect(device.requests.some(({ body }) => body.includes('hunter2'))).toBe(true);
    expect(text + (await harness.registry.metrics())).not.toContain('hunter2');
    expect(device.requests.filter(({ line: request }) => request === 'POST /api/v1/unlock')).toHaveLength(1);
  });

  it('keeps one connection across polls at short intervals', async () => {
    const { device, port } = await miner(fromTable(healthyS21()));
    await harness.run({ miners: [line(port)] });
    await readings(3);
    expect(device.connections).toBe(1);
  });

  it('reads what changes slowly at its own pace, of all miners together', async () => {
    const devices = await Promise.all(Array.from({ length: 8 }, () => miner(fromTable(healthyS21()))));
    const began = performance.now();
    const lines = devices.map(({ port }, n) => line(port, { id: `miner_${n}` }));
    await harness.run({ miners: lines, miner_ingestion: { slow_reads_per_second: 1 } });
    await eventually(async () => (await harness.metric('miner_ingestion_polls_total', { result: 'answered' })) >= 20);
    const slow = await harness.metric('miner_ingestion_slow_reads_total');
    expect(slow).toBeGreaterThanOrEqual(1);
    expect(slow).toBeLessThanOrEqual(1 + (performance.now() - began) / 1_000);
  });

  it('sends what was read before it stops', async () => {
    const { port } = await miner(fromTable(healthyS21()));
    const service = await harness.run({ miners: [line(port)], miner_ingestion: { linger_ms: 1_000 } });
    await eventually(async () => (await harness.metric('miner_ingestion_polls_total', { result: 'answered' })) >= 1);
    await service.stop();
    expect(await harness.telemetry()).not.toHaveLength(0);
    expect(service.fleetHealth()).toMatchObject({ ready: false });
  });
});
