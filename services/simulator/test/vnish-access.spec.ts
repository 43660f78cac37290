import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

// what is stated of passwords, tokens and keys of the 1.2.x API
let farm: OpenFarm;
let sha: number;

beforeAll(async () => {
  farm = await openFarm([], 40);
  sha = farm.fleet.findIndex((miner) => miner.model === 'ANTMINER_S21');
});
afterAll(closeFarms);

const text = expect.any(String);
const flag = expect.any(Boolean);

describe('the guarded rooms', () => {
  const opened = async (): Promise<string> => {
    const unlocked = await farm.ask(sha, '/api/v1/unlock', { method: 'POST', body: '{"pw":"admin"}' });
    return ((await unlocked.json()) as { token: string }).token;
  };

  it('open to a bearer token of 32 characters, with or without the word Bearer, and to an API key', async () => {
    const token = await opened();
    expect(token).toHaveLength(32);
    const check = async (headers: Record<string, string>): Promise<number> =>
      (await farm.ask(sha, '/api/v1/auth-check', { headers })).status;
    const key = 'k'.repeat(32);
    const authorization = `Bearer ${token}`;
    const added = await farm.ask(sha, '/api/v1/apikeys', {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ key, description: 'collector' }),
    });
    expect(await added.json()).toEqual({ status: 'inserted' });
    expect([
      await check({}),
      await check({ authorization }),
      await check({ authorization: token }),
      await check({ 'x-api-key': key }),
    ]).toEqual([401, 200, 200, 200]);
    const short = await farm.ask(sha, '/api/v1/apikeys', {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ key: 'short' }),
    });
    expect(short.status).toBe(400);
    await farm.ask(sha, '/api/v1/lock', { method: 'POST', headers: { authorization } });
    expect(await check({ authorization })).toBe(401);
  });

  it('/settings hold pool passwords; without a token newer builds refuse and older ones say nothing at all', async () => {
    const headers = { authorization: `Bearer ${await opened()}` };
    const settings = (await (await farm.ask(sha, '/api/v1/settings', { headers })).json()) as Record<string, any>;
    expect(settings.miner.pools[0]).toEqual({ url: text, user: text, pass: expect.stringMatching(/.+/) });
    expect(settings.miner).toMatchObject({
      cooling: { mode: { name: 'auto' }, fan_min_count: 3 },
      misc: { restart_temp: 85, asic_boost: true },
      overclock: { preset: '3500', globals: { volt: 1360, freq: 490 } },
    });
    expect(settings.network).toMatchObject({ hostname: text, dhcp: flag });
    const answers = await Promise.all(farm.fleet.slice(0, 12).map((_, index) => farm.ask(index, '/api/v1/settings')));
    const seen = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`));
    expect([...new Set(seen)].sort()).toEqual(['200 ', '401 {"err":"Unauthorized"}']);
  });

  it('/autotune/presets is a bare array whose first name is no number', async () => {
    const headers = { authorization: `Bearer ${await opened()}` };
    const presets = (await (await farm.ask(sha, '/api/v1/autotune/presets', { headers })).json()) as Record<string, unknown>[];
    expect(presets[0]).toMatchObject({ name: 'disabled' });
    expect(presets).toContainEqual({
      name: '3500',
      pretty: '3500 watt ~ 200 TH',
      status: 'tuned',
      modded_psu_required: false,
    });
  });
});
