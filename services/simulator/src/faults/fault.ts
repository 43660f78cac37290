/** Everything that can go wrong with a virtual miner, `paused` (on purpose) included. */
export const faultKinds = [
  'dead_board',
  'fan_loss',
  'overheating',
  'hung',
  'reboot',
  'offline',
  'slow',
  'truncated',
  'garbage',
  'slow_loris',
  'endless',
  'bomb',
  'redirect',
  'wrong_length',
  'drifting_chip',
  'fan_wear',
  'clock_jump',
  'wrong_password',
  'lockout',
  'paused',
] as const;

/** One of {@link faultKinds}. */
export type FaultKind = (typeof faultKinds)[number];

/** What a fault of some kind may say more precisely; what it leaves out is decided by the seed. */
export interface FaultDetail {
  /** 1-based board that dies, or that has the drifting chip. */
  readonly board?: number;
  /** 0-based fan that stops, or wears. */
  readonly fan?: number;
  /** Overheating: how many times better than nominal the heat stays in; 1.7 is hot, 2.3 trips the protection. */
  readonly heat?: number;
  /** Hung: the last values are repeated, or the summary is null. */
  readonly hung?: 'frozen' | 'empty';
  /** Offline: no power (connections are reset), or the network swallows everything (the miner hashes on). */
  readonly offline?: 'refuse' | 'blackhole';
  /** Slow: milliseconds every answer takes. */
  readonly delayMs?: number;
  /** Bomb: a small body that unfolds to 16 MiB, or JSON inside JSON a hundred thousand deep. */
  readonly bomb?: 'gzip' | 'deep';
  /** Wrong length: the header promises less than comes, or more, for which the reader waits in vain. */
  readonly length?: 'short' | 'long';
  /** Drifting chip: its 0-based place on the board. */
  readonly chip?: number;
  /** Clock jump: milliseconds by which the device's own clock is wrong meanwhile. */
  readonly jumpMs?: number;
}

/** A fault of one miner over a stretch of time; `to` may be Infinity. */
export interface Fault extends FaultDetail {
  readonly kind: FaultKind;
  readonly from: number;
  readonly to: number;
}

/** A fault as somebody plans it: whose, from when after the farm opened, for how long. */
export interface FaultPlan extends FaultDetail {
  /** A miner's id, or its 0-based number. */
  readonly miner: string | number;
  readonly kind: FaultKind;
  /** Milliseconds after the farm opened; may be negative. Left out: it has always been so. */
  readonly fromMs?: number;
  /** Left out: for ever (a reboot takes as long as a reboot takes). */
  readonly durationMs?: number;
}

/** How long a device stays away while it boots. */
export const bootMs = 45_000;
