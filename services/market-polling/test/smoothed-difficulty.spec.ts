import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import type { MarketData } from '@lodestream/records';
import { readFileSync } from 'node:fs';
import { type Answers, MarketHarness } from './market-harness.js';

const [minute, hour] = [60_000, 3_600_000];
const startMs = Date.UTC(2026, 10, 1);
const settings = {
  coingecko: { coins: ['dogecoin', 'litecoin', 'digibyte'], tier: 'demo', polling_intervals: { simple_price: 300, market_data: 300 } },
  networks: {
    explorers: false,
    minerstat: false,
    nodes: ['dogecoin', 'litecoin', 'digibyte'].map((coin) => ({ coin, url: `http://${coin}.test` })),
  },
};
const usd = { bitcoin: 100_000, dogecoin: 0.2, litecoin: 100, digibyte: 0.01 } as const;
const algorithms = ['sha256d', 'scrypt', 'skein', 'qubit', 'odo'];

/** Nodes whose difficulty is a quarter for the first half of each hour: the harmonic mean of an hour is two fifths of the greater one. */
class Story {
  isDark = false;
  readonly harness = new MarketHarness((...asked) => this.answers(...asked), new FakeClock(startMs));

  /** Runs a process for so many minutes, and kills it: what it knows is not kept at the end. */
  async liveAndDie(minutes: number): Promise<void> {
    const { lines, clock } = this.harness;
    let isDead = false;
    const replace: typeof lines.replace = (...asked) =>
      isDead ? Promise.reject(new TransientError('dead', 'connectivity')) : lines.replace(...asked);
    const service = this.harness.create(settings, { lines: { read: (key) => lines.read(key), replace } });
    await this.harness.begin(service);
    await clock.advance(minutes * minute);
    isDead = true;
    await service.stop();
    expect(this.harness.bugs).toEqual([]);
  }

  of(coin: string): MarketData[] {
    return this.harness.data.filter(({ coin: { id } }) => id === coin);
  }

  private readonly answers: Answers = (host, path, query) => {
    const now = this.harness.clock.now();
    if (this.isDark) throw new TransientError('gone', 'connectivity');
    const price = (id: string): number => usd[id as keyof typeof usd];
    const row = (id: string) => ({ id, current_price: price(id), last_updated: new Date(now - 1_000).toISOString() });
    if (path === '/coins/markets') return { body: String(query['ids']).split(',').map(row) };
    if (path !== '') return { status: 404 };
    const swing = now % hour < hour / 2 ? 0.25 : 1;
    if (host === 'litecoin.test') return { body: { result: { difficulty: 1e8 * swing, blocks: 3_000_000 } } };
    if (host === 'dogecoin.test') return { body: { result: { difficulty: 5e7 * swing, blocks: 6_000_000 } } };
    return { body: { result: { blocks: 22_500_000, difficulties: Object.fromEntries(algorithms.map((name) => [name, 4e5 * swing])) } } };
  };
}

describe('coins of a day of a chain that changes its difficulty with each block', () => {
  it('follow from the last difficulty, flagged, until enough were seen, and then from their mean', async () => {
    const story = new Story();
    await story.liveAndDie(50);
    const early = story.of('dogecoin').at(-1)!;
    expect(early.mining_metrics.smoothed_difficulty).toBeNull();
    expect(early.quality.flags).toContainEqual({ path: 'mining_metrics.smoothed_difficulty', reason: 'too_few_observations' });
    // 4.0233 DOGE a day of 1 GH/s at 5e7 (reference, 6.6)
    expect((early.mining_metrics.expected_coins_per_unit_day! * early.mining_metrics.network_difficulty!) / 5e7).toBeCloseTo(4.0233, 4);
    await story.liveAndDie(11 * 60);
    const late = story.of('dogecoin').at(-1)!;
    const { smoothed_difficulty: smoothed, expected_coins_per_unit_day: coins, expected_usd_per_unit_day: worth } = late.mining_metrics;
    expect(smoothed!.difficulty / 2e7).toBeCloseTo(1, 1);
    expect((coins! * smoothed!.difficulty) / 5e7).toBeCloseTo(4.0233, 4);
    expect(worth! / coins!).toBeCloseTo(0.2, 12);
    expect(late.quality.flags.filter(({ reason }) => reason === 'too_few_observations')).toEqual([]);
    expect([5e7, 1.25e7]).toContain(late.mining_metrics.network_difficulty);
  });

  it('are told by algorithm, and in the sum of chains that are mined along; a chain of 2,016 blocks keeps to its last one', async () => {
    const story = new Story();
    await story.liveAndDie(50);
    const paths = algorithms.map((name) => `mining_metrics.algorithms[${name === 'odo' ? 'odocrypt' : name}].smoothed_difficulty`);
    const waiting = story
      .of('digibyte')
      .at(-1)!
      .quality.flags.filter(({ reason }) => reason === 'too_few_observations');
    expect(waiting.map(({ path }) => path)).toEqual(paths);
    await story.liveAndDie(180);
    const [digibyte, litecoin] = [story.of('digibyte').at(-1)!, story.of('litecoin').at(-1)!];
    for (const { smoothed_difficulty: smoothed } of digibyte.mining_metrics.algorithms)
      expect(smoothed!.difficulty / 1.6e5).toBeCloseTo(1, 0);
    expect(litecoin.mining_metrics.smoothed_difficulty).toBeNull();
    expect((litecoin.mining_metrics.expected_coins_per_unit_day! * litecoin.mining_metrics.network_difficulty!) / 1e8).toBeCloseTo(
      1.2573e-3,
      7,
    );
    const doge = story.of('dogecoin').at(-1)!.mining_metrics;
    expect(doge.smoothed_difficulty).not.toBeNull();
    const sum = doge.expected_usd_per_unit_day! + litecoin.mining_metrics.expected_usd_per_unit_day!;
    expect(litecoin.merged_group!.expected_usd_per_unit_day).toBeCloseTo(sum, 12);
  });

  it('go on from all that was seen after a restart, though no node answers any more', async () => {
    const story = new Story();
    await story.liveAndDie(170);
    const before = story.of('dogecoin').at(-1)!.mining_metrics.smoothed_difficulty!;
    story.isDark = true;
    const told = story.harness.data.length;
    await story.liveAndDie(11);
    const after = story.harness.data.slice(told).filter(({ coin }) => coin.id === 'dogecoin');
    expect(after.length).toBeGreaterThan(0);
    for (const { mining_metrics: mining } of after) expect(mining.smoothed_difficulty).toEqual(before);
    expect(before.observations).toBeGreaterThanOrEqual(11);
  });

  it('are told in a record as in the golden case', async () => {
    const story = new Story();
    await story.liveAndDie(120);
    const golden = JSON.parse(readFileSync(new URL('golden/smoothed-difficulty.json', import.meta.url), 'utf8')) as { record: MarketData };
    expect(story.of('dogecoin').at(-1)).toEqual(golden.record);
  });
});
