import type { Coin } from './coin.js';
import { nextRewardCut, type RewardSchedule } from './reward-schedule.js';

/** The end of a chain as somebody saw it. */
export interface ChainTip {
  /** Height of the newest block. */
  readonly height: number;
  /** UTC milliseconds at which that was so. */
  readonly at: number;
  /** Measured seconds a block, since the last change of difficulty where that is known; null: the target is assumed. */
  readonly secondsPerBlock: number | null;
}

/** When the difficulty changes next. */
export interface NextRetarget {
  /** Height of the first block with the new difficulty. */
  readonly height: number;
  /** UTC milliseconds at which it is expected. */
  readonly at: number;
  /** Expected change in percent, within the chain's limit of a factor of four; null when block times were not measured. */
  readonly changePercent: number | null;
}

/** When a block pays less next. */
export interface NextHalving {
  /** Height of the first block with the lower reward. */
  readonly height: number;
  /** UTC milliseconds at which it is expected. */
  readonly at: number;
  /** Coins a block pays its miner from then on, on average. */
  readonly blockReward: number;
}

/** No retarget of Bitcoin or Litecoin changes the difficulty by more (Bitcoin Core, CalculateNextWorkRequired). */
const largestFactor = 4;
/** The last millisecond a date can name (ECMA-262, time values). */
const latestDateMs = 8.64e15;

/**
 * The next change of difficulty at every `retargetBlocks` (Bitcoin, Litecoin: 2016): the difficulty changes by target ÷ measured block
 * time. Null for a chain that changes it with each block, and where its rule is not known.
 */
export function nextRetarget(coin: Pick<Coin, 'blockSeconds' | 'retargetBlocks'>, tip: ChainTip): NextRetarget | null {
  const { blockSeconds, retargetBlocks } = coin;
  if (blockSeconds === null || retargetBlocks === null || retargetBlocks <= 1 || !isHeight(tip.height)) return null;
  const height = (Math.floor(tip.height / retargetBlocks) + 1) * retargetBlocks;
  const measured = measuredSeconds(tip);
  const factor = measured === null ? null : Math.min(largestFactor, Math.max(1 / largestFactor, blockSeconds / measured));
  const at = expectedAt(tip, height, measured ?? blockSeconds);
  return at === null ? null : { height, at, changePercent: factor === null ? null : (factor - 1) * 100 };
}

/** The next cut of the reward; null where there is none, and where the rules or the block time are not known. */
export function nextHalving(coin: Pick<Coin, 'blockSeconds'>, schedule: RewardSchedule | undefined, tip: ChainTip): NextHalving | null {
  if (schedule === undefined || coin.blockSeconds === null) return null;
  const cut = nextRewardCut(schedule, tip.height);
  if (cut === null) return null;
  // over years a chain keeps its target, whatever the last days were like
  const at = expectedAt(tip, cut.height, coin.blockSeconds);
  return at === null ? null : { height: cut.height, at, blockReward: cut.reward };
}

const isHeight = (height: number): boolean => Number.isInteger(height) && height >= 0;

const measuredSeconds = ({ secondsPerBlock }: ChainTip): number | null =>
  secondsPerBlock !== null && Number.isFinite(secondsPerBlock) && secondsPerBlock > 0 ? secondsPerBlock : null;

/** Null for a time that no calendar has: block times that far off were not measured on any chain. */
function expectedAt(tip: ChainTip, height: number, seconds: number): number | null {
  const at = Math.round(tip.at + (height - tip.height) * seconds * 1000);
  return at <= latestDateMs ? at : null;
}
