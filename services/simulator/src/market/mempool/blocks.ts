import { gaussian, hashText, uniform } from '../../random/hash.js';
import type { ProviderAnswer, ProviderCall } from '../wire/provider.js';
import type { Chain } from '../world/chain.js';
import { estimate } from './hashrate.js';
import { msOfInterval } from './intervals.js';

const satoshi = 1e8;
const dayMs = 86_400_000;
const maxBlocks = 2_016;

/** `/blocks/tip/height`: plain text. */
export function tipHeight(chain: Chain, { at }: ProviderCall): ProviderAnswer {
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(chain.tipAt(at).height) };
}

/** `/v1/mining/reward-stats/{n}`: of the last n blocks, as texts, in satoshi; rewards include fees. */
export function rewardStats(chain: Chain, { at }: ProviderCall, argument: string): ProviderAnswer {
  const end = chain.tipAt(at).height;
  const start = Math.max(chain.first.height, end - Math.min(maxBlocks, Math.max(1, Number(argument))) + 1);
  let [reward, fees] = [0, 0];
  for (let height = start; height <= end; height += 1) {
    const fee = feesOf(chain, height);
    reward += (chain.rewardOf(height) ?? 0) + fee;
    fees += fee;
  }
  const text = (coins: number): string => String(Math.round(coins * satoshi));
  const totalTx = String((end - start + 1) * 2_900);
  return { status: 200, body: { startBlock: start, endBlock: end, totalReward: text(reward), totalFee: text(fees), totalTx } };
}

/** Fees of one block in whole coins: their mean is the sheet's. */
export function feesOf(chain: Chain, height: number): number {
  const deviation = 0.5;
  return chain.sheet.fees * Math.exp(deviation * gaussian(hashText(chain.coin.id), height, 0xfee) - deviation ** 2 / 2);
}

const names = ['Foundry USA', 'AntPool', 'ViaBTC', 'F2Pool', 'SpiderPool', 'MARA Pool', 'SECPOOL', 'Luxor', 'Unknown'];

/** `/v1/mining/pools/{interval}`: who found how many blocks. */
export function pools(chain: Chain, { at }: ProviderCall, interval: string): ProviderAnswer {
  const from = at - Math.min(msOfInterval(interval), 30 * dayMs);
  const counts = names.map(() => 0);
  let blockCount = 0;
  for (const { height } of chain.blocksBetween(from, at)) {
    blockCount += 1;
    counts[Math.floor(uniform(hashText(chain.coin.id), height, 0x900) ** 1.8 * names.length)]! += 1;
  }
  const rows = names
    .map((name, index) => ({
      poolId: index + 1,
      name,
      slug: name.toLowerCase().replaceAll(' ', ''),
      blockCount: counts[index]!,
      emptyBlocks: 0,
    }))
    .toSorted((a, b) => b.blockCount - a.blockCount)
    .map((row, index) => ({ ...row, rank: index + 1 }));
  const [day, threeDays, week] = [1, 3, 7].map((days) => estimate(chain, at, days * dayMs));
  return {
    status: 200,
    body: { pools: rows, blockCount, lastEstimatedHashrate: day, lastEstimatedHashrate3d: threeDays, lastEstimatedHashrate1w: week },
  };
}
