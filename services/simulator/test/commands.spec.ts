import { afterEach, describe, expect, it } from '@jest/globals';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

afterEach(closeFarms);

const stateOf = async (farm: OpenFarm): Promise<string> => (await farm.read(0, '/status')).miner_state as string;

describe('commands to a miner', () => {
  it('need a token: 401 without, and what was refused changed nothing', async () => {
    const farm = await openFarm();
    const refused = await farm.ask(0, '/api/v1/mining/stop', { method: 'POST' });
    expect([refused.status, await refused.json()]).toEqual([401, { err: 'Unauthorized' }]);
    expect(await stateOf(farm)).toBe('mining');
  });

  it('stop and start: an empty 200, then a shut-down, a standstill and a warm-up', async () => {
    const farm = await openFarm();
    const stopped = await farm.tell(0, '/mining/stop');
    expect([stopped.status, await stopped.text()]).toEqual([200, '']);
    expect(await stateOf(farm)).toBe('shutting-down');
    await farm.clock.advance(10_000);
    expect(await stateOf(farm)).toBe('stopped');
    expect(await farm.truth('sim-00001')).toMatchObject({ state: 'paused', commands: [{ kind: 'stop' }] });
    await farm.clock.advance(60_000);
    expect(await farm.truth('sim-00001')).toMatchObject({ hashrate: { total: 0 } });
    await farm.tell(0, '/mining/start');
    expect(await stateOf(farm)).toBe('initializing');
    await farm.clock.advance(120_000);
    expect(await farm.truth('sim-00001')).toMatchObject({ state: 'hashing', device_state: 'mining' });
  });

  it('answer 500 where they do not apply', async () => {
    const farm = await openFarm();
    for (const command of ['start', 'resume']) {
      const answer = await farm.tell(0, `/mining/${command}`);
      expect([answer.status, await answer.json()]).toEqual([500, { err: expect.stringMatching(/^CGMiner err: /) }]);
    }
  });

  it('pause keeps the counters, resume goes on with them', async () => {
    const farm = await openFarm();
    const accepted = async (): Promise<number> => (await farm.read(0, '/summary')).miner.pools[0].accepted as number;
    const before = await accepted();
    await farm.tell(0, '/mining/pause');
    await farm.clock.advance(60_000);
    expect([await stateOf(farm), await accepted()]).toEqual(['stopped', before]);
    await farm.tell(0, '/mining/resume');
    await farm.clock.advance(600_000);
    expect(await accepted()).toBeGreaterThan(before);
  });

  it('restart begins new counters after a warm-up', async () => {
    const farm = await openFarm();
    const before = (await farm.read(0, '/summary')).miner.pools[0].accepted as number;
    await farm.tell(0, '/mining/restart');
    expect(await stateOf(farm)).toBe('restarting');
    await farm.clock.advance(30_000);
    const waking = (await farm.read(0, '/summary')).miner;
    expect(waking).toMatchObject({ hr_realtime: 0, chains: [{ status: { state: 'initializing' } }, {}, {}] });
    expect(waking.chains[0].chip_statuses).toMatchObject({ orange: 0, grey: 0 });
    await farm.clock.advance(120_000);
    expect((await farm.read(0, '/summary')).miner.pools[0].accepted).toBeLessThan(before);
  });

  it('switch-pool moves the active pool, and refuses one that is not there', async () => {
    const farm = await openFarm();
    expect((await farm.tell(0, '/mining/switch-pool', { pool_id: 1 })).status).toBe(200);
    const { pools } = (await farm.read(0, '/summary')).miner;
    expect(pools.map((pool: { status: string }) => pool.status)).toEqual(['working', 'active', 'working']);
    const refused = await farm.tell(0, '/mining/switch-pool', { pool_id: 9 });
    expect(await refused.json()).toEqual({ err: 'Could not find pool' });
  });

  it('reboot says when it goes, goes, and is back without the sessions of before', async () => {
    const farm = await openFarm();
    const unlocked = await farm.ask(0, '/api/v1/unlock', { method: 'POST', body: '{"pw":"admin"}' });
    const headers = { authorization: `Bearer ${((await unlocked.json()) as { token: string }).token}` };
    const opens = async (): Promise<number> => (await farm.ask(0, '/api/v1/auth-check', { headers })).status;
    expect(await opens()).toBe(200);
    expect(await (await farm.tell(0, '/system/reboot')).json()).toEqual({ after: 3 });
    expect(await stateOf(farm)).toBe('mining');
    await farm.clock.advance(4_000);
    await expect(farm.ask(0, '/api/v1/status')).rejects.toThrow();
    await farm.clock.advance(50_000);
    expect([await stateOf(farm), await opens()]).toEqual(['initializing', 401]);
  });

  it('find-miner toggles without a body and obeys one', async () => {
    const farm = await openFarm();
    const find = async (init: RequestInit = {}): Promise<unknown> =>
      (await farm.ask(0, '/api/v1/find-miner', { method: 'POST', ...init })).json();
    expect([await find(), await find(), await find({ body: '{"on":true}' })]).toEqual([{ on: true }, { on: false }, { on: true }]);
    expect(await farm.read(0, '/status')).toMatchObject({ find_miner: true });
  });
});

describe('settings', () => {
  it('save a preset for the next restart, and then the miner draws and hashes by it', async () => {
    const farm = await openFarm();
    const [before, weakest] = [await farm.truth('sim-00001'), (await farm.read(0, '/perf-summary')).preset_switcher.min_preset];
    const saved = await farm.tell(0, '/settings', { miner: { overclock: { preset: weakest } } });
    expect(await saved.json()).toEqual({ restart_required: true, reboot_required: false });
    expect(await farm.read(0, '/status')).toMatchObject({ restart_required: true });
    expect((await farm.truth('sim-00001')).power.consumption).toBeCloseTo(before.power.consumption, 0);
    await farm.tell(0, '/mining/restart');
    await farm.clock.advance(600_000);
    const after = await farm.truth('sim-00001');
    expect(after.power.consumption / before.power.consumption).toBeLessThan(0.65);
    expect(after.power.efficiency).toBeLessThan(before.power.efficiency * 0.9);
    expect(await farm.read(0, '/status')).toMatchObject({ restart_required: false, miner_state: 'mining' });
  });

  it('answer both flags false when nothing changes, 400 to what makes no sense', async () => {
    const farm = await openFarm();
    const same = await farm.tell(0, '/settings', { miner: { cooling: { mode: { name: 'auto' } } } });
    expect(await same.json()).toEqual({ restart_required: false, reboot_required: false });
    const statuses = [{ miner: { overclock: { preset: '99999' } } }, { miner: { pools: [] } }, { miner: { misc: { restart_temp: 500 } } }];
    for (const body of statuses) expect((await farm.tell(0, '/settings', body)).status).toBe(400);
  });

  it('change the password, and the old one no longer opens', async () => {
    const farm = await openFarm();
    expect((await farm.tell(0, '/settings', { password: { current: 'admin', pw: 'new one' } })).status).toBe(200);
    const unlock = async (pw: string): Promise<number> =>
      (await farm.ask(0, '/api/v1/unlock', { method: 'POST', body: JSON.stringify({ pw }) })).status;
    expect([await unlock('admin'), await unlock('new one')]).toEqual([403, 200]);
  });
});
