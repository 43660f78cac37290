import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { FollowedCoins } from './followed-coins.js';
import { readSightings, type SightingsOptions } from './read-sightings.js';

/** What looking for coins to follow needs. */
export interface FollowRoundOptions extends Omit<SightingsOptions, 'nowMs'> {
  readonly followed: FollowedCoins;
  /** Told of coins that are followed no more. */
  readonly onLetGo: (coinId: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Looks what is mined and paid; where that can't be read, the coins stay as they are until the next time. */
export async function runFollow({ followed, onLetGo, clock, log, ...where }: FollowRoundOptions): Promise<void> {
  try {
    const { came, went } = followed.saw(await readSightings({ ...where, nowMs: clock.now() }));
    if (came.length > 0) log.info('Coins are followed because they are mined, or paid by pools.', { coins: came });
    if (went.length > 0) log.info('Coins are followed no more: they are no longer mined or paid.', { coins: went });
    went.forEach(onLetGo);
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
    log.debug('What is mined could not be read; it is read again.', { error });
  }
}
