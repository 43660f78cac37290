import { afterEach, describe, expect, it } from '@jest/globals';
import { freePorts, spawnService, type SpawnedService, temporaryFolder } from '@lodestream/test-stack';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const yaml = `
simulator:
  miners: 4
  seed: 7
  speed: 60
  faults: [{ miner: sim-00002, kind: slow_loris }, { miner: sim-00003, kind: dead_board, from_seconds: 864000 }]
  market_faults: [{ source: coingecko, kind: unauthorized }]
  random_faults_per_miner_day: 0
`;
let farm: SpawnedService | null = null;
afterEach(() => farm?.kill());

describe('lodestream simulate --config', () => {
  it('runs the farm that the section describes, faults included, and lets what is given with the command go before it', async () => {
    const folder = temporaryFolder('lodestream-simulate-');
    writeFileSync(join(folder, 'simulator.yaml'), yaml);
    const [control, miners, market] = (await freePorts(3)) as [number, number, number];
    const ports = ['--control-port', String(control), '--miner-port', String(miners), '--market-port', String(market)];
    farm = await spawnService({ args: ['--enable-source-maps', command, 'simulate', '--config', folder, '--miners', '3', ...ports] });
    await farm.waitForUrl(`http://127.0.0.1:${control}/health`);
    const ask = async (path: string): Promise<Record<string, unknown>> =>
      (await (await fetch(`http://127.0.0.1:${control}/${path}`)).json()) as Record<string, unknown>;
    expect(await ask('health')).toMatchObject({ seed: 7, miners: 3 });
    const { miners: told } = (await ask('truth')) as { miners: { faults: { kind: string }[] }[] };
    expect(told.map(({ faults }) => faults.map(({ kind }) => kind))).toEqual([[], ['slow_loris'], []]);
    expect((await fetch(`http://127.0.0.1:${market}/coingecko/api/v3/ping`)).status).toBe(401);
  }, 60_000);
});
