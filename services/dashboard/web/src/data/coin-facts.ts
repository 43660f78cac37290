import { bitcoin, change, coins, large, money, moneyInShort, whole } from './amounts';
import { age, count, hashrate, none, number } from './format';
import type { CoinRow, MiningMetrics, SmoothedDifficulty } from './market-types';
import { remarkOn, sourceName } from './price-states';

/** One value with its name and unit; `note` says more, or why it is missing. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly unit?: string;
  readonly note?: string | null;
}

const daysOfIndicators = { rsi_14: 15, ma_50: 50, ma_200: 200, volatility_30d: 31 } as const;

/** What the market says of a coin. */
export function priceFacts(row: CoinRow): Fact[] {
  const { price, price_change: moved, market_cap: cap, volume_24h: volume } = row;
  const btc = bitcoin(price.btc);
  return [
    { name: 'In bitcoin', text: btc.text, unit: btc.unit, note: price.btc === null ? missing(row, 'price.btc') : derivedNote(row) },
    { name: 'Change in an hour', text: change(moved.percent_1h), note: unknown(moved.percent_1h) },
    { name: 'Change in a day', text: change(moved.percent_24h), note: unknown(moved.percent_24h) },
    { name: 'Change in a week', text: change(moved.percent_7d), note: unknown(moved.percent_7d) },
    ...Object.entries(moved.custom).map(([period, percent]) => ({ name: `Change in ${period.replace('d', ' d')}`, text: change(percent) })),
    { name: 'Capitalization', text: moneyInShort(cap.usd), unit: 'USD', note: cap.usd === null ? missing(row, 'market_cap.usd') : null },
    {
      name: 'Traded in 24 h',
      text: moneyInShort(volume.usd),
      unit: 'USD',
      note: volume.usd === null ? missing(row, 'volume_24h.usd') : null,
    },
  ];
}

/** Indicators of daily closes, each with what it says of the price now, or with what it waits for. */
export function indicatorFacts({ technical_indicators: known, price: { usd } }: CoinRow): Fact[] {
  const waits = (name: keyof typeof daysOfIndicators): string => `needs ${daysOfIndicators[name]} daily closes in a row`;
  const average = (name: 'ma_50' | 'ma_200'): string | null => {
    const value = known[name];
    if (value === null) return waits(name);
    return usd === null ? null : `price ${change((usd / value - 1) * 100)} from it`;
  };
  return [
    { name: 'RSI of 14 days', text: number(known.rsi_14), note: known.rsi_14 === null ? waits('rsi_14') : strength(known.rsi_14) },
    { name: 'Average of 50 days', text: money(known.ma_50), unit: 'USD', note: average('ma_50') },
    { name: 'Average of 200 days', text: money(known.ma_200), unit: 'USD', note: average('ma_200') },
    {
      name: 'Volatility of 30 days',
      text: number(known.volatility_30d),
      unit: '% a year',
      note: known.volatility_30d === null ? waits('volatility_30d') : null,
    },
  ];
}

/** The chain of a coin and what mining it brings. */
export function chainFacts(row: CoinRow, nowMs: number): Fact[] {
  const mining = row.mining_metrics;
  const unit = mining.hashrate_unit ?? '';
  const net = hashrate(mining.network_hashrate, mining.hashrate_unit);
  const mined = coins(mining.expected_coins_per_unit_day, row.coin.symbol);
  const why = mining.source === null ? 'no source of this chain has answered' : `${sourceName(mining.source)} does not tell it`;
  const noteOf = (name: keyof MiningMetrics): string | null => gapNote(row, name) ?? (mining[name] === null ? why : null);
  const ofOne: Fact[] = [
    { name: 'Algorithm', text: mining.mining_algorithm ?? none },
    { name: 'Network hashrate', text: net.text, unit: net.unit, note: noteOf('network_hashrate') },
    { name: 'Difficulty', text: large(mining.network_difficulty), note: noteOf('network_difficulty') },
    ...reckonedWith(row),
    { name: 'Mined a day', text: mined.text, unit: `${mined.unit} per ${unit}`, note: noteOf('expected_coins_per_unit_day') },
    { name: 'Worth a day', text: money(mining.expected_usd_per_unit_day), unit: `USD per ${unit}`, note: worthNote(row) },
  ];
  return [
    ...(mining.algorithms.length === 0 ? ofOne : mining.algorithms.map((each) => byAlgorithm(each, row, why))),
    { name: 'Block reward', text: whole(mining.block_reward), unit: row.coin.symbol ?? '', note: noteOf('block_reward') },
    { name: 'Time between blocks', text: number(mining.block_time), unit: 's', note: gapNote(row, 'block_time') },
    { name: 'Height', text: count(mining.height), note: noteOf('height') },
    { name: 'Next retarget', ...retarget(row, nowMs) },
    { name: 'Next halving', ...halving(row, nowMs) },
    {
      name: 'Told by',
      text: mining.source === null ? none : sourceName(mining.source),
      note: mining.last_updated === null ? why : `${age(nowMs - mining.last_updated)} ago`,
    },
  ];
}

const gaps: ReadonlySet<string> = new Set(['no_answer', 'stale', 'fallback']);

/** Why a figure of the chain is not what its source said last; null where it is, or was never told. */
function gapNote(row: CoinRow, name: keyof MiningMetrics): string | null {
  const path = `mining_metrics.${name}`;
  return row.quality.flags.some((flag) => flag.path === path && gaps.has(flag.reason)) ? remarkOn(row, path) : null;
}

/** The difficulty that coins follow from, where it is not simply the last one. */
function reckonedWith(row: CoinRow): Fact[] {
  const smoothed = row.mining_metrics.smoothed_difficulty;
  const name = 'Difficulty reckoned with';
  if (smoothed !== null) return [{ name, text: large(smoothed.difficulty), note: `the ${meanOf(smoothed)}` }];
  const remark = remarkOn(row, 'mining_metrics.smoothed_difficulty');
  return remark === null ? [] : [{ name, text: large(row.mining_metrics.network_difficulty), note: `the last one: ${remark}` }];
}

const meanOf = ({ span_ms: span, observations }: SmoothedDifficulty): string => `mean of ${count(observations)} over ${age(span)}`;

function byAlgorithm(each: MiningMetrics['algorithms'][number], row: CoinRow, why: string): Fact {
  const { mining_algorithm: name, hashrate_unit: unit, network_difficulty: difficulty, expected_coins_per_unit_day: perDay } = each;
  const { smoothed_difficulty: smoothed } = each;
  const mined = coins(perDay, row.coin.symbol);
  const remark = remarkOn(row, `mining_metrics.algorithms[${name}].smoothed_difficulty`);
  const last = `difficulty ${large(difficulty)}${remark === null ? '' : `, ${remark}`}`;
  const reckoned =
    smoothed === null ? last : `difficulty ${large(smoothed.difficulty)}, ${meanOf(smoothed)}; the last ${large(difficulty)}`;
  const note = perDay === null ? why : `${mined.text} ${mined.unit}, ${reckoned}`;
  return { name: `Worth a day, ${name}`, text: money(each.expected_usd_per_unit_day), unit: `USD per ${unit}`, note };
}

function retarget({ mining_metrics: mining }: CoinRow, nowMs: number): Omit<Fact, 'name'> {
  const next = mining.next_retarget;
  if (next === null) return { text: none, note: noCalendar(mining, 'each block changes the difficulty, or its rule is not known here') };
  const expected = next.change_percent === null ? '' : `, about ${change(next.change_percent)}`;
  return { text: `${until(next.at, nowMs)}${expected}`, note: `at block ${count(next.height)}` };
}

function halving({ mining_metrics: mining, coin }: CoinRow, nowMs: number): Omit<Fact, 'name'> {
  const next = mining.next_halving;
  if (next === null) return { text: none, note: noCalendar(mining, 'none is to come, or its schedule is not known here') };
  return { text: until(next.at, nowMs), note: `at block ${count(next.height)}, to ${whole(next.block_reward)} ${coin.symbol ?? ''}` };
}

const noCalendar = ({ height }: CoinRow['mining_metrics'], otherwise: string): string =>
  height === null ? 'not known without the height of the chain' : otherwise;

const until = (at: number | null, nowMs: number): string => (at === null ? none : at <= nowMs ? 'due' : `in ${age(at - nowMs)}`);

const unknown = (percent: number | null): string | null => (percent === null ? 'no source gives it, and our own line is too short' : null);

const missing = (row: CoinRow, path: string): string => remarkOn(row, path) ?? 'not known yet';

const derivedNote = (row: CoinRow): string | null => (row.price.btc_derived ? remarkOn(row, 'price.btc') : null);

function worthNote({ mining_metrics: mining, price }: CoinRow): string | null {
  if (mining.expected_usd_per_unit_day !== null) return null;
  if (mining.expected_coins_per_unit_day === null) return 'not known without the coins';
  return price.stale ? 'nothing is reckoned from a stale price' : 'not known without a price';
}

function strength(rsi: number): string {
  if (rsi >= 70) return 'from 70 on: rose fast';
  return rsi <= 30 ? 'up to 30: fell fast' : 'between 30 and 70';
}
