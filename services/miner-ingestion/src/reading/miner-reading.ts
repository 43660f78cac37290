import type {
  Algorithm,
  MinerFan,
  MinerHardware,
  MinerHashrate,
  MinerPool,
  MinerPower,
  MinerSettings,
  MinerStatus,
  MinerTemperature,
  QualityFlag,
} from '@lodestream/records';

/** What a miner says it is doing, whatever its firmware calls it; `paused` is a stop on purpose. */
export type Activity = 'mining' | 'starting' | 'paused' | 'failed' | 'unknown';

/** Share counters as the device gives them; deltas are made later, from two readings. */
export interface ShareCounters {
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly stale: number | null;
  readonly last_share_time: number | null;
}

/** What one pool in the device's list has counted; null is not reported. */
export interface PoolShares {
  /** Tells the pools of one device apart: where it is and as whom the device logs in there. */
  readonly key: string;
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly stale: number | null;
}

/** What a device is configured to do: a fingerprint to notice any change by, and the settings worth showing. Never a password. */
export interface SettingsSnapshot {
  readonly fingerprint: string;
  readonly highlights: Readonly<Record<string, string>>;
}

/** One reading of a device in canonical units, as every driver hands it over; what is null says why in `flags`. */
export interface MinerReading {
  /** When the reading was true, by our clock. */
  readonly observedAtMs: number;
  readonly algorithm: Algorithm;
  /** The device's own words for its model. */
  readonly reportedModel: string | null;
  readonly firmwareName: string | null;
  readonly firmwareVersion: string | null;
  readonly activity: Activity;
  /** Seconds the device has been mining, where its firmware counts them. */
  readonly miningForSeconds: number | null;
  /** When the device's system started, by our clock. */
  readonly bootedAtMs: number | null;
  readonly hashrate: MinerHashrate;
  readonly temperature: MinerTemperature;
  readonly power: MinerPower;
  readonly fans: readonly MinerFan[];
  readonly pool: MinerPool;
  readonly shares: ShareCounters;
  /** The parts that `shares` is the sum of; empty where the firmware counts for all pools together. */
  readonly sharesByPool: readonly PoolShares[];
  readonly status: MinerStatus;
  readonly config: MinerSettings;
  readonly hardware: MinerHardware;
  readonly settings: SettingsSnapshot | null;
  /** True while the device refuses the credential we have for it. */
  readonly credentialRefused: boolean;
  readonly flags: readonly QualityFlag[];
}
