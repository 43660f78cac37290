import { type Coin, rewardAt, type RewardSchedule } from '@lodestream/mining';
import type { Chain } from './chain.js';

/**
 * A chain whose blocks are found by several algorithms, each at a difficulty and pace of its own: a lane of blocks for each. Heights and
 * rewards are those of all lanes together.
 */
export class LanedChain {
  constructor(
    readonly coin: Coin,
    readonly lanes: readonly Chain[],
    private readonly schedule: RewardSchedule | undefined,
  ) {}

  /** Height of the newest block at a time. */
  heightAt(at: number): number {
    return this.lanes.reduce((sum, lane) => sum + lane.tipAt(at).height, 0);
  }

  /** Coins a block at a height pays on average; null where the rules are not known. */
  meanRewardAt(height: number): number | null {
    return this.schedule === undefined ? null : rewardAt(this.schedule, height);
  }
}
