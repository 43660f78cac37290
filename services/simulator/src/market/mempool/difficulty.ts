import { nextRetarget } from '@lodestream/mining';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Chain } from '../world/chain.js';
import { windowBlocks } from '../world/difficulty-rule.js';
import { msOfInterval } from './intervals.js';

/** `/v1/difficulty-adjustment`: how far the window of 2016 blocks is, and what it leads to. */
export function difficultyAdjustment(chain: Chain, { at }: ProviderCall): ProviderAnswer {
  const tip = chain.tipAt(at);
  const first = Math.max(chain.first.height, Math.floor(tip.height / windowBlocks) * windowBlocks);
  const started = chain.blockAt(first)!.time;
  const done = tip.height - first;
  const timeAvg = done === 0 ? chain.coin.blockSeconds * 1000 : (at - started) / done;
  const coming = nextRetarget(chain.coin, { height: tip.height, at, secondsPerBlock: timeAvg / 1000 })!;
  const remaining = coming.height - tip.height;
  return {
    status: 200,
    body: {
      progressPercent: (done / windowBlocks) * 100,
      difficultyChange: coming.changePercent,
      estimatedRetargetDate: coming.at,
      remainingBlocks: remaining,
      remainingTime: Math.round(remaining * timeAvg),
      previousRetarget: previousChange(chain, first),
      previousTime: Math.floor(started / 1000),
      nextRetargetHeight: coming.height,
      timeAvg: Math.round(timeAvg),
      adjustedTimeAvg: Math.round(timeAvg),
      timeOffset: 0,
      expectedBlocks: (at - started) / 1000 / chain.coin.blockSeconds,
    },
  };
}

/** `/v1/mining/difficulty-adjustments/{interval}`: `[time, height, difficulty, ratio]`, newest first. */
export function difficultyAdjustments(chain: Chain, { at }: ProviderCall, interval: string): ProviderAnswer {
  return {
    status: 200,
    body: adjustments(chain, at - msOfInterval(interval), at).map((row) => [row.time, row.height, row.difficulty, row.ratio]),
  };
}

/** Changes of difficulty between two moments, newest first. */
export function adjustments(chain: Chain, from: number, at: number): { time: number; height: number; difficulty: number; ratio: number }[] {
  const rows: { time: number; height: number; difficulty: number; ratio: number }[] = [];
  const last = Math.floor(chain.tipAt(at).height / windowBlocks) * windowBlocks;
  for (let height = last; height > chain.first.height; height -= windowBlocks) {
    const block = chain.blockAt(height)!;
    if (block.time < Math.max(from, chain.first.time)) break;
    const ratio = block.difficulty / chain.blockAt(height - 1)!.difficulty;
    rows.push({ time: Math.floor(block.time / 1000), height, difficulty: block.difficulty, ratio });
  }
  return rows;
}

function previousChange(chain: Chain, first: number): number {
  const before = chain.blockAt(first - 1);
  return before === null ? 0 : (chain.blockAt(first)!.difficulty / before.difficulty - 1) * 100;
}
