import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Chain } from '../world/chain.js';
import { adjustments } from './difficulty.js';
import { msOfInterval } from './intervals.js';

const dayMs = 86_400_000;

/** `/v1/mining/hashrate/{interval}`: daily averages, changes of difficulty, and both as they are now, in H/s. */
export function hashrate(chain: Chain, { at }: ProviderCall, interval: string): ProviderAnswer {
  const from = Math.max(chain.first.time, at - msOfInterval(interval));
  const days: { timestamp: number; avgHashrate: number }[] = [];
  for (let day = Math.ceil(from / dayMs) * dayMs; day <= at; day += dayMs) {
    days.push({ timestamp: Math.floor(day / 1000), avgHashrate: estimate(chain, day) });
  }
  const difficulty = adjustments(chain, from, at).map((row) => ({
    time: row.time,
    height: row.height,
    difficulty: row.difficulty,
    adjustment: row.ratio,
  }));
  const body = {
    hashrates: days,
    difficulty: difficulty.toReversed(),
    currentHashrate: estimate(chain, at),
    currentDifficulty: chain.tipAt(at).difficulty,
  };
  return { status: 200, body };
}

/** What an observer can know: the work of the blocks of the last day, not the hashrate itself. */
export function estimate(chain: Chain, at: number, overMs = dayMs): number {
  const from = Math.max(chain.first.time, at - overMs);
  if (at - from < dayMs / 24) return chain.hashrateAt(at);
  let work = 0;
  for (const block of chain.blocksBetween(from, at)) work += block.difficulty * chain.hashesPerDifficulty;
  return work / ((at - from) / 1000);
}
