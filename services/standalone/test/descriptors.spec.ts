import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, spawnService, type SpawnedService } from '@lodestream/test-stack';
import { spawnSync } from 'node:child_process';
import { Agent, get as request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { openFarm, type TestFarm } from './farm.js';
import { readinessOf, servedSummaries, storedReadings, writerLedger } from './shown.js';

const miners = 20;
/** Too long for connections to be kept between polls, so that each poll needs a descriptor. */
const intervalSeconds = 12;
const command = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

jest.setTimeout(180_000);
const title = 'a process that may open no more files';

(canLimit ? describe : describe.skip)(canLimit ? title : `${title} (skipped: there is no prlimit)`, () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let farm: TestFarm;
  let lodestream: SpawnedService;

  beforeAll(async () => {
    farm = await openFarm({ miners, intervalSeconds, faultless: true, firstPollSeconds: 2, yaml: '' });
    lodestream = await farm.start();
    await eventually(async () => expect((await readinessOf(farm)).ready).toBe(true), { timeoutMs: 30_000 });
    await eventually(async () => expect((await states()).hashing).toBe(miners), { timeoutMs: 60_000 });
  }, 100_000);
  afterAll(async () => {
    agent.destroy();
    await lodestream?.kill();
    await farm?.simulator.kill();
  });

  const limitTo = (files: number): void => void spawnSync('prlimit', ['--pid', String(lodestream.pid), `--nofile=${files}:`]);
  /** Asks over one connection that was there before. */
  const readyOverOldConnection = (): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      request(`${farm.managementUrl}/health/ready`, { agent }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += String(chunk)));
        answer.on('end', () => resolve({ status: answer.statusCode!, text }));
      }).once('error', reject);
    });
  const states = async (): Promise<Record<string, number>> => {
    const { miners: found } = (await (await fetch(`${farm.dashboardUrl}/api/v1/fleet`)).json()) as { miners: Record<string, number> };
    return found;
  };

  it('says so, calls no miner offline for it, and goes on by itself once it may again', async () => {
    expect((await readyOverOldConnection()).status).toBe(200);
    limitTo(16);
    for (let second = 0; second < 3 * intervalSeconds; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const { status, text } = await readyOverOldConnection();
      if (second > 10) expect([status, text]).toEqual([503, expect.stringContaining('may open no more files')]);
    }
    expect(lodestream.output.tail()).toContain('no more files');
    limitTo(4_096);
    await eventually(async () => expect((await readyOverOldConnection()).status).toBe(200), { timeoutMs: 30_000 });
    await eventually(async () => expect(await states()).toMatchObject({ hashing: miners, offline: 0, total: miners }), {
      timeoutMs: 40_000,
    });

    const served = await servedSummaries(farm, 'sim-00001');
    const { counts, values } = await storedReadings(farm, 'sim-00001', served[0]!.observed_at - intervalSeconds * 1_000);
    expect(counts.every(({ value }) => value === 1)).toBe(true);
    const rates = served.map(({ digest }) => digest!.hr_realtime! / 1_000);
    for (const { value } of values) expect(rates).toContainEqual(expect.closeTo(value!, 6));
    const { ledger, explained } = await writerLedger(farm);
    expect([explained, ledger.lost, ledger.dead_lettered]).toEqual([ledger.produced, 0, 0]);
    const events = JSON.stringify(await (await fetch(`${farm.dashboardUrl}/api/v1/events?limit=500`)).json());
    expect(events).not.toContain('"offline"');
  });

  it('does not start, and says why, where it may open too few from the beginning', async () => {
    await lodestream.kill();
    const script = 'ulimit -n 28; exec "$@"';
    const args = ['-c', script, 'sh', process.execPath, command, 'start', '--config', farm.configDirectory];
    const started = await spawnService({ command: 'sh', args });
    const { code } = await started.exited;
    expect([code, started.output.tail()]).toEqual([69, expect.stringMatching(/EMFILE|open files/)]);
  });
});
