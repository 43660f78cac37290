// Generated from schemas/ by `npm run generate`; do not edit.
/** Proof-of-work algorithms; a reader takes one it does not know for `unknown`. */
export type Algorithm = 'sha256d' | 'scrypt' | 'unknown';

/** Live readings and history read back later. */
export type Lane = 'live' | 'backfill';

/** States of a miner: exclusive, summing to the fleet. */
export type MinerState = 'hashing' | 'degraded' | 'paused' | 'stale' | 'offline' | 'unknown';

/** What one hashboard does. */
export interface BoardHashrate {
  /** Number of the board, counted as the device counts. */
  board_id: number;
  /** Real-time hashrate of the board, in the record's hashrate unit; measured, never the total divided. */
  hashrate: number | null;
  /** State of the board in the firmware's words, such as `mining` or `disconnected`. */
  status: string | null;
  /** Hashrate the board should reach at its present settings, in the record's hashrate unit. */
  nominal: number | null;
  /** Chips the board reports, as a count. */
  chips_total: number | null;
  /** Chips that work as they should, as a count. */
  chips_ok: number | null;
  /** Chips that work below their share, as a count. */
  chips_weak: number | null;
  /** Chips that do not work, as a count; null while the board initializes, when every chip looks bad. */
  chips_bad: number | null;
  /** Chip frequency of the board in MHz. */
  frequency: number | null;
  /** Supply voltage of the board in volts. */
  voltage: number | null;
  /** Power the board draws in watts. */
  power: number | null;
  /** Hardware errors of the board, cumulative as the device says. */
  hw_errors: number | null;
}

/** {@link BoardHashrate} as one may write it down: fields with a default may be left away. */
export interface BoardHashrateInput {
  board_id: number;
  hashrate?: number | null;
  status?: string | null;
  nominal?: number | null;
  chips_total?: number | null;
  chips_ok?: number | null;
  chips_weak?: number | null;
  chips_bad?: number | null;
  frequency?: number | null;
  voltage?: number | null;
  power?: number | null;
  hw_errors?: number | null;
}

/** Hashrate of the whole miner and of each board. */
export interface MinerHashrate {
  /** Real-time hashrate of the whole miner, in `unit`; 0 only when the device really measured none. */
  total: number | null;
  /** Unit of every hashrate of this record; the canonical one of the algorithm: `TH/s` for sha256d, `GH/s` for scrypt. */
  unit: string;
  /** Hashrate the miner should reach at its present settings, in `unit`. */
  nominal: number | null;
  /** Average hashrate over the device's own window, in `unit`. */
  average: number | null;
  /** One entry for each hashboard the device lists; empty when it lists none. */
  per_hashboard: BoardHashrate[];
}

/** {@link MinerHashrate} as one may write it down: fields with a default may be left away. */
export interface MinerHashrateInput {
  total?: number | null;
  unit: string;
  nominal?: number | null;
  average?: number | null;
  per_hashboard?: BoardHashrateInput[];
}

/** Temperatures of one hashboard. */
export interface BoardTemperature {
  /** Number of the board, counted as the device counts. */
  board_id: number;
  /** Hottest sensor of the circuit board in degrees Celsius. */
  pcb_temp: number | null;
  /** Hottest chip of the board in degrees Celsius. */
  chip_temp: number | null;
}

/** {@link BoardTemperature} as one may write it down: fields with a default may be left away. */
export interface BoardTemperatureInput {
  board_id: number;
  pcb_temp?: number | null;
  chip_temp?: number | null;
}

/** Temperatures of the whole miner and of each board. */
export interface MinerTemperature {
  /** Air around or into the miner in degrees Celsius. */
  ambient: number | null;
  /** Mean chip temperature in degrees Celsius. */
  avg_chip: number | null;
  /** Hottest chip in degrees Celsius. */
  max_chip: number | null;
  /** One entry for each hashboard the device lists. */
  per_hashboard: BoardTemperature[];
}

/** {@link MinerTemperature} as one may write it down: fields with a default may be left away. */
export interface MinerTemperatureInput {
  ambient?: number | null;
  avg_chip?: number | null;
  max_chip?: number | null;
  per_hashboard?: BoardTemperatureInput[];
}

/** Power, efficiency and voltage of the whole miner. */
export interface MinerPower {
  /** Power the miner draws in watts. */
  consumption: number | null;
  /** Joules per canonical unit of hashes (J/TH for sha256d, J/GH for scrypt), recomputed from consumption and hashrate.total; null where either is missing or nothing is hashed. */
  efficiency: number | null;
  /** Voltage the power supply gives to the boards in volts. */
  voltage: number | null;
}

/** {@link MinerPower} as one may write it down: fields with a default may be left away. */
export interface MinerPowerInput {
  consumption?: number | null;
  efficiency?: number | null;
  voltage?: number | null;
}

/** What one fan does. */
export interface MinerFan {
  /** Number of the fan, counted as the device counts. */
  fan_id: number;
  /** Speed in revolutions a minute. */
  speed: number | null;
  /** Speed in percent of what the fan can do, or the duty the firmware asks of it. */
  speed_percent: number | null;
  /** State of the fan in the firmware's words, such as `ok` or `lost`. */
  status: string | null;
}

/** {@link MinerFan} as one may write it down: fields with a default may be left away. */
export interface MinerFanInput {
  fan_id: number;
  speed?: number | null;
  speed_percent?: number | null;
  status?: string | null;
}

/** Where the miner sends its shares. */
export interface MinerPool {
  /** Address of the pool as configured on the device. */
  url: string | null;
  /** Account and worker name the miner gives the pool. */
  user: string | null;
  /** State of the connection in the firmware's words, such as `active`. */
  status: string | null;
}

/** {@link MinerPool} as one may write it down: fields with a default may be left away. */
export interface MinerPoolInput {
  url?: string | null;
  user?: string | null;
  status?: string | null;
}

/** Share counters and what was added to them since the reading before. */
export interface MinerShares {
  /** Shares accepted, cumulative as the device says. */
  accepted: number | null;
  /** Shares rejected, cumulative as the device says. */
  rejected: number | null;
  /** Shares that came too late, cumulative as the device says. */
  stale: number | null;
  /** UTC milliseconds of the last accepted share, by the collector's clock. */
  last_share_time: number | null;
  /** Shares accepted since the reading before, as a count; null when there was none to compare with. */
  accepted_delta: number | null;
  /** Shares rejected since the reading before, as a count; null when there was none to compare with. */
  rejected_delta: number | null;
  /** Shares that came too late since the reading before, as a count; null when there was none to compare with. */
  stale_delta: number | null;
  /** True when a counter went backwards since the reading before: the deltas then count from zero. */
  counter_reset: boolean;
}

/** {@link MinerShares} as one may write it down: fields with a default may be left away. */
export interface MinerSharesInput {
  accepted?: number | null;
  rejected?: number | null;
  stale?: number | null;
  last_share_time?: number | null;
  accepted_delta?: number | null;
  rejected_delta?: number | null;
  stale_delta?: number | null;
  counter_reset?: boolean;
}

/** How bad an error is, mildest first. */
export type Severity = 'info' | 'warning' | 'major' | 'critical';

/** One error in force. */
export interface MinerError {
  /** The vendor's code as text, or a name of ours where the vendor has none. */
  code: string;
  /** What is wrong, as one sentence. */
  message: string;
  /** How bad it is. */
  severity: Severity;
}

/** {@link MinerError} as one may write it down: fields with a default may be left away. */
export interface MinerErrorInput {
  code: string;
  message: string;
  severity: Severity;
}

/** Operating status and the errors in force. */
export interface MinerStatus {
  /** State in the firmware's own words, such as `mining` or `auto-tuning`. */
  mining_status: string | null;
  /** Seconds since the device's system started, as the device says. */
  uptime: number | null;
  /** Errors in force at the time of the reading. */
  errors: MinerError[];
}

/** {@link MinerStatus} as one may write it down: fields with a default may be left away. */
export interface MinerStatusInput {
  mining_status?: string | null;
  uptime?: number | null;
  errors?: MinerErrorInput[];
}

/** Overclocking settings in force. */
export interface MinerSettings {
  /** Configured chip frequency in MHz. */
  frequency: number | null;
  /** Name of the preset in force. */
  overclock_profile: string | null;
  /** Power the settings aim at or stay under, in watts. */
  power_limit: number | null;
}

/** {@link MinerSettings} as one may write it down: fields with a default may be left away. */
export interface MinerSettingsInput {
  frequency?: number | null;
  overclock_profile?: string | null;
  power_limit?: number | null;
}

/** One remark on one value. */
export interface QualityFlag {
  /** Path of the field in this record, such as `temperature.max_chip`. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured`. */
  reason: string;
}

/** {@link QualityFlag} as one may write it down: fields with a default may be left away. */
export interface QualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface RecordQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: QualityFlag[];
}

/** {@link RecordQuality} as one may write it down: fields with a default may be left away. */
export interface RecordQualityInput {
  flags?: QualityFlagInput[];
}

/** Hardware errors, restarts and the fan mode. */
export interface MinerHardware {
  /** Hardware errors, cumulative as the device says. */
  hw_errors: number | null;
  /** Hardware errors in percent of all work, as the device says. */
  hw_error_percent: number | null;
  /** Restarts of the mining process as the device counts them. */
  restart_count: number | null;
  /** How the fans are driven, in the firmware's words, such as `auto` or `immersion`. */
  fan_mode: string | null;
}

/** {@link MinerHardware} as one may write it down: fields with a default may be left away. */
export interface MinerHardwareInput {
  hw_errors?: number | null;
  hw_error_percent?: number | null;
  restart_count?: number | null;
  fan_mode?: string | null;
}

/** One reading of one miner, as its owner polled it. Every value the device did not give, or gave as a placeholder, is null, and quality.flags says why where that is not obvious. */
export interface MinerTelemetry {
  /** UTC milliseconds of the tick the poll belongs to; equal to observed_at for a triggered read. */
  timestamp: number;
  /** UTC milliseconds, by the collector's clock, at which the reading was true. */
  observed_at: number;
  /** Identity of the miner in the fleet; the message key. */
  miner_id: string;
  /** Address that was polled, without its port. */
  ip_address: string;
  /** Model in the catalogue's spelling, such as `Antminer S19j Pro`, or the device's own words where the catalogue does not know it. */
  model: string | null;
  /** Version of the firmware as the device says, such as `1.2.7`. */
  firmware_version: string | null;
  /** Maker of the firmware as the device says, such as `Vnish`. */
  firmware_name: string | null;
  /** Algorithm the miner works on; decides the canonical unit of its hashrate. */
  algorithm: Algorithm;
  /** Driver that read the device, such as `vnish`. */
  driver: string;
  /** Where the miner stands, as the fleet record said at the time of the poll: `site/rack/position`, or its label. */
  location: string | null;
  /** What caused the reading: `poll` for the regular grid. Part of the event's identity, with miner_id and timestamp. */
  kind: string;
  /** `live` for a reading taken now, `backfill` for one taken from the device's own history after a gap. */
  lane: Lane;
  /** Milliseconds between two polls of this miner at the time; a reading is stale after two of them. */
  interval_ms: number;
  /** State of the miner after this reading. */
  state: MinerState;
  /** How fast the miner works, in `unit`. */
  hashrate: MinerHashrate;
  /** Temperatures in degrees Celsius. */
  temperature: MinerTemperature;
  /** Electrical power of the whole miner. */
  power: MinerPower;
  /** One entry for each fan the device lists; empty for hydro and immersion models. */
  fans: MinerFan[];
  /** The pool in use; the firmware maker's fee pools are left out. */
  pool: MinerPool;
  /** Shares sent to the operator's own pools. */
  shares: MinerShares;
  /** What the miner says it is doing. */
  status: MinerStatus;
  /** Settings in force on the device. */
  config: MinerSettings;
  /** What to think of this reading. */
  quality: RecordQuality;
  /** Health of the hardware beyond what the specification lists. */
  hardware: MinerHardware;
}

/** {@link MinerTelemetry} as one may write it down: fields with a default may be left away. */
export interface MinerTelemetryInput {
  timestamp: number;
  observed_at: number;
  miner_id: string;
  ip_address: string;
  model?: string | null;
  firmware_version?: string | null;
  firmware_name?: string | null;
  algorithm: Algorithm;
  driver: string;
  location?: string | null;
  kind?: string;
  lane?: Lane;
  interval_ms: number;
  state: MinerState;
  hashrate: MinerHashrateInput;
  temperature?: MinerTemperatureInput;
  power?: MinerPowerInput;
  fans?: MinerFanInput[];
  pool?: MinerPoolInput;
  shares?: MinerSharesInput;
  status?: MinerStatusInput;
  config?: MinerSettingsInput;
  quality?: RecordQualityInput;
  hardware?: MinerHardwareInput;
}
