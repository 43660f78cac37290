/** A part of the market an operator may act on: a source as `market:coingecko` or `chain:mempool`, a coin as `coin:bitcoin`. */
export interface OperatedMarket {
  /** What is known of a part, as results carry it; null where it is none of ours. */
  standing(subject: string): Standing | null;
  /** Asks a source at once, outside its schedule and within its budget; settles within the time of its requests. What went wrong, or null. */
  pollNow(subject: string, signal: AbortSignal): Promise<Error | null>;
  /** Makes the records of this moment from what is known, so that a change of what is held shows at once. */
  retell(): void;
}

/** What is known of a source or a coin. */
export interface Standing {
  readonly kind: 'source' | 'coin';
  /** The part's name without its kind. */
  readonly name: string;
  /** UTC milliseconds of the newest good answer; null while there is none, and for a coin. */
  readonly answeredAtMs: number | null;
}
