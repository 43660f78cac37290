import type { MinerState } from '@lodestream/records';

/** What the owner of a miner can say of its polling. */
export interface MinerStanding {
  /** UTC milliseconds of the newest reading; null while there is none. */
  readonly readAtMs: number | null;
  readonly state: MinerState;
  readonly missedPolls: number;
  /** Milliseconds for which the device itself has asked for quiet; 0 when it has not. */
  readonly quietForMs: number;
  /** Milliseconds for which an operator has paused polling; 0 when nobody has. */
  readonly pausedForMs: number;
}

/** A miner whose polling an operator may interfere with. */
export interface OverriddenMiner {
  standing(): MinerStanding;
  /** Polls once, outside the ticks; settles within the time of a poll, whatever the device does. */
  pollNow(signal: AbortSignal): Promise<void>;
  /** Skips the ticks of so many milliseconds from now, at once; 0 goes on at once. Resolves when the miner's next owner will know of it. */
  pause(forMs: number): Promise<void>;
  /** Forgets that the device has asked for quiet. */
  resetBreaker(): void;
}

/** The miners of this process; undefined for one that is not ours. */
export type FindMiner = (minerId: string) => OverriddenMiner | undefined;
