import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { MarketPollingConfig } from '../config.js';
import { chainCadences, describeChains } from './chain-plan.js';

const judged = (networks: object) => validateSection(MarketPollingConfig, { market_data: { networks } });
const networksOf = (networks: object) => judged(networks).instance.market_data!.networks;
const node = { coin: 'dogecoin', url: 'http://10.0.0.5:22555' };

describe('when chains are asked for', () => {
  it('goes by the intervals where no expression stands in for them', () => {
    const { explorers, minerstat, nodes } = chainCadences(networksOf({ node_interval: 120 }));
    expect([explorers, minerstat, nodes].map(({ intervalSeconds, cron }) => [intervalSeconds, cron])).toEqual([
      [600, null],
      [3_600, null],
      [120, null],
    ]);
  });

  it('is told of what is switched on, by interval or by expression with its time zone', () => {
    const schedules = { time_zone: 'Europe/Zurich', minerstat: '20 */2 * * *' };
    expect(describeChains(networksOf({ schedules, nodes: [node] }))).toBe(
      [
        '  chains that are followed, which nobody counts',
        '    explorers: every 600 s',
        '    minerstat: by 20 */2 * * * (Europe/Zurich)',
        '    nodes: every 300 s',
      ].join('\n'),
    );
    expect(describeChains(networksOf({ explorers: false, minerstat: false }))).toBe('');
  });

  it.each([
    { schedules: { explorers: '61 * * * *' }, at: 'explorers', remedy: 'minute, hour, day, month and weekday' },
    { schedules: { nodes: 'hourly' }, at: 'nodes', remedy: 'minute, hour, day, month and weekday' },
    { schedules: { time_zone: 'Mars/Olympus', nodes: '0 0 * * *' }, at: 'time_zone', remedy: 'IANA list' },
    { schedules: { minerstat: '*/2 * * * *' }, at: 'minerstat', remedy: 'Name fewer times' },
  ])('refuses $schedules at $at, with the remedy', ({ schedules, at, remedy }) => {
    const { findings } = judged({ schedules });
    expect(findings.map(({ path }) => path.slice(-3))).toEqual([['networks', 'schedules', at]]);
    expect(JSON.stringify(findings)).toContain(remedy);
  });

  it.each([
    { coins: ['nonesuch'], at: 0, says: 'no coin whose chain is known' },
    { coins: ['dogecoin', 'bellscoin', 'dogecoin'], at: 2, says: 'has a node already' },
  ])('refuses nodes of $coins', ({ coins, at, says }) => {
    const { findings } = judged({ nodes: coins.map((coin) => ({ coin, url: 'http://10.0.0.5:1' })) });
    expect(findings.map(({ path }) => path.slice(-4))).toEqual([['networks', 'nodes', at, 'coin']]);
    expect(JSON.stringify(findings)).toContain(says);
  });

  it.each([{ minerstat: '*/5 * * * *' }, { explorers: '* * * * *' }, { time_zone: 'Asia/Kolkata', nodes: '* * * * *' }])(
    'accepts %o',
    (schedules) => expect(judged({ schedules }).findings).toEqual([]),
  );
});
