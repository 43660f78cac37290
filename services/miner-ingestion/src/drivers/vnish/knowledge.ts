import type { SettingsSnapshot } from '../../reading/miner-reading.js';

/** Who the device says it is: `GET /info`. */
export interface DeviceInfo {
  readonly miner: string | null;
  readonly firmwareName: string | null;
  readonly firmwareVersion: string | null;
  readonly algorithm: string | null;
  readonly rateUnit: string | null;
  readonly bootedAtMs: number | null;
}

/** What the hardware should have: `GET /model`. */
export interface ModelFacts {
  readonly boards: number | null;
  readonly chipsPerBoard: number | null;
  readonly algorithm: string | null;
  readonly rateUnit: string | null;
}

/** The preset in force: `GET /perf-summary`. */
export interface PresetFacts {
  readonly name: string | null;
  readonly watts: number | null;
  readonly frequencyMhz: number | null;
}

/** The settings: a snapshot without secrets, and the few values that records carry. */
export interface SettingsFacts {
  readonly snapshot: SettingsSnapshot;
  readonly powerLimitWatts: number | null;
  readonly frequencyMhz: number | null;
}

/** What slower reads have taught us about one device; each part is null until it was read once. */
export interface VnishKnowledge {
  info: DeviceInfo | null;
  model: ModelFacts | null;
  preset: PresetFacts | null;
  settings: SettingsFacts | null;
  /** Boards whose sensors the hourly per-chip read found broken. */
  brokenSensorBoards: readonly number[];
  credentialRefused: boolean;
}

/** A device nothing is known of. */
export const knowNothing = (): VnishKnowledge => ({
  info: null,
  model: null,
  preset: null,
  settings: null,
  brokenSensorBoards: [],
  credentialRefused: false,
});
