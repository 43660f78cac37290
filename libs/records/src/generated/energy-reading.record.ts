// Generated from schemas/ by `npm run generate`; do not edit.
/** Electrical values at one moment. */
export interface EnergyPower {
  /** Active power in watts; negative when it is fed back. */
  active_w: number | null;
  /** Reactive power in volt-amperes reactive. */
  reactive_var: number | null;
  /** Voltage in volts, the average of the phases. */
  voltage_v: number | null;
  /** Current in amperes, the sum of the phases. */
  current_a: number | null;
  /** Frequency of the grid in hertz. */
  frequency_hz: number | null;
  /** Power factor from -1 to 1. */
  power_factor: number | null;
}

/** {@link EnergyPower} as one may write it down: fields with a default may be left away. */
export interface EnergyPowerInput {
  active_w?: number | null;
  reactive_var?: number | null;
  voltage_v?: number | null;
  current_a?: number | null;
  frequency_hz?: number | null;
  power_factor?: number | null;
}

/** Energy as the meter counts it. */
export interface EnergyCounter {
  /** Energy taken in kilowatt-hours, cumulative as the meter says. */
  total_kwh: number | null;
  /** Energy taken since the reading before in kilowatt-hours; null when there was none to compare with. */
  delta_kwh: number | null;
  /** Milliseconds that `delta_kwh` covers. */
  delta_ms: number | null;
  /** True when the counter went backwards since the reading before: the delta then counts from zero. */
  counter_reset: boolean;
}

/** {@link EnergyCounter} as one may write it down: fields with a default may be left away. */
export interface EnergyCounterInput {
  total_kwh?: number | null;
  delta_kwh?: number | null;
  delta_ms?: number | null;
  counter_reset?: boolean;
}

/** Tariff in force at the time. */
export interface EnergyTariff {
  /** Name of the configured tariff. */
  name: string | null;
  /** Period of the tariff in force, such as `night`. */
  period: string | null;
  /** Price of one kilowatt-hour in `currency`. */
  price_per_kwh: number | null;
  /** ISO 4217 code of the currency, such as `USD`. */
  currency: string | null;
  /** UTC milliseconds at which the next price begins; null when none is known. */
  valid_until: number | null;
}

/** {@link EnergyTariff} as one may write it down: fields with a default may be left away. */
export interface EnergyTariffInput {
  name?: string | null;
  period?: string | null;
  price_per_kwh?: number | null;
  currency?: string | null;
  valid_until?: number | null;
}

/** One remark on one value. */
export interface EnergyQualityFlag {
  /** Path of the field in this record. */
  path: string;
  /** Why, as a snake_case word of a closed list, such as `not_measured` or `stale`. */
  reason: string;
}

/** {@link EnergyQualityFlag} as one may write it down: fields with a default may be left away. */
export interface EnergyQualityFlagInput {
  path: string;
  reason: string;
}

/** Why values are missing or doubtful. */
export interface EnergyQuality {
  /** One entry for each value that is missing or doubtful. */
  flags: EnergyQualityFlag[];
}

/** {@link EnergyQuality} as one may write it down: fields with a default may be left away. */
export interface EnergyQualityInput {
  flags?: EnergyQualityFlagInput[];
}

/** What one power meter measured, and the tariff in force. */
export interface EnergyReading {
  /** UTC milliseconds at which it was so; the tick where it was read on a regular grid. */
  timestamp: number;
  /** UTC milliseconds, by our clock, at which it was read or noticed. */
  observed_at: number;
  /** Identity of the meter in the configuration; the message key. */
  meter_id: string;
  /** Site or hall it measures; null when it is not told. */
  site: string | null;
  /** Rack or container it measures; null for more than one. */
  rack: string | null;
  /** Miners behind the meter; empty when they are told by site or rack. */
  miner_ids: string[];
  /** Milliseconds between two readings of this meter at the time. */
  interval_ms: number;
  /** Power at the moment of the reading. */
  power: EnergyPower;
  /** Energy counter of the meter. */
  energy: EnergyCounter;
  /** What the electricity costs now. */
  tariff: EnergyTariff;
  /** How it was read, such as `modbus` or `http`. */
  source: string;
  /** What to think of this record. */
  quality: EnergyQuality;
}

/** {@link EnergyReading} as one may write it down: fields with a default may be left away. */
export interface EnergyReadingInput {
  timestamp: number;
  observed_at: number;
  meter_id: string;
  site?: string | null;
  rack?: string | null;
  miner_ids?: string[];
  interval_ms: number;
  power?: EnergyPowerInput;
  energy?: EnergyCounterInput;
  tariff?: EnergyTariffInput;
  source: string;
  quality?: EnergyQualityInput;
}
