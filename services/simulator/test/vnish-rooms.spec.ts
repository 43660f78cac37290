import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

// what is stated of the open rooms of the 1.2.x API, field by field, against one miner of each algorithm
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
const range = { min: number, max: number };

describe('the open rooms of the API', () => {
  it('/ is a page that names AnthillOS', async () => {
    const page = await farm.ask(sha, '/');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('AnthillOS');
  });

  it('/info identifies device, firmware and network', async () => {
    expect(await farm.read(sha, '/info')).toEqual({
      miner: 'Antminer S21',
      model: 's21',
      fw_name: 'Vnish',
      fw_version: expect.stringMatching(/^1\.2\.[67]$/),
      build_uuid: text,
      build_name: text,
      platform: expect.stringMatching(/^(aml|bb|cv|stm|xil)$/),
      install_type: expect.stringMatching(/^(sd|nand)$/),
      build_time: text,
      algorithm: 'sha256d',
      hr_measure: 'GH/s',
      serial: text,
      system: {
        os: 'GNU/Linux',
        miner_name: 's21',
        file_system_version: text,
        mem_total: number,
        mem_free: number,
        mem_free_percent: number,
        mem_buf: number,
        mem_buf_percent: number,
        uptime: expect.stringMatching(/^(\d+ days, [ \d]\d:\d\d|\d{1,2}:\d\d)$/),
        network_status: {
          mac: expect.stringMatching(/^02(:[0-9A-F]{2}){5}$/),
          dhcp: true,
          ip: farm.fleet[sha]!.ip,
          netmask: text,
          gateway: text,
          dns: [text],
          hostname: text,
        },
      },
    });
    expect(await farm.read(scrypt, '/info')).toMatchObject({
      algorithm: 'scrypt',
      hr_measure: 'MH/s',
      model: 'l7',
    });
  });

  it('/status is the state and its flags', async () => {
    expect(await farm.read(sha, '/status')).toEqual({
      miner_state: 'mining',
      miner_state_time: number,
      find_miner: false,
      restart_required: false,
      reboot_required: false,
      unlocked: false,
    });
  });

  it('/model states limits and layout, voltages in steps of 10 mV', async () => {
    const model = await farm.read(sha, '/model');
    expect(model).toMatchObject({
      full_name: 'Antminer S21',
      model: 's21',
      series: 'x21',
      algorithm: 'sha256d',
      hr_measure: 'GH/s',
      platform: text,
      install_type: text,
      serial: text,
    });
    expect(model.chain).toMatchObject({ chips_per_chain: 108, num_chains: 3, chips_per_domain: number });
    expect(model.chain.topology.chips.flat().filter((chip: number) => chip >= 0)).toHaveLength(108);
    expect(model.cooling).toEqual({
      min_fan_pwm: 10,
      min_target_temp: 20,
      max_target_temp: 100,
      fan_min_count: { ...range, default: 3 },
    });
    expect(model.overclock.default_voltage).toBe(1360);
  });

  it('/chips has the same in its older shape', async () => {
    const chips = await farm.read(sha, '/chips');
    expect(chips.chips_per_chain).toBe(108);
    expect(chips.chains[2].chips[0]).toEqual({
      id: 1,
      hashrate: number,
      freq: number,
      temp: number,
      errors: number,
      status: text,
    });
  });

  it('/chains/factory-info knows the serial numbers; there is no /factory-info', async () => {
    const known = await farm.read(sha, '/chains/factory-info');
    expect(known).toMatchObject({ hr_stock: 200_000, has_pics: true, psu_model: text, psu_serial: text });
    expect(known.chains[0]).toEqual({
      id: 1,
      board_model: text,
      serial: text,
      chip_bin: number,
      freq: 490,
      volt: 13_600,
      hashrate: number,
    });
    expect((await farm.ask(sha, '/api/v1/factory-info')).status).toBe(404);
  });

  it('/perf-summary names the preset by its watts, volts in steps of 10 mV', async () => {
    expect(await farm.read(scrypt, '/perf-summary')).toMatchObject({
      current_preset: {
        name: '3425',
        pretty: '3425 watt ~ 9500 MH',
        status: 'tuned',
        modded_psu_required: false,
        globals: { volt: 1440, freq: 1450 },
      },
      preset_switcher: { enabled: false, decrease_temp: 75, rise_temp: 55, check_time: 300 },
    });
  });

  it('/metrics is history, newest first, in seconds, and what happened', async () => {
    const history = await farm.read(sha, '/metrics?time_slice=7200&step=600');
    const times = history.metrics.map((row: { time: number }) => row.time);
    expect(history.timezone).toBe('GMT');
    expect(times).toHaveLength(13);
    expect(times).toEqual([...times].sort((a: number, b: number) => b - a));
    expect(history.metrics[0].data).toEqual({
      hashrate: number,
      pcb_max_temp: number,
      chip_max_temp: number,
      fan_duty: number,
      power_consumption: number,
    });
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
      farm.ask(sha, '/api/v1/nothing'),
      farm.ask(sha, '/api/v1/summary', { method: 'POST' }),
      farm.ask(sha, '/cgi-bin/blink.cgi', { method: 'POST' }),
      farm.ask(sha, '/api/v1/unlock'),
    ]);
    expect(statuses.map((answer) => answer.status)).toEqual([404, 405, 405, 405]);
    for (const answer of statuses) expect(await answer.json()).toEqual({ err: text });
  });
});
