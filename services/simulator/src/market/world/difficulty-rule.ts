const { max, min } = Math;

/** What a rule looks at when a block was found. */
export interface RetargetInput {
  /** Height of the block that comes next. */
  readonly height: number;
  readonly difficulty: number;
  /** Seconds between the last two blocks. */
  readonly spacing: number;
  /** Seconds since the last change of difficulty by {@link windowBlocks}. */
  readonly windowSeconds: number;
}

/** How a chain's difficulty follows its blocks. */
export interface DifficultyRule {
  readonly kind: 'window' | 'every_block';
  /** Difficulty of the block at `height`. */
  next(input: RetargetInput): number;
}

/** Blocks between two changes of Bitcoin's and Litecoin's difficulty. */
export const windowBlocks = 2016;

const clamp = (value: number, low: number, high: number): number => max(low, min(high, value));

/** The rules of consensus for chains with a target of so many seconds a block. */
export function difficultyRule(kind: DifficultyRule['kind'], targetSeconds: number): DifficultyRule {
  return kind === 'window' ? windowRule(targetSeconds) : everyBlockRule(targetSeconds);
}

/** Bitcoin Core, CalculateNextWorkRequired: each 2016 blocks, by their time, within a factor of four. */
function windowRule(targetSeconds: number): DifficultyRule {
  const wanted = windowBlocks * targetSeconds;
  return {
    kind: 'window',
    next: ({ height, difficulty, windowSeconds }) =>
      height % windowBlocks === 0 ? difficulty * (wanted / clamp(windowSeconds, wanted / 4, wanted * 4)) : difficulty,
  };
}

/** Dogecoin Core's DigiShield: each block, by an eighth of what the last one was off, within three quarters and one and a half. */
function everyBlockRule(targetSeconds: number): DifficultyRule {
  return {
    kind: 'every_block',
    next: ({ difficulty, spacing }) => {
      const damped = targetSeconds + (spacing - targetSeconds) / 8;
      return difficulty * (targetSeconds / clamp(damped, targetSeconds * 0.75, targetSeconds * 1.5));
    },
  };
}
