import { canonicalUnitOf, type Coin, coinsOfGroup, findCoin, type MergedGroup, mergedGroups } from '@lodestream/mining';
import type { MarketDataInput } from '@lodestream/records';
import type { MiningMetrics } from './mining-metrics.js';

/** The part of a record that is about a group of merge-mined chains. */
export type MergedGroupEarnings = NonNullable<MarketDataInput['merged_group']>;

/** Why a chain is not in a group's sum. */
export type LeftOut = 'not_polled' | 'no_chain' | 'no_reward' | 'no_price';

type MergedCoin = NonNullable<MergedGroupEarnings['coins']>[number];

const groupOf = new Map(mergedGroups.map((group) => [group.parent, group]));

/** The coins with the parents of groups last, so that what a group earns is told from one and the same tick. */
export const parentsLast = (coins: readonly Coin[]): readonly Coin[] => coins.toSorted((a, b) => rank(a) - rank(b));

/**
 * What one canonical unit earns a day on chains that are mined along with each other, from the newest word on each: the sum over all that
 * are known, for the same hashes count on every one of them.
 */
export class MergedEarnings {
  private readonly known = new Map<string, MiningMetrics>();

  /** Takes in what mining a coin brings now; a later word replaces an earlier one, also by less. */
  take(coin: Coin, metrics: MiningMetrics): void {
    this.known.set(coin.id, metrics);
  }

  /** A coin that is followed no more is not polled. */
  forget(coinId: string): void {
    this.known.delete(coinId);
  }

  /** What the group earns whose parent that coin is; null where it is none. */
  of(coinId: string): MergedGroupEarnings | null {
    const group = groupOf.get(coinId);
    return group === undefined ? null : this.sum(group);
  }

  private sum(group: MergedGroup): MergedGroupEarnings {
    const coins = coinsOfGroup(group).map((id) => this.coinOf(id));
    const earned = coins.map(({ expected_usd_per_unit_day: usd }) => usd ?? null).filter((usd) => usd !== null);
    return {
      id: group.id,
      hashrate_unit: canonicalUnitOf(group.algorithm),
      expected_usd_per_unit_day: earned.length === 0 ? null : earned.reduce((sum, usd) => sum + usd, 0),
      chains: coins.filter(({ reason }) => reason !== 'not_polled').length,
      known: earned.length,
      next_halving: this.first(group, 'next_halving'),
      next_retarget: this.first(group, 'next_retarget'),
      coins,
    };
  }

  private coinOf(id: string): MergedCoin {
    const metrics = this.known.get(id);
    const { expected_coins_per_unit_day: coins = null, expected_usd_per_unit_day: usd = null } = metrics ?? {};
    const symbol = findCoin(id)?.symbol ?? null;
    return {
      coin_id: id,
      symbol,
      expected_coins_per_unit_day: coins,
      expected_usd_per_unit_day: usd,
      reason: usd === null ? reasonOf(metrics) : null,
    };
  }

  private first(group: MergedGroup, what: 'next_halving' | 'next_retarget'): { coin_id: string; height: number; at: number } | null {
    const all = coinsOfGroup(group).flatMap((coin_id) => {
      const next = this.known.get(coin_id)?.[what];
      return next?.at == null || next.height == null ? [] : [{ coin_id, height: next.height, at: next.at }];
    });
    return all.sort((a, b) => a.at - b.at)[0] ?? null;
  }
}

function reasonOf(metrics: MiningMetrics | undefined): LeftOut {
  if (metrics === undefined) return 'not_polled';
  if (metrics.expected_coins_per_unit_day != null) return 'no_price';
  return metrics.block_reward == null && metrics.network_difficulty != null ? 'no_reward' : 'no_chain';
}

const rank = ({ id }: Coin): number => (groupOf.has(id) ? 1 : 0);
