import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { request } from 'node:http';
import { createSimulator, type Simulator } from '../simulator.js';

const now = Date.UTC(2026, 5, 1, 12);
let farm: Simulator;

beforeAll(async () => {
  farm = createSimulator({
    seed: 1,
    miners: 30,
    minerPort: 0,
    controlPort: 0,
    startMs: now,
    clock: new FakeClock(now),
    faults: [],
    randomFaultsPerMinerDay: 0,
  });
  await farm.start();
});
afterAll(() => farm.stop());

const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`${farm.controlUrl()}${path}`, init);

describe('the control port', () => {
  it('tells of every miner: where it is, what it is, what is true of it', async () => {
    const { at, miners } = (await (await ask('/truth')).json()) as {
      at: number;
      miners: Record<string, any>[];
    };
    expect([at, miners.length]).toEqual([now, 30]);
    const [fleet] = farm.fleet();
    expect(miners[0]).toMatchObject({
      miner_id: 'sim-00001',
      address: fleet!.ip,
      port: fleet!.port,
      model: fleet!.model,
      state: 'hashing',
      device_state: 'mining',
      reachable: true,
      faults: [],
      hashrate: { unit: 'TH/s' },
      shares: { accepted: expect.any(Number) },
      boards: expect.any(Array),
    });
  });

  it('tells of one miner at any moment, past ones included', async () => {
    const [then, again] = [await ask(`/truth/sim-00002?at=${now - 600_000}`), await ask(`/truth/sim-00002?at=${now - 600_000}`)];
    const truth = (await then.json()) as Record<string, any>;
    expect([truth.at, truth.miner_id]).toEqual([now - 600_000, 'sim-00002']);
    expect(await again.json()).toEqual(truth);
  });

  it('holds what a summary said against the truth of its moment', async () => {
    const [miner] = farm.fleet();
    const summary = (await (await fetch(`http://${miner!.ip}:${miner!.port}/api/v1/summary`)).json()) as Record<string, any>;
    const { totals, served } = (await (await ask(`/served?miner_id=sim-00001&from=${now}&to=${now}`)).json()) as Record<string, any>;
    expect(totals).toMatchObject({ requests: 1, summaries: 1 });
    expect(served[0]).toMatchObject({
      miner_id: 'sim-00001',
      at: now,
      observed_at: now,
      path: '/api/v1/summary',
      status: 200,
      outcome: 'complete',
      client: expect.stringMatching(/^127\./),
    });
    expect(served[0].digest).toEqual({
      hr_realtime: summary.miner.hr_realtime,
      power_consumption: summary.miner.power_consumption,
      accepted: summary.miner.pools[0].accepted,
      miner_state: 'mining',
    });
    expect(served[0].bytes).toBe(JSON.stringify(summary).length);
    expect(
      served[0].digest.hr_realtime / 1000 / ((await (await ask('/truth/sim-00001')).json()) as Record<string, any>).hashrate.measured,
    ).toBeCloseTo(1, 5);
  });

  it.each([
    ['/nothing', 404],
    ['/truth/sim-99999', 404],
    ['/truth/sim-1', 404],
    ['/truth/sim-00001?at=soon', 400],
    ['/served?miner_id=nobody', 404],
    ['/served?from=-1', 400],
    ['/truth/sim-00001/more', 404],
  ])('answers %s with a problem document of status %d', async (path, status) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
    });
  });

  it('is only read, and only by this machine by its own names', async () => {
    expect((await ask('/truth', { method: 'POST' })).status).toBe(405);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port: farm.controlPort, path: '/truth', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
  });

  it('is healthy, and says what it was grown from', async () => {
    expect(await (await ask('/health')).json()).toMatchObject({
      status: 'ok',
      now,
      seed: 1,
      miners: 30,
      start_ms: now,
    });
  });
});
