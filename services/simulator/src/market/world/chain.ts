import { algorithmFacts, type Coin, rewardAt, rewardChances, type RewardSchedule } from '@lodestream/mining';
import { hash32, hashText, uniform } from '../../random/hash.js';
import { anchorMs } from './asset-sheet.js';
import { type Block, BlockCursor } from './block-cursor.js';
import type { ChainSheet } from './chain-sheet.js';
import { type DifficultyRule, difficultyRule, windowBlocks } from './difficulty-rule.js';
import { RandomWalk } from './random-walk.js';

// taken from Math once: a lookup costs more than the arithmetic where code runs in a context of its own
const { ceil, exp, floor, log, round } = Math;
const yearMs = 365 * 86_400_000;
const hourMs = 3_600_000;
/** How long before the world opened the count of blocks begins: where windows are long, a year of them can be told. */
const historyMs = { window: 400 * 86_400_000, every_block: 14 * 86_400_000 };
/** Blocks between two kept positions: what lies between is computed again when somebody asks. */
const blocksPerMark = 2016;

/**
 * One chain: blocks come as a Poisson process whose rate is hashrate ÷ work of a block, and the difficulty follows them by the chain's
 * own rule. A function of the seed, the world's opening and the time: it is counted from a day well before the opening, with a mark
 * each 2016 blocks, so that a restart finds the same blocks. Before that day there is the first block only.
 */
export class Chain {
  private readonly walk: RandomWalk;
  /** Hashes a block takes on average at difficulty 1. */
  readonly hashesPerDifficulty: number;
  /** The first block there is; what was before is not told. */
  readonly first: Block;
  private readonly marks: BlockCursor[];
  private readonly walkAtAnchor: number;
  private readonly key: number;
  private readonly baseRate: number;
  private readonly rule: DifficultyRule;
  private stretch: { from: number; blocks: Block[] } | null = null;
  private hour = { index: Number.NaN, rate: 0 };

  constructor(
    seed: number,
    readonly coin: Coin & { readonly blockSeconds: number },
    readonly sheet: ChainSheet,
    readonly schedule: RewardSchedule | undefined,
    private readonly shock: (coin: string, at: number) => number,
    startMs: number,
  ) {
    const name = coin.algorithms.length > 1 ? `${coin.id} by ${sheet.algorithm}` : coin.id;
    this.key = hash32(seed, hashText(name), 0xb10c);
    this.walk = new RandomWalk(hash32(this.key, 0x4a5));
    this.walkAtAnchor = this.walk.at(anchorMs);
    this.hashesPerDifficulty = algorithmFacts(sheet.algorithm).hashesPerNetworkDifficulty!;
    this.baseRate = (sheet.difficulty * this.hashesPerDifficulty) / coin.blockSeconds;
    this.rule = difficultyRule(sheet.rule, coin.blockSeconds);
    this.marks = [this.firstMark(startMs)];
    this.first = this.marks[0]!.block();
  }

  /** Hashes a second of the whole network; it changes by the hour. */
  hashrateAt(at: number): number {
    const index = floor(at / hourMs);
    if (index !== this.hour.index) this.hour = { index, rate: this.rateOf(index * hourMs) };
    return this.hour.rate;
  }

  /** The newest block at a time. */
  tipAt(at: number): Block {
    this.reach((cursor) => cursor.time > at);
    const mark = lastMark(this.marks, (cursor) => cursor.time <= at);
    const blocks = this.blocksFrom(mark);
    return blocks.findLast((block) => block.time <= at) ?? blocks[0]!;
  }

  /** The block at a height; null below the anchor's. Blocks to come are told too: whoever asks has to know what time it is. */
  blockAt(height: number): Block | null {
    if (!Number.isInteger(height) || height < this.first.height) return null;
    this.reach((cursor) => cursor.height > height);
    const mark = floor((height - this.first.height) / blocksPerMark);
    return this.blocksFrom(mark)[height - this.marks[mark]!.height] ?? null;
  }

  /** Difficulty of the block that is being looked for. */
  difficultyAt(at: number): number {
    return this.blockAt(this.tipAt(at).height + 1)!.difficulty;
  }

  /** Blocks found after `from` and up to `to`, oldest first. */
  *blocksBetween(from: number, to: number): Iterable<Block> {
    for (let height = this.tipAt(from).height + 1; ; height += 1) {
      const block = this.blockAt(height)!;
      if (block.time > to) return;
      yield block;
    }
  }

  /** Coins the block at a height paid its miner, fees apart: where chance decides, what it drew. Null where the rules are not known. */
  rewardOf(height: number): number | null {
    if (this.schedule === undefined) return null;
    let left = uniform(this.key, height, 0x4e3a);
    const ways = rewardChances(this.schedule, height);
    return (ways.find(({ chance }) => (left -= chance) < 0) ?? ways.at(-1))?.reward ?? null;
  }

  /** Coins a block at a height pays on average. */
  meanRewardAt(height: number): number | null {
    return this.schedule === undefined ? null : rewardAt(this.schedule, height);
  }

  /** Whether a block fell to whoever had that hashrate of the network when it was found; `who` tells miners apart. */
  isWonBy(block: Block, hashrate: number, who: number): boolean {
    return uniform(this.key, block.height, who, 0x3a7) < hashrate / block.hashrate;
  }

  /** Where the count begins: as high as the target says, as difficult as the hashrate asks for. */
  private firstMark(startMs: number): BlockCursor {
    const { sheet, coin } = this;
    const time = floor(startMs / hourMs) * hourMs - historyMs[sheet.rule];
    const height = sheet.height + round((time - anchorMs) / 1000 / coin.blockSeconds);
    const difficulty = (this.hashrateAt(time) * coin.blockSeconds) / this.hashesPerDifficulty;
    // the window under way began when its blocks say it should have
    const windowTime = time - (height % windowBlocks) * coin.blockSeconds * 1000;
    return new BlockCursor(height, time, difficulty, windowTime);
  }

  private rateOf(at: number): number {
    const { dailyDeviation, yearlyGrowth, coin } = this.sheet;
    const moved = dailyDeviation * (this.walk.at(at) - this.walkAtAnchor) + (yearlyGrowth * (at - anchorMs)) / yearMs;
    return this.baseRate * exp(moved) * this.shock(coin, at);
  }

  /** Counts on until the last mark is past what is asked for. */
  private reach(past: (cursor: BlockCursor) => boolean): void {
    for (let last = this.marks.at(-1)!; !past(last); this.marks.push(last)) {
      last = last.copy();
      for (let block = 0; block < blocksPerMark; block += 1) this.step(last);
    }
  }

  private blocksFrom(mark: number): readonly Block[] {
    const start = this.marks[mark]!;
    if (this.stretch?.from === start.height) return this.stretch.blocks;
    const cursor = start.copy();
    const blocks: Block[] = [cursor.block()];
    for (let block = 0; block < blocksPerMark; block += 1) {
      this.step(cursor);
      blocks.push(cursor.block());
    }
    this.stretch = { from: start.height, blocks };
    return blocks;
  }

  private step(cursor: BlockCursor): void {
    const hashrate = this.hashrateAt(cursor.time);
    const seconds = (cursor.nextDifficulty(this.rule) * this.hashesPerDifficulty) / hashrate;
    cursor.advance(-log(1 - uniform(this.key, cursor.height + 1, 0x71)) * seconds, hashrate);
  }
}

function lastMark(marks: readonly BlockCursor[], before: (cursor: BlockCursor) => boolean): number {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = ceil((low + high) / 2);
    if (before(marks[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
