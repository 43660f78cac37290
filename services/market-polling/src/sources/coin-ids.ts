import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { Coin } from '@lodestream/mining';
import type { ListedCoin } from '../quotes/price-quote.js';
import type { SourceParts } from './market-source.js';

/** A coin by the name that a source should know it by. */
export interface NamedCoin {
  readonly coin: Coin;
  /** What it is asked for as long as nothing better is known; null where it is not to be asked for before it was looked up. */
  readonly id: string | null;
  /** True where the id was compared with the source's own list. */
  readonly certain: boolean;
}

/** What finding the ids of coins at a source needs. */
export interface CoinIdsOptions extends Pick<SourceParts, 'pinnedIds' | 'doubts' | 'onNotice' | 'follows'> {
  readonly source: string;
  readonly coins: readonly NamedCoin[];
  /** Looks coins up in the source's list: its ids by ours; a coin that can't be told from others is left out. */
  readonly lookUp: (coins: readonly NamedCoin[], signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;
  readonly clock: Clock;
  readonly log: Log;
}

const firstWaitMs = 15 * 60_000;
const longestWaitMs = 86_400_000;

/**
 * What a source calls our coins. An id that is not certain is looked up once in the source's own list, pinned for all replicas and past any
 * restart, and reported; a coin that is not certainly on the list is not asked for. Without an answer it is looked up again, ever more seldom.
 */
export class CoinIds {
  private readonly ids: Map<string, string | null>;
  private readonly open: Map<string, NamedCoin>;
  private readonly distrusted = new Set<string>();
  private againAtMs = Number.NEGATIVE_INFINITY;
  private waitMs = firstWaitMs;

  constructor(private readonly options: CoinIdsOptions) {
    this.ids = new Map(options.coins.map(({ coin, id }) => [coin.id, id]));
    this.open = new Map(options.coins.filter(({ certain }) => !certain).map((named) => [named.coin.id, named]));
    for (const id of this.open.keys()) options.doubts.set(options.source, id, true);
  }

  /** Every coin that is followed, whether or not its id is known. */
  get coins(): readonly Coin[] {
    return this.options.coins.flatMap(({ coin }) => (this.isFollowed(coin) ? [coin] : []));
  }

  /** The coins to ask for. */
  get listed(): readonly ListedCoin[] {
    return this.coins.flatMap((coin) => {
      const id = this.ids.get(coin.id) ?? null;
      return id === null ? [] : [{ coin, id }];
    });
  }

  /** The source says that it knows no such ids: the coins are looked up again. */
  distrust(ids: readonly string[]): void {
    for (const named of this.options.coins) {
      const id = this.ids.get(named.coin.id) ?? null;
      if (id === null || !ids.includes(id)) continue;
      this.distrusted.add(id);
      this.set(named.coin, null);
      this.open.set(named.coin.id, named);
      this.againAtMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** Looks up what is not certain, if it is time to; what has no answer stays as it is. */
  async settle(signal: AbortSignal): Promise<void> {
    const { clock, log, source } = this.options;
    if (this.openNow().length === 0 || clock.now() < this.againAtMs) return;
    try {
      await this.settleOpen(signal);
      this.waitMs = firstWaitMs;
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      log.debug('Ids of coins could not be looked up; they are looked up again.', { source, error });
      this.againAtMs = clock.now() + this.waitMs;
      this.waitMs = Math.min(longestWaitMs, 2 * this.waitMs);
    }
  }

  private async settleOpen(signal: AbortSignal): Promise<void> {
    const { source, pinnedIds, lookUp } = this.options;
    const pinned = await pinnedIds.of(source);
    for (const { coin } of this.openNow()) {
      const id = pinned.get(coin.id);
      if (id !== undefined && !this.distrusted.has(id)) this.found(coin, id);
    }
    const strangers = this.openNow();
    if (strangers.length === 0) return;
    const ids = new Map([...(await lookUp(strangers, signal))].filter(([, id]) => !this.distrusted.has(id)));
    await pinnedIds.pin(source, ids, this.distrusted);
    for (const { coin } of strangers) {
      const id = ids.get(coin.id);
      if (id !== undefined) this.found(coin, id);
      else this.set(coin, null);
      this.open.delete(coin.id);
      this.report(coin, id ?? null);
    }
  }

  private openNow(): readonly NamedCoin[] {
    return [...this.open.values()].filter(({ coin }) => this.isFollowed(coin));
  }

  private isFollowed({ id }: Coin): boolean {
    return this.options.follows?.(id) ?? true;
  }

  private found(coin: Coin, id: string): void {
    this.set(coin, id);
    this.open.delete(coin.id);
    this.options.doubts.set(this.options.source, coin.id, false);
  }

  private set(coin: Coin, id: string | null): void {
    this.ids.set(coin.id, id);
    if (id === null) this.options.doubts.set(this.options.source, coin.id, true);
  }

  private report(coin: Coin, id: string | null): void {
    const { source, log, onNotice } = this.options;
    if (id === null) log.warn('A source lists no coin that is certainly this one; it is not asked for it.', { source, coin: coin.id });
    const found =
      id === null ? 'lists no coin that is certainly this one; it is not asked for it' : `lists it as ${id}, which is pinned from now on`;
    const severity = id === null ? 'warning' : 'info';
    onNotice?.({ source, type: 'other', subject: coin.id, severity, detail: `The provider ${found}.` });
  }
}
