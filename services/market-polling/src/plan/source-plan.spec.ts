import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { MarketPollingConfig } from '../config.js';
import { planSources } from '../sources/sources.js';
import { costOf, describePlan } from './source-plan.js';

const template = {
  coingecko: {
    coins: ['bitcoin', 'ethereum', 'litecoin', 'dogecoin'],
    polling_intervals: { simple_price: 300, market_data: 900, historical: 3600 },
  },
  coinmarketcap: { api_key: 'k', tier: 'free', polling_intervals: { listings: 900, global_metrics: 3600 } },
};

const judged = (section: object) => validateSection(MarketPollingConfig, { market_data: section });

describe('the plan of a month', () => {
  it("costs CoinGecko 9,480 calls in 30 days at the template's settings, and fits both free plans in 31", () => {
    const { instance, findings } = judged(template);
    expect(findings).toEqual([]);
    const [gecko, cmc] = planSources(instance.market_data!);
    expect(costOf(gecko!, 30)).toMatchObject({ credits: 8_640 + 120 + 720, fits: true });
    expect(costOf(cmc!, 30)).toMatchObject({ credits: 2_880 + 720 + 30, fits: true });
    expect([costOf(gecko!).fits, costOf(cmc!).fits]).toEqual([true, true]);
    expect(describePlan(gecko!)).toContain('9,796 of 10,000 credits in a month of 31 days, which last');
  });

  it('is refused where it is over the caps, with the arithmetic and intervals that fit', () => {
    const { findings } = judged({ coingecko: { ...template.coingecko, polling_intervals: { simple_price: 60 } } });
    expect(findings).toHaveLength(1);
    const text = JSON.stringify(findings);
    expect(text).toContain('simple_price 44,640 + historical 124 + global 744 = 45,508 credits in a month of 31 days are over the 10,000');
    expect(text).toContain('would run out on day 7');
    const seconds = Number(/nearest intervals that fit are simple_price: (\d+); or/.exec(text)![1]);
    const priced = (simple_price: number) => judged({ coingecko: { ...template.coingecko, polling_intervals: { simple_price } } });
    expect(priced(seconds).findings).toEqual([]);
    expect(priced(seconds - 1).findings).toHaveLength(1);
  });

  it('is refused with an interval to take in place of an expression that asks too often', () => {
    const { findings } = judged({
      coingecko: { ...template.coingecko, schedules: { simple_price: '* * * * *', market_data: '* * * * *' } },
    });
    expect(JSON.stringify(findings)).toContain('that fit are simple_price: 294 instead of its expression; or');
  });

  it.each(['demo', 'basic', 'lite'])('of %s is refused without the key that every request needs', (tier) => {
    expect(JSON.stringify(judged({ coingecko: { tier } }).findings)).toContain(`the plan ${tier} needs a key`);
    expect(judged({ coingecko: { tier, api_key: 'k' } }).findings).toEqual([]);
    expect(judged({ coingecko: { tier, base_url: 'http://10.0.0.7/coingecko' } }).findings).toEqual([]);
    expect(judged({ coingecko: { tier: 'keyless' } }).findings).toEqual([]);
  });

  it('counts what goes by cron, in the month that has most of its times, and says so', () => {
    const schedules = { time_zone: 'Europe/Zurich', historical: '50 0 * * *', global: '0 9 * * 1-5' };
    const { instance, findings } = judged({ coingecko: { ...template.coingecko, schedules } });
    expect(findings).toEqual([]);
    const [gecko] = planSources(instance.market_data!);
    const [prices, history, global] = costOf(gecko!).endpoints;
    expect([prices!.calls, history!.calls, global!.calls]).toEqual([8_928, 124, 23]);
    expect(describePlan(gecko!)).toContain('global: by 0 9 * * 1-5 (Europe/Zurich), 23 calls');
    expect(describePlan(gecko!)).toContain('simple_price: every 300 s');
  });

  it.each([
    { schedules: { simple_price: '*/5 * * * *', market_data: '*/15 * * * *' }, calls: [8_928] },
    { schedules: { simple_price: '*/10 * * * *', market_data: '5,35 * * * *' }, calls: [4_464 + 1_488] },
    { schedules: { market_data: '0 9 * * *' }, calls: [8_928, 31] },
    { schedules: { time_zone: 'Asia/Kolkata', simple_price: '*/10 * * * *', market_data: '0 * * * *' }, calls: [4_464] },
  ])('counts prices by $schedules as $calls calls, each time once', ({ schedules, calls }) => {
    const { instance } = judged({ coingecko: { ...template.coingecko, schedules } });
    const [gecko] = planSources(instance.market_data!);
    expect(
      costOf(gecko!)
        .endpoints.slice(0, calls.length)
        .map((each) => each.calls),
    ).toEqual(calls);
    expect(describePlan(gecko!)).toContain(Object.values(schedules).at(-1));
  });

  it('refuses a cron expression that costs too much, with the arithmetic', () => {
    const { findings } = judged({ coingecko: { ...template.coingecko, schedules: { global: '*/15 * * * *' } } });
    expect(JSON.stringify(findings)).toContain('global 2,976 = 12,028 credits');
  });

  it.each([
    { schedules: { global: '61 * * * *' }, at: 'global' },
    { schedules: { historical: 'daily' }, at: 'historical' },
    { schedules: { time_zone: 'Mars/Olympus', global: '0 0 * * *' }, at: 'time_zone' },
  ])('refuses $schedules at $at', ({ schedules, at }) => {
    const { findings } = judged({ coingecko: { ...template.coingecko, schedules } });
    expect(findings.map(({ path }) => path.at(-1))).toEqual([at]);
  });

  it('fits a larger plan, and costs nothing where the source is switched off', () => {
    const fast = { ...template.coingecko, polling_intervals: { simple_price: 60 } };
    expect(judged({ coingecko: { ...fast, tier: 'basic', api_key: 'k' } }).findings).toEqual([]);
    expect(judged({ coingecko: { ...fast, enabled: false } }).findings).toEqual([]);
    expect(judged({ coinmarketcap: { api_key: 'k', tier: 'free', polling_intervals: { listings: 120 } } }).findings).toHaveLength(1);
  });
});
