// Generated from schemas/ by `npm run generate`; do not edit.
/** Kinds of entries; a reader takes one it does not know for `other`. */
export type PayoutType = 'balance' | 'payout' | 'credit' | 'fee' | 'correction' | 'other';

/** One remark on one value. */
export interface PayoutQualityFlag {
  /** Path of the field in this record. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured` or `stale`. */
  reason: string;
}

/** {@link PayoutQualityFlag} as one may write it down: fields with a default may be left away. */
export interface PayoutQualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface PayoutQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: PayoutQualityFlag[];
}

/** {@link PayoutQuality} as one may write it down: fields with a default may be left away. */
export interface PayoutQualityInput {
  flags?: PayoutQualityFlagInput[];
}

/** Balance, payout or bookkeeping of one account at one pool. */
export interface PoolPayout {
  /** UTC milliseconds at which it was so; the tick where it was read on a regular grid. */
  timestamp: number;
  /** UTC milliseconds, by our clock, at which the pool said so. */
  observed_at: number;
  /** Identity of the pool in the configuration; the first half of the message key. */
  pool_id: string;
  /** Account at the pool under a name of ours, never its key; the second half of the message key. */
  account: string;
  /** `balance` states what is owed now; the others are single bookings. */
  type: PayoutType;
  /** Identity of the booking at the pool, or one made from its fields; null for a balance. */
  payout_id: string | null;
  /** Identity of the coin in our table, such as `litecoin`; null where the amount is money of a state. */
  coin_id: string | null;
  /** Ticker or ISO 4217 code of the amounts, such as `LTC` or `USD`. */
  currency: string;
  /** Amount of the booking in `currency`; negative where it takes away; null for a balance. */
  amount: number | null;
  /** Confirmed and not yet paid balance after it, in `currency`. */
  balance: number | null;
  /** Balance that waits for confirmation, in `currency`. */
  balance_unconfirmed: number | null;
  /** Everything ever paid out, in `currency`, as the pool says. */
  paid_total: number | null;
  /** Balance at which the pool pays out, in `currency`. */
  threshold: number | null;
  /** Worth of the amount, or of a balance, in USD at the time of the reading. */
  usd_value: number | null;
  /** Transaction of the payout on the chain; null until there is one. */
  transaction_id: string | null;
  /** State in the pool's words, such as `pending` or `confirmed`. */
  status: string | null;
  /** How it was read, such as `wamp` or `http`. */
  source: string;
  /** What to think of this record. */
  quality: PayoutQuality;
}

/** {@link PoolPayout} as one may write it down: fields with a default may be left away. */
export interface PoolPayoutInput {
  timestamp: number;
  observed_at: number;
  pool_id: string;
  account: string;
  type: PayoutType;
  payout_id?: string | null;
  coin_id?: string | null;
  currency: string;
  amount?: number | null;
  balance?: number | null;
  balance_unconfirmed?: number | null;
  paid_total?: number | null;
  threshold?: number | null;
  usd_value?: number | null;
  transaction_id?: string | null;
  status?: string | null;
  source: string;
  quality?: PayoutQualityInput;
}
