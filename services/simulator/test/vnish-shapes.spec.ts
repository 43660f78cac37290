import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

// what is stated of the firmware's 1.2.x API, field by field and unit by unit, against one miner of each algorithm
let farm: OpenFarm;
let sha: number;
let scrypt: number;

beforeAll(async () => {
  farm = await openFarm([], 40);
  sha = farm.fleet.findIndex((miner) => miner.model === 'ANTMINER_S21');
  scrypt = farm.fleet.findIndex((miner) => miner.model === 'ANTMINER_L7');
});
afterAll(closeFarms);

const number = expect.any(Number);
const text = expect.any(String);
const flag = expect.any(Boolean);
const range = { min: number, max: number };

describe('the open rooms of the API', () => {
  it('/ is a page that names AnthillOS', async () => {
    const page = await farm.ask(sha, '/');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('AnthillOS');
  });

  it('/info identifies device, firmware and network', async () => {
    expect(await farm.read(sha, '/info')).toEqual({
      miner: 'Antminer S21', model: 's21', fw_name: 'Vnish', fw_version: expect.stringMatching(/^1\.2\.[67]$/), build_uuid: text, build_name: text,
      platform: expect.stringMatching(/^(aml|bb|cv|stm|xil)$/), install_type: expect.stringMatching(/^(sd|nand)$/), build_time: text,
      algorithm: 'sha256d', hr_measure: 'GH/s', serial: text,
      system: {
        os: 'GNU/Linux', miner_name: 's21', file_system_version: text, mem_total: number, mem_free: number, mem_free_percent: number,
        mem_buf: number, mem_buf_percent: number, uptime: expect.stringMatching(/^(\d+ days, [ \d]\d:\d\d|\d{1,2}:\d\d)$/),
        network_status: { mac: expect.stringMatching(/^02(:[0-9A-F]{2}){5}$/), dhcp: true, ip: farm.fleet[sha]!.ip, netmask: text, gateway: text, dns: [text], hostname: text },
      },
    });
    expect(await farm.read(scrypt, '/info')).toMatchObject({ algorithm: 'scrypt', hr_measure: 'MH/s', model: 'l7' });
  });

  it('/status is the state and its flags', async () => {
    expect(await farm.read(sha, '/status')).toEqual({
      miner_state: 'mining', miner_state_time: number, find_miner: false, restart_required: false, reboot_required: false, unlocked: false,
    });
  });

  it('/summary has every field of the main poll', async () => {
    const { miner } = await farm.read(sha, '/summary');
    expect(miner).toEqual({
      miner_status: { miner_state: 'mining', miner_state_time: number }, miner_type: expect.stringMatching(/^Antminer S21 \(Vnish 1\.2\.[67]\)$/),
      hr_stock: 200_000, hr_nominal: number, hr_realtime: number, hr_average: number, average_hashrate: number, instant_hashrate: number,
      pcb_temp: range, chip_temp: range, power_consumption: number, power_usage: number, power_efficiency: number,
      hw_errors_percent: number, hr_error: number, hw_errors: number, devfee_percent: 2.8, devfee: number,
      pools: expect.any(Array), cooling: expect.any(Object), chains: expect.any(Array), found_blocks: 0, best_share: number,
    });
    expect(Number.isInteger(miner.power_consumption)).toBe(true);
    expect(miner.best_share).toBeGreaterThan(2 ** 20);
  });

  it.each([['sha256d', 'TH/s'], ['scrypt', 'GH/s']])('/summary of %s is in the declared unit, its deprecated rates in %s', async (algorithm) => {
    const index = algorithm === 'scrypt' ? scrypt : sha;
    const { miner } = await farm.read(index, '/summary');
    const truth = await farm.truth(farm.fleet[index]!.id);
    expect(miner.hr_realtime / 1000 / truth.hashrate.measured).toBeCloseTo(1, 4);
    expect(miner.instant_hashrate / (miner.hr_realtime / 1000)).toBeCloseTo(1, 3);
    expect(miner.average_hashrate / (miner.hr_average / 1000)).toBeCloseTo(1, 3);
    expect(miner.power_efficiency / (miner.power_consumption / (miner.hr_realtime / 1000))).toBeCloseTo(1, 2);
  });

  it('/summary lists user pools, then the fee pool, which is no pool of the user', async () => {
    const { pools } = (await farm.read(sha, '/summary')).miner;
    expect(pools.map((pool: Record<string, unknown>) => [pool.id, pool.pool_type, pool.status])).toEqual([
      [0, 'UserPool', 'active'], [1, 'UserPool', 'working'], [2, 'DevFee', 'working'],
    ]);
    expect(pools[0]).toEqual({
      id: 0, url: expect.not.stringContaining('://'), pool_type: 'UserPool', user: text, status: 'active', asic_boost: true,
      diff: '524K', accepted: number, rejected: number, stale: number, ls_diff: 524_288, ls_time: expect.stringMatching(/^\d+:\d\d:\d\d$/), diffa: number, ping: number,
    });
    expect(pools[2]).toMatchObject({ url: 'DevFee', user: 'DevFee', diff: '2.05K' });
    expect(pools[2].accepted).toBeGreaterThan(pools[0].accepted);
  });

  it('/summary numbers fans from 0 and chains from 1, with volts in mV and chips that add up', async () => {
    const { cooling, chains } = (await farm.read(sha, '/summary')).miner;
    expect(cooling).toEqual({
      fan_num: 4, fans: [0, 1, 2, 3].map((id) => ({ id, rpm: number, status: 'ok', max_rpm: 7000 })), fan_duty: number,
      settings: { mode: { name: 'auto', param: number } },
    });
    expect(chains.map((chain: { id: number }) => chain.id)).toEqual([1, 2, 3]);
    expect(chains[0]).toEqual({
      id: 1, frequency: number, voltage: 13_600, power_consumption: number, hashrate_ideal: number, hashrate_rt: number, hashrate_percentage: number,
      hr_error: number, hw_errors: number, pcb_temp: range, chip_temp: range, chip_statuses: { red: number, orange: number, grey: number }, status: { state: 'mining' },
    });
    const { red, orange, grey } = chains[0].chip_statuses;
    expect(red + orange + grey).toBe(108);
  });

  it('/model states limits and layout, voltages in steps of 10 mV', async () => {
    const model = await farm.read(sha, '/model');
    expect(model).toMatchObject({ full_name: 'Antminer S21', model: 's21', series: 'x21', algorithm: 'sha256d', hr_measure: 'GH/s', platform: text, install_type: text, serial: text });
    expect(model.chain).toMatchObject({ chips_per_chain: 108, num_chains: 3, chips_per_domain: number });
    expect(model.chain.topology.chips.flat().filter((chip: number) => chip >= 0)).toHaveLength(108);
    expect(model.cooling).toEqual({ min_fan_pwm: 10, min_target_temp: 20, max_target_temp: 100, fan_min_count: { ...range, default: 3 } });
    expect(model.overclock.default_voltage).toBe(1360);
  });

  it('/chains has every chip of every board, weak ones as many as the summary counts', async () => {
    const chains = (await farm.read(sha, '/chains')) as unknown as Record<string, any>[];
    const summary = (await farm.read(sha, '/summary')).miner;
    expect(chains.map((chain) => [chain.id, chain.chips.length])).toEqual([[1, 108], [2, 108], [3, 108]]);
    expect(chains[0]).toMatchObject({ freq: number, hr_nominal: number, hr_realtime: number, status: { state: 'mining' } });
    expect(chains[0]!.sensors[0]).toEqual({ state: 'measure', board: number, chip: number, loc: 0 });
    expect(chains[0]!.chips[5]).toEqual({ id: 5, hr: number, freq: 490, volt: number, temp: number, errs: number, grade: text, throttled: false });
    for (const [at, chain] of chains.entries()) {
      const grades = chain.chips.filter((chip: { grade: string }) => chip.grade === 'orange');
      expect(grades).toHaveLength(summary.chains[at].chip_statuses.orange);
    }
  });

  it('/chips has the same in its older shape', async () => {
    const chips = await farm.read(sha, '/chips');
    expect(chips.chips_per_chain).toBe(108);
    expect(chips.chains[2].chips[0]).toEqual({ id: 1, hashrate: number, freq: number, temp: number, errors: number, status: text });
  });

  it('/chains/factory-info knows the serial numbers; there is no /factory-info', async () => {
    const known = await farm.read(sha, '/chains/factory-info');
    expect(known).toMatchObject({ hr_stock: 200_000, has_pics: true, psu_model: text, psu_serial: text });
    expect(known.chains[0]).toEqual({ id: 1, board_model: text, serial: text, chip_bin: number, freq: 490, volt: 13_600, hashrate: number });
    expect((await farm.ask(sha, '/api/v1/factory-info')).status).toBe(404);
  });

  it('/perf-summary names the preset by its watts, volts in steps of 10 mV', async () => {
    expect(await farm.read(scrypt, '/perf-summary')).toMatchObject({
      current_preset: { name: '3425', pretty: '3425 watt ~ 9500 MH', status: 'tuned', modded_psu_required: false, globals: { volt: 1440, freq: 1450 } },
      preset_switcher: { enabled: false, decrease_temp: 75, rise_temp: 55, check_time: 300 },
    });
  });

  it('/metrics is history, newest first, in seconds, and what happened', async () => {
    const history = await farm.read(sha, '/metrics?time_slice=7200&step=600');
    const times = history.metrics.map((row: { time: number }) => row.time);
    expect(history.timezone).toBe('GMT');
    expect(times).toHaveLength(13);
    expect(times).toEqual([...times].sort((a: number, b: number) => b - a));
    expect(history.metrics[0].data).toEqual({ hashrate: number, pcb_max_temp: number, chip_max_temp: number, fan_duty: number, power_consumption: number });
    const truth = await farm.truth(farm.fleet[sha]!.id, times[3] * 1000);
    expect(history.metrics[3].data.hashrate / 1000 / truth.hashrate.measured).toBeCloseTo(1, 4);
    expect((await farm.ask(sha, '/api/v1/metrics?time_slice=259201')).status).toBe(400);
    const whole = await farm.read(sha, '/metrics');
    expect(whole.metrics.length).toBeGreaterThan(20);
  });

  it('/logs are text, with a clock that wakes up in 1970', async () => {
    const log = await farm.ask(sha, '/api/v1/logs/miner');
    expect(log.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await log.text()).toMatch(/^\[1970\/01\/01 /);
    expect((await farm.ask(sha, '/api/v1/logs/nonsense')).status).toBe(404);
  });

  it('unknown paths are 404, wrong methods 405, each with {"err"}; the CGI of older firmware is 405', async () => {
    const statuses = await Promise.all([
      farm.ask(sha, '/api/v1/nothing'), farm.ask(sha, '/api/v1/summary', { method: 'POST' }), farm.ask(sha, '/cgi-bin/blink.cgi', { method: 'POST' }),
      farm.ask(sha, '/api/v1/unlock'),
    ]);
    expect(statuses.map((answer) => answer.status)).toEqual([404, 405, 405, 405]);
    for (const answer of statuses) expect(await answer.json()).toEqual({ err: text });
  });
});

describe('the guarded rooms', () => {
  const opened = async (): Promise<string> => {
    const unlocked = await farm.ask(sha, '/api/v1/unlock', { method: 'POST', body: '{"pw":"admin"}' });
    return ((await unlocked.json()) as { token: string }).token;
  };

  it('open to a bearer token of 32 characters, with or without the word Bearer, and to an API key', async () => {
    const token = await opened();
    expect(token).toHaveLength(32);
    const check = async (headers: Record<string, string>): Promise<number> => (await farm.ask(sha, '/api/v1/auth-check', { headers })).status;
    const key = 'k'.repeat(32);
    const authorization = `Bearer ${token}`;
    const added = await farm.ask(sha, '/api/v1/apikeys', { method: 'POST', headers: { authorization }, body: JSON.stringify({ key, description: 'collector' }) });
    expect(await added.json()).toEqual({ status: 'inserted' });
    expect([await check({}), await check({ authorization }), await check({ authorization: token }), await check({ 'x-api-key': key })]).toEqual([401, 200, 200, 200]);
    const short = await farm.ask(sha, '/api/v1/apikeys', { method: 'POST', headers: { authorization }, body: JSON.stringify({ key: 'short' }) });
    expect(short.status).toBe(400);
    await farm.ask(sha, '/api/v1/lock', { method: 'POST', headers: { authorization } });
    expect(await check({ authorization })).toBe(401);
  });

  it('/settings hold pool passwords; without a token newer builds refuse and older ones say nothing at all', async () => {
    const headers = { authorization: `Bearer ${await opened()}` };
    const settings = (await (await farm.ask(sha, '/api/v1/settings', { headers })).json()) as Record<string, any>;
    expect(settings.miner.pools[0]).toEqual({ url: text, user: text, pass: expect.stringMatching(/.+/) });
    expect(settings.miner).toMatchObject({ cooling: { mode: { name: 'auto' }, fan_min_count: 3 }, misc: { restart_temp: 85, asic_boost: true }, overclock: { preset: '3500', globals: { volt: 1360, freq: 490 } } });
    expect(settings.network).toMatchObject({ hostname: text, dhcp: flag });
    const answers = await Promise.all(farm.fleet.slice(0, 12).map((_, index) => farm.ask(index, '/api/v1/settings')));
    const seen = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`));
    expect([...new Set(seen)].sort()).toEqual(['200 ', '401 {"err":"Unauthorized"}']);
  });

  it('/autotune/presets is a bare array whose first name is no number', async () => {
    const headers = { authorization: `Bearer ${await opened()}` };
    const presets = (await (await farm.ask(sha, '/api/v1/autotune/presets', { headers })).json()) as Record<string, unknown>[];
    expect(presets[0]).toMatchObject({ name: 'disabled' });
    expect(presets).toContainEqual({ name: '3500', pretty: '3500 watt ~ 200 TH', status: 'tuned', modded_psu_required: false });
  });
});

