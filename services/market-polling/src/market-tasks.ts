import type { Clock, Log } from '@lodestream/component';
import { tickAfter, tickAtOrBefore, tickGridOf } from '@lodestream/polling';
import type { MarketDataConfig } from './config.js';
import { ChainBook } from './chains/chain-book.js';
import { ChainRound } from './chains/chain-round.js';
import { MergedEarnings, parentsLast } from './chains/merged-earnings.js';
import { CloseBook } from './history/close-book.js';
import { runHistory } from './history/history-round.js';
import { type MarketState, recordOf } from './market-state.js';
import type { MarketPublisher } from './publish/market-publisher.js';
import type { SourceEvents } from './publish/source-events.js';
import type { PriceProvider } from './rounds/price-provider.js';
import { PriceRound } from './rounds/price-round.js';
import { PriceSeries } from './rounds/price-series.js';
import type { TimedTask } from './rounds/ticker.js';
import type { ChainSources } from './sources/chain-sources.js';
import type { MarketSource } from './sources/market-source.js';
import { runGlobal } from './whole-market/global-figures.js';

/** What the tasks are made of. */
export interface MarketTaskParts {
  readonly settings: MarketDataConfig;
  readonly sources: readonly MarketSource[];
  readonly chains: ChainSources;
  readonly publisher: Pick<MarketPublisher, 'data' | 'global'>;
  readonly events: SourceEvents;
  readonly clock: Clock;
  readonly log: Log;
}

const dayMs = 86_400_000;

/** Everything that is done at times of its own; each begins with its tick in force, so that a new process knows soon. */
export function marketTasks(parts: MarketTaskParts): readonly TimedTask[] {
  const { settings, chains, clock } = parts;
  const book = new ChainBook(
    chains.sources.map(({ source }) => source),
    settings.networks.stale_after_minutes * 60_000,
  );
  const state: MarketState = { chains: book, closes: new CloseBook(), series: new PriceSeries(), merged: new MergedEarnings(), clock };
  return [
    ...chainTasks(parts, book),
    ...historyTasks(parts, state.closes),
    ...priceTasks(parts, state),
    ...globalTasks(parts),
    ...countTasks(parts),
  ];
}

function priceTasks({ sources, settings, publisher, events, clock, log }: MarketTaskParts, state: MarketState): TimedTask[] {
  const providers = sources.map(({ prices }) => prices).filter((prices) => prices !== null);
  if (providers.length === 0) return [];
  const intervalMs = Math.min(...providers.map((provider) => provider.intervalMs));
  const { stale_after_minutes: minutes, most_deviation_percent: mostDeviationPercent } = settings.reconciliation;
  const round = new PriceRound({
    coins: parentsLast([...new Map(providers.flatMap(coinsById)).values()]),
    providers,
    rules: { ranking: sources.map(({ name }) => name), staleAfterMs: minutes * 60_000, mostDeviationPercent },
    clock,
    log,
    onState: (source, to, error) => events.state('market', source, to, error),
    onPrice: (coin, price, tick) => {
      events.judge(coin.id, price);
      publisher.data(recordOf(state, coin, price, tick, intervalMs));
    },
  });
  return [onGrid('prices', intervalMs, (tick, signal) => round.run(tick, signal))];
}

function chainTasks({ chains, clock, log, events }: MarketTaskParts, book: ChainBook): TimedTask[] {
  return chains.sources.map((source) => {
    const onState = (name: string, to: 'up' | 'down', error: Error | null): void => events.state('chain', name, to, error);
    const round = new ChainRound({ source, book, clock, log, onState });
    return onGrid(`chain.${source.source}`, source.intervalMs, (tick, signal) => round.run(tick, signal));
  });
}

function historyTasks({ sources, clock, log }: MarketTaskParts, book: CloseBook): TimedTask[] {
  const provider = sources.find(({ history }) => history !== null)?.history;
  if (provider == null) return [];
  return [onGrid('history', provider.intervalMs, (_tick, signal) => runHistory({ provider, book, clock, log }, signal))];
}

function globalTasks({ sources, publisher, clock, log }: MarketTaskParts): TimedTask[] {
  const publish = publisher.global.bind(publisher);
  const providers = sources.map(({ global }) => global).filter((global) => global !== null);
  return providers.map((provider) =>
    onGrid(`global.${provider.source}`, provider.intervalMs, (tick, signal) => runGlobal({ provider, clock, log, publish }, tick, signal)),
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

function onGrid(name: string, intervalMs: number, run: TimedTask['run']): TimedTask {
  const grid = tickGridOf(`market.${name}`, intervalMs);
  return { name, run, first: (nowMs) => tickAtOrBefore(grid, nowMs), next: (afterMs) => tickAfter(grid, afterMs) };
}
