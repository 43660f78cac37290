// Generated from schemas/ by `npm run generate`; do not edit.
/** Who may bring a miner into the fleet. */
export type FleetOrigin = 'config' | 'csv' | 'discovery' | 'page';

/** Proof-of-work algorithms; a reader takes one it does not know for `unknown`. */
export type FleetAlgorithm = 'sha256d' | 'scrypt' | 'unknown';

/** Place of a miner, from large to small. */
export interface MinerLocation {
  /** Site or hall. */
  site: string | null;
  /** Rack or container within the site. */
  rack: string | null;
  /** Place within the rack. */
  position: string | null;
  /** Free text an operator knows the place by. */
  label: string | null;
}

/** {@link MinerLocation} as one may write it down: fields with a default may be left away. */
export interface MinerLocationInput {
  site?: string | null;
  rack?: string | null;
  position?: string | null;
  label?: string | null;
}

/** Tariff of the miner's electricity. */
export interface MinerTariff {
  /** Name of a configured tariff. */
  name: string | null;
  /** Price of one kilowatt-hour in `currency`. */
  price_per_kwh: number | null;
  /** ISO 4217 code of the currency, such as `USD`. */
  currency: string | null;
}

/** {@link MinerTariff} as one may write it down: fields with a default may be left away. */
export interface MinerTariffInput {
  name?: string | null;
  price_per_kwh?: number | null;
  currency?: string | null;
}

/** Price and date of a purchase. */
export interface MinerPurchase {
  /** Price paid in `currency`. */
  price: number | null;
  /** ISO 4217 code of the currency, such as `USD`. */
  currency: string | null;
  /** UTC milliseconds of the day of purchase. */
  date: number | null;
}

/** {@link MinerPurchase} as one may write it down: fields with a default may be left away. */
export interface MinerPurchaseInput {
  price?: number | null;
  currency?: string | null;
  date?: number | null;
}

/** One miner of the fleet: whoever owns the partition of its key polls it. A message without a value (a tombstone) removes it. */
export interface FleetMiner {
  /** Identity of the miner in the fleet; the message key. */
  miner_id: string;
  /** Who brought the miner in; only the same origin takes it out by leaving it away. */
  origin: FleetOrigin;
  /** Driver to read it with, such as `vnish`, or `auto` to find out. */
  driver: string;
  /** IP address or host name, without scheme and port. */
  address: string;
  /** TCP port; null for the driver's own. */
  port: number | null;
  /** Model the operator expects to find there, in any spelling; null when unknown. */
  model: string | null;
  /** Algorithm the operator expects; null to take what the model or the device says. */
  algorithm: FleetAlgorithm | null;
  /** Where the miner stands. */
  location: MinerLocation;
  /** What its electricity costs. */
  tariff: MinerTariff;
  /** What the miner cost. */
  purchase: MinerPurchase;
  /** Names under which pools know this miner. */
  worker_names: string[];
  /** Name of the credential to use, such as `config:miner_01`; never its value. */
  credential_ref: string | null;
  /** Zone whose collectors alone can reach the miner; null for those of no zone. */
  collector_zone: string | null;
  /** Milliseconds between two polls; null for the collector's default. */
  interval_ms: number | null;
  /** False keeps the miner listed but not polled. */
  enabled: boolean;
  /** UTC milliseconds at which this record was written. */
  updated_at: number;
}

/** {@link FleetMiner} as one may write it down: fields with a default may be left away. */
export interface FleetMinerInput {
  miner_id: string;
  origin: FleetOrigin;
  driver: string;
  address: string;
  port?: number | null;
  model?: string | null;
  algorithm?: FleetAlgorithm | null;
  location?: MinerLocationInput;
  tariff?: MinerTariffInput;
  purchase?: MinerPurchaseInput;
  worker_names?: string[];
  credential_ref?: string | null;
  collector_zone?: string | null;
  interval_ms?: number | null;
  enabled?: boolean;
  updated_at: number;
}
