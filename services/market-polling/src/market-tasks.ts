import type { Clock, Log } from '@lodestream/component';
import { type CronTimes, tickAfter, tickAtOrBefore, tickGridOf } from '@lodestream/polling';
import type { EventBus, Registers } from '@lodestream/streaming';
import type { MarketDataConfig } from './config.js';
import { ChainBook } from './chains/chain-book.js';
import { ChainRound } from './chains/chain-round.js';
import { MergedEarnings, parentsLast } from './chains/merged-earnings.js';
import { CloseBook } from './history/close-book.js';
import { runHistory } from './history/history-round.js';
import { type MarketState, recordOf } from './market-state.js';
import type { Holds } from './operator/holds.js';
import { MarketParts } from './operator/market-parts.js';
import type { OperatedMarket } from './operator/operated-market.js';
import type { MarketPublisher } from './publish/market-publisher.js';
import type { SourceEvents } from './publish/source-events.js';
import { newestRecords } from './record/newest-records.js';
import { recalledQuotes } from './record/recalled-quote.js';
import { FirstRounds } from './rounds/first-rounds.js';
import { MissWatch } from './rounds/miss-watch.js';
import type { PriceProvider } from './rounds/price-provider.js';
import { PriceRound } from './rounds/price-round.js';
import type { TimedTask } from './rounds/ticker.js';
import { linesWork } from './series/lines-work.js';
import { changePeriods } from './series/change-period.js';
import { type LineRecord, PriceSeries } from './series/price-series.js';
import type { ChainSources } from './sources/chain-sources.js';
import type { MarketSource } from './sources/market-source.js';
import type { SourceStandings } from './standing/source-standings.js';
import { runGlobal } from './whole-market/global-figures.js';

/** What the tasks are made of. */
export interface MarketTaskParts {
  readonly settings: MarketDataConfig;
  readonly sources: readonly MarketSource[];
  readonly chains: ChainSources;
  readonly publisher: Pick<MarketPublisher, 'data' | 'global'>;
  readonly events: SourceEvents;
  readonly holds: Holds;
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
/** An explorer is asked four times, at its pace of ten a minute. */
const waitForChainsMs = 30_000;

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
  const own = { closes: new CloseBook(), series: new PriceSeries(), merged: new MergedEarnings() };
  const state: MarketState = { ...own, periods: changePeriods(['30d', '90d']), chains: book, holds, clock };
  const rounds = { prices: priceRound(parts, state), chains: chainRounds(parts, book) };
  const first = new FirstRounds(['lines', ...rounds.chains.map(({ source }) => source.source)]);
  const lines = linesWork({
    provider: parts.sources.find(({ history }) => history !== null)?.history ?? null,
    coins: rounds.prices.flatMap(({ round }) => round.coins),
    intervalMs: rounds.prices[0]?.intervalMs ?? 0,
    series: own.series,
    registers: parts.lines,
    publish: (record) => parts.publisher.data(record),
    onLoaded: () => first.ended('lines'),
    clock,
    log: parts.log,
  });
  return {
    tasks: [
      ...rounds.chains.map((round) => chainTask(round, first)),
      ...historyTasks(parts, state.closes),
      ...lines.tasks,
      ...rounds.prices.map(({ round, intervalMs }) => priceTask(round, intervalMs, first, clock)),
      ...globalTasks(parts),
      ...countTasks(parts),
    ],
    takeOver: () => rounds.prices.forEach(({ round }) => round.takeOver()),
    operated: new MarketParts({ prices: rounds.prices[0]?.round ?? null, chains: rounds.chains, standings, clock }),
    finish: lines.finish,
  };
}

function chainTask(round: ChainRound, first: FirstRounds): TimedTask {
  const { source, intervalMs } = round.source;
  return onGrid(`chain.${source}`, intervalMs, async (_tick, signal) => {
    await round.run(signal);
    first.ended(source);
  });
}

/** The first prices wait a moment for what the chains say and what is kept: otherwise their records would be without it until the next tick. */
function priceTask(round: PriceRound, intervalMs: number, first: FirstRounds, clock: Clock): TimedTask {
  return onGrid('prices', intervalMs, async (tick, signal) => {
    await first.within(waitForChainsMs, clock, signal);
    await round.run(tick, signal);
  });
}

/** None where no source gives prices. */
function priceRound(parts: MarketTaskParts, state: MarketState): { round: PriceRound; intervalMs: number }[] {
  const { sources, settings, publisher, events, clock, log } = parts;
  const providers = sources.map(({ prices }) => prices).filter((prices) => prices !== null);
  if (providers.length === 0) return [];
  const intervalMs = Math.min(...providers.map((provider) => provider.intervalMs));
  const { stale_after_minutes: minutes, most_deviation_percent: mostDeviationPercent } = settings.reconciliation;
  const misses = new MissWatch((notice) => events.notice(notice));
  const coins = parentsLast([...new Map(providers.flatMap(coinsById)).values()]);
  const ids = coins.map(({ id }) => id);
  const round = new PriceRound({
    coins,
    providers,
    recall: async () => (await newestRecords(parts, ids)).flatMap(recalledQuotes),
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
  return [{ round, intervalMs }];
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
  return [atTimes('history', provider, (_tick, signal) => runHistory({ provider, book, clock, log }, signal))];
}

function globalTasks({ sources, publisher, clock, log }: MarketTaskParts): TimedTask[] {
  const publish = publisher.global.bind(publisher);
  const providers = sources.map(({ global }) => global).filter((global) => global !== null);
  return providers.map((provider) =>
    atTimes(`global.${provider.source}`, provider, (tick, signal) => runGlobal({ provider, clock, log, publish }, tick, signal)),
  );
}

/** A count of credits that is not had is asked for again the next day; until then ours stands. */
function countTasks({ sources, log }: MarketTaskParts): TimedTask[] {
  return sources.flatMap(({ name, correct }) => {
    if (correct === undefined) return [];
    const run = (_tick: number, signal: AbortSignal): Promise<void> =>
      correct(signal).catch((error: unknown) => log.debug('A count of credits was not had.', { source: name, error }));
    return [onGrid(`count.${name}`, dayMs, run)];
  });
}

function coinsById({ coins }: PriceProvider): (readonly [string, PriceProvider['coins'][number]['coin']])[] {
  return coins.map(({ coin }) => [coin.id, coin] as const);
}

/** A new process begins at once here too: what it does not know it can not show. */
function atTimes(name: string, { intervalMs, cron }: { intervalMs: number; cron: CronTimes | null }, run: TimedTask['run']): TimedTask {
  if (cron === null) return onGrid(name, intervalMs, run);
  return { name, run, first: (nowMs) => nowMs, next: (afterMs) => cron.next(afterMs) };
}

function onGrid(name: string, intervalMs: number, run: TimedTask['run']): TimedTask {
  const grid = tickGridOf(`market.${name}`, intervalMs);
  return { name, run, first: (nowMs) => tickAtOrBefore(grid, nowMs), next: (afterMs) => tickAfter(grid, afterMs) };
}
