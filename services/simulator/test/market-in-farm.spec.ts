import { FakeClock } from '@lodestream/component';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/index.js';

const now = Date.UTC(2026, 5, 1, 12);
const farm = (options: { marketPort?: number; startMs?: number; speed?: number }): Simulator =>
  createSimulator({ seed: 3, miners: 1, minerPort: 0, controlPort: 0, startMs: now, clock: new FakeClock(now), faults: [], ...options });
let simulator: Simulator;

beforeAll(async () => {
  simulator = farm({ marketPort: 0 });
  await simulator.start();
});
afterAll(() => simulator.stop());

const control = async (path: string): Promise<[number, any]> => {
  const answer = await fetch(`${simulator.controlUrl()}${path}`);
  return [answer.status, await answer.json()];
};

describe('a farm with a market', () => {
  it('tells the truth of it on the control port, at any moment', async () => {
    const [status, truth] = await control('/truth/market');
    expect([status, truth.at]).toEqual([200, now]);
    expect(truth.coins.find((row: any) => row.coin === 'pepecoin-network')).toMatchObject({
      symbol: 'PEP',
      listed_as: { word: 'pepecoin-network' },
    });
    expect(truth.chains.find((row: any) => row.coin === 'litecoin')).toMatchObject({ algorithm: 'scrypt', block_reward: 6.25 });
    const [, later] = await control(`/truth/market?at=${now + 86_400_000}`);
    expect(later.chains[0].height).toBeGreaterThan(truth.chains[0].height);
    for (const at of ['soon', `${now + 31 * 86_400_000}`, '8640000000000000'])
      expect((await control(`/truth/market?at=${at}`))[0]).toBe(400);
  });

  it('tells how the providers were used', async () => {
    await fetch(`${simulator.market!.url()}/coingecko/api/v3/ping`);
    const [, truth] = await control('/truth/market');
    expect(truth.providers.find((row: any) => row.source === 'coingecko').endpoints).toEqual({
      '/ping': { calls: 1, credits: 1, statuses: { 200: 1 } },
    });
    expect((await control('/health'))[1].market).toBe(simulator.market!.url());
  });

  it('is a function of seed, opening and time', async () => {
    const again = farm({ marketPort: 0 });
    expect(again.market!.truth(now)['chains']).toEqual((await control('/truth/market'))[1].chains);
  });
});

it('does not open so long ago that its first question would take minutes', () => {
  expect(() => farm({ marketPort: 0, startMs: Date.UTC(1926, 0, 1) })).toThrow(/opened_at/);
  expect(() => farm({ marketPort: 0, startMs: now - 86_400_000, speed: 10_000 })).toThrow(/opened_at/);
});

it('a farm without a market has none', async () => {
  const plain = farm({});
  await plain.start();
  expect(plain.market).toBeNull();
  expect((await fetch(`${plain.controlUrl()}/truth/market`)).status).toBe(404);
  await plain.stop();
});

it('says which port is taken, and closes what it opened', async () => {
  const second = farm({ marketPort: Number(new URL(simulator.market!.url()).port) });
  await expect(second.start()).rejects.toThrow(/market providers cannot listen on 127\.0\.0\.1:\d+: EADDRINUSE/);
  await expect(fetch(second.controlUrl())).rejects.toThrow();
});
