/** A block that pays something else, by chance. */
export type RewardChance = { readonly chance: number } & ({ readonly times: number } | { readonly pays: number });

/** Rules of one stretch of a chain: from a height until the next stretch begins. */
export interface RewardEra {
  /** Height of its first block. */
  readonly from: number;
  /** Coins of an ordinary block. */
  readonly reward: number;
  /** Each `every` blocks after `from`, the reward is multiplied by `factor`. */
  readonly falls?: { readonly every: number; readonly factor: number };
  /** Blocks that pay more; the rest of the chance is an ordinary block's. */
  readonly chances?: readonly RewardChance[];
}

/** What the consensus rules of a chain pay the miner of a block, fees apart. */
export interface RewardSchedule {
  readonly coin: string;
  /** Part of the reward that goes to the miner; left out, all of it. */
  readonly minerPart?: number;
  readonly eras: readonly RewardEra[];
  /** Where these rules can be read. */
  readonly source: string;
}

/** A reward from some height on. */
export interface RewardStep {
  readonly height: number;
  readonly reward: number;
}

/**
 * Coins the miner of the block at that height gets on average, fees apart: the mean where chance decides, never the last block's.
 * Null before the first era that is known, and for a height that is none.
 */
export function rewardAt(schedule: RewardSchedule, height: number): number | null {
  const era = Number.isInteger(height) ? eraAt(schedule, height) : undefined;
  return era === undefined ? null : meanOf(era, ordinaryReward(era, height)) * (schedule.minerPart ?? 1);
}

/** The next height from which a block pays less on average, and how much; null when no rule ever lowers it, or none is known. */
export function nextRewardCut(schedule: RewardSchedule, height: number): RewardStep | null {
  let now = rewardAt(schedule, height);
  if (now === null) return null;
  for (let at = nextChange(schedule, height); at !== null; at = nextChange(schedule, at)) {
    const reward = rewardAt(schedule, at);
    if (reward === null || reward === now) return null;
    if (reward < now) return { height: at, reward };
    now = reward;
  }
  return null;
}

/** The ways a block at that height can pay its miner, in coins; chances add up to 1. Empty where the rules are not known. */
export function rewardChances(schedule: RewardSchedule, height: number): readonly { readonly chance: number; readonly reward: number }[] {
  const era = eraAt(schedule, height);
  if (era === undefined) return [];
  const ordinary = ordinaryReward(era, height);
  const part = schedule.minerPart ?? 1;
  const chances = (era.chances ?? []).map((each) => ({ chance: each.chance, reward: paidBy(each, ordinary) * part }));
  const rest = 1 - chances.reduce((sum, { chance }) => sum + chance, 0);
  return [...chances, { chance: rest, reward: ordinary * part }];
}

function eraAt({ eras }: RewardSchedule, height: number): RewardEra | undefined {
  return eras.findLast((era) => era.from <= height);
}

function ordinaryReward({ from, reward, falls }: RewardEra, height: number): number {
  return falls === undefined ? reward : reward * falls.factor ** Math.floor((height - from) / falls.every);
}

const paidBy = (each: RewardChance, ordinary: number): number => ('times' in each ? each.times * ordinary : each.pays);

function meanOf({ chances = [] }: RewardEra, ordinary: number): number {
  return chances.reduce((mean, each) => mean + each.chance * (paidBy(each, ordinary) - ordinary), ordinary);
}

function nextChange(schedule: RewardSchedule, height: number): number | null {
  const era = eraAt(schedule, height)!;
  const following = schedule.eras.find(({ from }) => from > height)?.from ?? Infinity;
  const fall = era.falls === undefined ? Infinity : era.from + (Math.floor((height - era.from) / era.falls.every) + 1) * era.falls.every;
  const next = Math.min(following, fall);
  return Number.isFinite(next) ? next : null;
}
