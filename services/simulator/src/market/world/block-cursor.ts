import { type DifficultyRule, windowBlocks } from './difficulty-rule.js';

const { floor } = Math;

/** A block as the chain has it. */
export interface Block {
  readonly height: number;
  /** UTC milliseconds at which it was found. */
  readonly time: number;
  readonly difficulty: number;
  /** Hashes a second of the whole network while it was looked for. */
  readonly hashrate: number;
}

/** A position on a chain: the newest block, and what the rule of difficulty needs to know of those before. */
export class BlockCursor {
  private spacing: number | null = null;
  private hashrate = 0;

  constructor(
    public height: number,
    /** UTC milliseconds, whole or not. */
    public time: number,
    public difficulty: number,
    /** When the first block of this window of difficulty was found. */
    private windowTime: number,
  ) {}

  copy(): BlockCursor {
    const copy = new BlockCursor(this.height, this.time, this.difficulty, this.windowTime);
    copy.spacing = this.spacing;
    copy.hashrate = this.hashrate;
    return copy;
  }

  block(): Block {
    return { height: this.height, time: floor(this.time), difficulty: this.difficulty, hashrate: this.hashrate };
  }

  /** Sets and tells the difficulty of the next block. */
  nextDifficulty(rule: DifficultyRule): number {
    if (this.spacing === null) return this.difficulty;
    const windowSeconds = (this.time - this.windowTime) / 1000;
    this.difficulty = rule.next({ height: this.height + 1, difficulty: this.difficulty, spacing: this.spacing, windowSeconds });
    if ((this.height + 1) % windowBlocks === 0) this.windowTime = this.time;
    return this.difficulty;
  }

  /** The next block was found after so many seconds, by a network of that hashrate. */
  advance(seconds: number, hashrate: number): void {
    this.hashrate = hashrate;
    this.height += 1;
    this.time += seconds * 1000;
    this.spacing = seconds;
  }
}
