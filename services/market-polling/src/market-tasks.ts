import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { CronTimes } from '@lodestream/polling';
import type { EventBus, Registers } from '@lodestream/streaming';
import type { MarketDataConfig } from './config.js';
import { ChainBook } from './chains/chain-book.js';
import { ChainRound } from './chains/chain-round.js';
import { DifficultyBook } from './chains/difficulty-book.js';
import { MergedEarnings, parentsLast } from './chains/merged-earnings.js';
import { CloseBook, nextCloseHad } from './history/close-book.js';
import { runHistory } from './history/history-round.js';
import { type MarketState, recordOf } from './market-state.js';
import type { FollowedCoins } from './followed/followed-coins.js';
import { runFollow } from './followed/follow-round.js';
import type { Holds } from './operator/holds.js';
import { MarketParts } from './operator/market-parts.js';
import type { OperatedMarket } from './operator/operated-market.js';
import type { MarketPublisher } from './publish/market-publisher.js';
import type { SourceEvents } from './publish/source-events.js';
import { newestRecords } from './record/newest-records.js';
import { recall, recalledForMs } from './record/recall.js';
import { JumpWatch } from './reconcile/jump-watch.js';
import { FirstRounds } from './rounds/first-rounds.js';
import { MissWatch } from './rounds/miss-watch.js';
import type { PriceProvider } from './rounds/price-provider.js';
import { PriceRound } from './rounds/price-round.js';
import { followersOf, leadOf, priceTasks } from './rounds/price-tasks.js';
import type { TimedTask } from './rounds/ticker.js';
import { anyOf, cronTimes, gridTimes, timesOf } from './rounds/times.js';
import { linesWork } from './series/lines-work.js';
import { changePeriods } from './series/change-period.js';
import { type LineRecord, PriceSeries } from './series/price-series.js';
import type { ChainSources } from './sources/chain-sources.js';
import type { IdentityDoubts } from './sources/identity-doubts.js';
import type { MarketSource } from './sources/market-source.js';
import type { SourceStandings } from './standing/source-standings.js';
import { GlobalRound } from './whole-market/global-round.js';

/** What the tasks are made of. */
export interface MarketTaskParts {
  readonly settings: MarketDataConfig;
  readonly sources: readonly MarketSource[];
  readonly chains: ChainSources;
  readonly followed: FollowedCoins;
  readonly publisher: Pick<MarketPublisher, 'data' | 'global'>;
  readonly events: SourceEvents;
  readonly holds: Holds;
  /** Coins that a source may take for others. */
  readonly doubts: IdentityDoubts;
  /** Where our own lines of prices outlive the process. */
  readonly lines: Registers<LineRecord>;
  readonly standings: Pick<SourceStandings, 'answeredAtMs'>;
  /** Where the records of before are read. */
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly topicPrefix: string;
  readonly clock: Clock;
  readonly log: Log;
}

const dayMs = 86_400_000;
const followEveryMs = 600_000;

/** What is done by itself, and what an operator can act on. */
export interface MarketWork {
  readonly tasks: readonly TimedTask[];
  readonly operated: OperatedMarket;
  /** Keeps what would be lost, once nothing is done any more. */
  readonly finish: () => Promise<void>;
  /** From here on it is this replica that polls. */
  readonly takeOver: () => void;
}

/** Everything that is done at times of its own; each begins with its tick in force, so that a new process knows soon. */
export function marketWork(parts: MarketTaskParts): MarketWork {
  const { settings, chains, clock, holds, standings } = parts;
  const book = new ChainBook(
    chains.sources.map(({ source }) => source),
    settings.networks.stale_after_minutes * 60_000,
  );
  const own = emptyBooks();
  const state: MarketState = {
    ...own,
    periods: changePeriods(settings.price_change_periods),
    chains: book,
    holds,
    doubts: parts.doubts,
    clock,
  };
  const providers = parts.sources.map(({ prices }) => prices).filter((prices) => prices !== null);
  const prices = providers.length === 0 ? null : priceRound(parts, state, providers);
  const chainsAsked = chainRounds(parts, book);
  const first = new FirstRounds(['lines', 'followed', ...chainsAsked.map(({ source }) => source.source), ...followersOf(providers)]);
  const lines = linesWork({
    provider: parts.sources.find(({ history }) => history !== null)?.history ?? null,
    get coins() {
      return prices?.coins ?? [];
    },
    intervalMs: prices === null ? 0 : leadOf(providers).intervalMs,
    series: own.series,
    difficulties: own.difficulties,
    registers: parts.lines,
    publish: (record) => parts.publisher.data(record),
    onLoaded: () => first.ended('lines'),
    clock,
    log: parts.log,
  });
  return {
    tasks: [
      followTask(parts, own.merged, first),
      ...chainsAsked.map((round) => chainTask(round, first)),
      ...historyTasks(parts, state.closes),
      ...lines.tasks,
      ...(prices === null ? [] : priceTasks(prices, providers, first, clock)),
      ...globalTasks(parts),
      ...countTasks(parts),
    ],
    takeOver: () => prices?.takeOver(),
    operated: new MarketParts({ prices, chains: chainsAsked, standings, clock }),
    finish: lines.finish,
  };
}

const emptyBooks = (): Pick<MarketState, 'closes' | 'series' | 'difficulties' | 'jumps' | 'merged'> => ({
  closes: new CloseBook(),
  series: new PriceSeries(),
  difficulties: new DifficultyBook(),
  jumps: new JumpWatch(),
  merged: new MergedEarnings(),
});

function followTask(parts: MarketTaskParts, merged: MergedEarnings, first: FirstRounds): TimedTask {
  const onLetGo = (coinId: string): void => merged.forget(coinId);
  return onGrid('followed', followEveryMs, async () => {
    if (parts.followed.candidates.length > 0) await runFollow({ ...parts, onLetGo });
    first.ended('followed');
  });
}

function chainTask(round: ChainRound, first: FirstRounds): TimedTask {
  const { source, cadence } = round.source;
  const name = `chain.${source}`;
  const run = async (_tick: number, signal: AbortSignal): Promise<void> => {
    if (round.source.coins.length > 0) await round.run(signal);
    first.ended(source);
  };
  return { name, run, asks: `chain/${source}`, ...timesOf(name, cadence) };
}

function priceRound(parts: MarketTaskParts, state: MarketState, providers: readonly PriceProvider[]): PriceRound {
  const { sources, settings, publisher, events, clock, log } = parts;
  const { intervalMs } = leadOf(providers);
  const { stale_after_minutes: minutes, most_deviation_percent: mostDeviationPercent } = settings.reconciliation;
  const misses = new MissWatch((notice) => events.notice(notice));
  return new PriceRound({
    get coins() {
      return parentsLast(coinsOf(providers));
    },
    providers,
    recall: async () => {
      const ids = coinsOf(providers).map(({ id }) => id);
      return recall(state, await newestRecords(parts, ids, clock.now() - recalledForMs));
    },
    rules: { ranking: sources.map(({ name }) => name), staleAfterMs: minutes * 60_000, mostDeviationPercent },
    clock,
    log,
    onAnswer: (source, answer) => misses.answered(source, answer),
    onState: (source, to, error) => events.state('market', source, to, error),
    onPrice: (coin, price, tick) => {
      events.judge(coin.id, price);
      publisher.data(recordOf(state, coin, price, tick, intervalMs));
    },
  });
}

function chainRounds({ chains, clock, log, events }: MarketTaskParts, book: ChainBook): ChainRound[] {
  return chains.sources.map((source) => {
    const onState = (name: string, to: 'up' | 'down', error: Error | null): void => events.state('chain', name, to, error);
    return new ChainRound({ source, book, clock, log, onState });
  });
}

function historyTasks({ sources, clock, log }: MarketTaskParts, book: CloseBook): TimedTask[] {
  const provider = sources.find(({ history }) => history !== null)?.history;
  if (provider == null) return [];
  const idleUntil = (nowMs: number): number =>
    provider.coins.some(({ coin }) => book.isBehind(coin.id, nowMs)) ? nowMs : nextCloseHad(nowMs);
  const task = atTimes('history', provider, (_tick, signal) => runHistory({ provider, book, clock, log }, signal));
  return [{ ...task, asks: `history/${provider.source}`, idleUntil }];
}

function globalTasks({ sources, publisher, clock, log }: MarketTaskParts): TimedTask[] {
  const publish = publisher.global.bind(publisher);
  const providers = sources.map(({ global }) => global).filter((global) => global !== null);
  return providers.map((provider) => {
    const [name, round] = [`global.${provider.source}`, new GlobalRound({ provider, clock, log, publish })];
    const times = anyOf(provider.cadences.map((cadence) => timesOf(name, cadence)));
    return { name, asks: `global/${provider.source}`, ...times, run: (tick, signal) => round.run(tick, signal) };
  });
}

/** A count of credits that is not had is asked for again the next day; until then ours stands. */
function countTasks({ sources, log }: MarketTaskParts): TimedTask[] {
  return sources.flatMap(({ name, correct }) => {
    if (correct === undefined) return [];
    const run = (_tick: number, signal: AbortSignal): Promise<void> =>
      correct(signal).catch((error: unknown) => {
        if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
        log.debug('A count of credits was not had.', { source: name, error });
      });
    return [{ ...onGrid(`count.${name}`, dayMs, run), asks: `count/${name}` }];
  });
}

/** Each coin once, whoever is asked for it. */
const coinsOf = (providers: readonly PriceProvider[]): readonly Coin[] => [
  ...new Map(providers.flatMap(({ coins }) => coins.map((coin) => [coin.id, coin] as const))).values(),
];

function atTimes(name: string, { intervalMs, cron }: { intervalMs: number; cron: CronTimes | null }, run: TimedTask['run']): TimedTask {
  return { name, run, ...(cron === null ? gridTimes(name, intervalMs) : cronTimes(cron)) };
}

const onGrid = (name: string, intervalMs: number, run: TimedTask['run']): TimedTask => atTimes(name, { intervalMs, cron: null }, run);
