import { afterEach, describe, expect, it } from '@jest/globals';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

afterEach(closeFarms);

const unlock = (farm: OpenFarm, pw: string): Promise<Response> =>
  farm.ask(0, '/api/v1/unlock', { method: 'POST', body: JSON.stringify({ pw }) });
const outcomeOf = async (farm: OpenFarm): Promise<string> => {
  const { served } = (await (await farm.control('/served?limit=1')).json()) as {
    served: { outcome: string }[];
  };
  return served[0]!.outcome;
};
const faultKinds = async (farm: OpenFarm): Promise<string[]> =>
  (await farm.truth('sim-00001')).faults.map((fault: { kind: string }) => fault.kind);

describe('a fault shows on the wire and in the truth', () => {
  it('dead board: its chain fails, all of its chips are red, two thirds of the rate are left', async () => {
    const farm = await openFarm([{ miner: 'sim-00001', kind: 'dead_board', board: 2 }]);
    const { miner } = await farm.read(0, '/summary');
    expect(miner.chains[1]).toMatchObject({
      id: 2,
      hashrate_rt: 0,
      power_consumption: 0,
      chip_statuses: { orange: 0, grey: 0 },
    });
    expect(['failure', 'disconnected']).toContain(miner.chains[1].status.state);
    expect(miner.hr_realtime / miner.hr_nominal).toBeGreaterThan(0.6);
    expect(miner.hr_realtime / miner.hr_nominal).toBeLessThan(0.72);
    expect(await farm.truth('sim-00001')).toMatchObject({
      state: 'degraded',
      boards: [{ alive: true }, { alive: false }, { alive: true }],
    });
  });

  it('fan loss: the fan is lost at 0 rpm, the others run at full duty', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'fan_loss', fan: 2 }]);
    const { cooling } = (await farm.read(0, '/summary')).miner;
    expect(cooling.fan_duty).toBe(100);
    expect(cooling.fans.map((fan: { status: string }) => fan.status)).toEqual(['ok', 'ok', 'lost', 'ok']);
    expect(cooling.fans[2].rpm).toBe(0);
    expect((await farm.truth('sim-00001')).fans[2]).toEqual({ fan_id: 2, speed: 0, status: 'lost' });
  });

  it('overheating: hot chips, or a failure that says so with empty lists', async () => {
    const farm = await openFarm([
      { miner: 0, kind: 'overheating', heat: 1.7 },
      { miner: 1, kind: 'overheating', heat: 2.5 },
    ]);
    const [hot, tripped] = [(await farm.read(0, '/summary')).miner, (await farm.read(1, '/summary')).miner];
    expect(hot.chip_temp.max).toBeGreaterThanOrEqual(80);
    expect(hot.miner_status.miner_state).toBe('mining');
    expect(tripped).toMatchObject({
      miner_status: { miner_state: 'failure', description: expect.stringContaining('Overheated') },
    });
    expect(tripped).toMatchObject({
      hr_realtime: 0,
      pcb_temp: { min: 0, max: 0 },
      power_consumption: 0,
      chains: [],
      cooling: { fan_num: 0, fans: [] },
    });
    expect(tripped.pools.map((pool: { pool_type: string }) => pool.pool_type)).toEqual(['DevFee']);
    expect(await farm.truth('sim-00002')).toMatchObject({
      state: 'degraded',
      device_state: 'failure',
      failure: 'Overheated, pcb temp=85',
    });
  });

  it('hung process: the same values over and over while nothing is hashed, or no values at all', async () => {
    const farm = await openFarm([
      { miner: 0, kind: 'hung', hung: 'frozen', fromMs: 1_000 },
      { miner: 1, kind: 'hung', hung: 'empty', fromMs: 1_000 },
    ]);
    await farm.clock.advance(10_000);
    const first = await farm.read(0, '/summary');
    await farm.clock.advance(60_000);
    expect(await farm.read(0, '/summary')).toEqual(first);
    expect(first.miner.hr_realtime).toBeGreaterThan(1_000);
    expect(await farm.read(1, '/summary')).toEqual({ miner: null });
    expect(await farm.truth('sim-00001')).toMatchObject({ state: 'degraded', hashrate: { total: 0 } });
  });

  it('reboot: gone, then initializing with an uptime from zero', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'reboot', fromMs: 1_000 }]);
    await farm.clock.advance(5_000);
    await expect(farm.ask(0, '/api/v1/status')).rejects.toThrow();
    expect(await farm.truth('sim-00001')).toMatchObject({
      state: 'offline',
      reachable: false,
      device_state: 'off',
      uptime_s: null,
    });
    await farm.clock.advance(60_000);
    expect(await farm.read(0, '/status')).toMatchObject({ miner_state: 'initializing' });
    expect((await farm.read(0, '/info')).system.uptime).toBe('0:00');
  });

  it('offline: connections are reset, or swallowed without a word', async () => {
    const farm = await openFarm([
      { miner: 0, kind: 'offline', offline: 'refuse' },
      { miner: 1, kind: 'offline', offline: 'blackhole' },
    ]);
    const cause = await farm.ask(0, '/').catch((error: Error) => (error.cause as NodeJS.ErrnoException).code);
    expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(cause);
    await expect(farm.ask(1, '/', { signal: AbortSignal.timeout(300) })).rejects.toThrow(/timeout/);
    expect([(await farm.truth('sim-00001')).state, (await farm.truth('sim-00002')).state]).toEqual(['offline', 'offline']);
    expect((await farm.truth('sim-00002')).hashrate.total).toBeGreaterThan(1);
  });

  it('slow answers: they come when their time is over, with the values of then', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'slow', delayMs: 9_000 }]);
    let state = 'waiting';
    const answer = farm.read(0, '/summary').then((summary) => ((state = 'answered'), summary));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(state).toBe('waiting');
    await farm.clock.advance(9_000);
    expect((await answer).miner.hr_realtime).toBeGreaterThan(0);
    const { served } = (await (await farm.control('/served')).json()) as {
      served: { observed_at: number }[];
    };
    expect(served[0]!.observed_at).toBe(farm.clock.now());
  });

  it('truncated bodies: the connection breaks off in the middle', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'truncated' }]);
    const response = await farm.ask(0, '/api/v1/summary');
    await expect(response.text()).rejects.toThrow();
    expect([await outcomeOf(farm), await faultKinds(farm)]).toEqual(['truncated', ['truncated']]);
  });

  it('garbage bodies: 200 with something that is not the answer, of several kinds', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'garbage' }]);
    const seen = new Set<string>();
    for (let turn = 0; turn < 30; turn += 1) {
      const response = await farm.ask(0, '/api/v1/summary');
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(() => JSON.parse(text) as unknown).toThrow();
      seen.add(text);
      await farm.clock.advance(1_000);
    }
    expect(seen.size).toBeGreaterThanOrEqual(4);
    expect([await outcomeOf(farm), await faultKinds(farm)]).toEqual(['garbage', ['garbage']]);
  });

  it('wrong password: the one of the configuration is refused with 403, reading goes on', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'wrong_password' }]);
    expect((await unlock(farm, 'admin')).status).toBe(403);
    expect((await farm.ask(0, '/api/v1/summary')).status).toBe(200);
    expect(await faultKinds(farm)).toEqual(['wrong_password']);
  });

  it('lock-out: 429 with the seconds to wait, until it is over', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'lockout', fromMs: -1_000, durationMs: 61_000 }]);
    const locked = await unlock(farm, 'admin');
    expect([locked.status, await locked.json()]).toEqual([429, { unlock_timeout: 60 }]);
    expect(await faultKinds(farm)).toEqual(['lockout']);
    await farm.clock.advance(61_000);
    expect((await unlock(farm, 'admin')).status).toBe(200);
  });
});

describe('guessing the password', () => {
  it('locks the device for a while after five wrong guesses in a minute', async () => {
    const farm = await openFarm();
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess += 1) statuses.push((await unlock(farm, 'guess')).status);
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    expect((await unlock(farm, 'admin')).status).toBe(429);
    await farm.clock.advance(300_000);
    expect((await unlock(farm, 'admin')).status).toBe(200);
  });
});
