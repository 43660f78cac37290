import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type FaultKind, faultKinds, type FaultPlan } from './faults/fault.js';
import { firstAddressPattern } from './fleet/addresses.js';
import { MarketFaultConfig, marketFaultOf, MarketShockConfig, marketShockOf } from './market-config.js';
import {
  type SimulatorOptions,
  defaultControlPort,
  defaultFirstAddress,
  defaultMarketPort,
  defaultMinerPort,
  defaultRandomFaultsPerMinerDay,
  defaultServedLogEntries,
} from './simulator-options.js';

/** One planned fault: whose, what, from when, for how long. */
export class PlannedFaultConfig {
  /** The miner's id, such as sim-00007. */
  @IsString()
  @Matches(/^sim-\d{5,}$/)
  miner!: string;

  /** What goes wrong. */
  @IsIn(faultKinds)
  kind!: FaultKind;

  /** Seconds after the farm opened; left out, it has always been so. */
  @IsOptional()
  @IsInt()
  from_seconds?: number;

  /** How long it lasts; left out, for ever. */
  @IsOptional()
  @IsInt()
  @Min(1)
  duration_seconds?: number;
}

/** The virtual farm: how large, grown from which seed, where it listens and what goes wrong in it. */
export class SimulatorSection {
  /** Two farms of one seed and size are equal at equal times. */
  @IsInt()
  seed = 1;

  /** Number of miners. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  miners = 200;

  /** Port of every miner; below 1024 only where that is allowed. 0 takes any free one. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  miner_port = defaultMinerPort;

  /** Port on 127.0.0.1 that tells what is true and what was served. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  control_port = defaultControlPort;

  /** Port on 127.0.0.1 of the doubles of market providers. 0 takes any free one. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  market_port = defaultMarketPort;

  /** Loopback address of the first miner, ending in .1; the others follow it. */
  @Matches(firstAddressPattern)
  first_address = defaultFirstAddress;

  /** When the farm opened (ISO 8601); planned faults count from here. Left out: the first moment of 2026, or now where `speed` is not 1. Not before 2025, and at most ten years, divided by `speed`, ago. */
  @IsOptional()
  @IsISO8601()
  opened_at?: string;

  /** How many times faster than real time the farm lives. */
  @IsNumber()
  @Min(0.01)
  @Max(10_000)
  speed = 1;

  /** Faults by chance, a miner and day on average. */
  @IsNumber()
  @Min(0)
  @Max(2)
  random_faults_per_miner_day = defaultRandomFaultsPerMinerDay;

  /** Planned faults; left out: the troubles an ordinary hall has. An empty list: none. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PlannedFaultConfig)
  faults?: PlannedFaultConfig[];

  /** Planned troubles of market providers. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MarketFaultConfig)
  market_faults: MarketFaultConfig[] = [];

  /** Planned moves of prices and hashrates. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MarketShockConfig)
  market_shocks: MarketShockConfig[] = [];

  /** Answers that /served remembers. */
  @IsInt()
  @Min(1_000)
  @Max(5_000_000)
  served_log_entries = defaultServedLogEntries;
}

/** What an operator may set for the simulator. */
export class SimulatorConfig {
  /** The virtual farm. */
  @ValidateNested()
  @Type(() => SimulatorSection)
  simulator: SimulatorSection = new SimulatorSection();
}

/** The farm an operator's settings describe. */
export function simulatorOptions({ simulator: section }: SimulatorConfig): SimulatorOptions {
  return {
    seed: section.seed,
    miners: section.miners,
    minerPort: section.miner_port,
    controlPort: section.control_port,
    marketPort: section.market_port,
    marketFaults: section.market_faults.map(marketFaultOf),
    marketShocks: section.market_shocks.map(marketShockOf),
    firstAddress: section.first_address,
    speed: section.speed,
    randomFaultsPerMinerDay: section.random_faults_per_miner_day,
    servedLogEntries: section.served_log_entries,
    ...(section.opened_at === undefined ? {} : { startMs: Date.parse(section.opened_at) }),
    ...(section.faults === undefined ? {} : { faults: section.faults.map(planOf) }),
  };
}

function planOf({ miner, kind, from_seconds, duration_seconds }: PlannedFaultConfig): FaultPlan {
  return {
    miner,
    kind,
    ...(from_seconds === undefined ? {} : { fromMs: from_seconds * 1000 }),
    ...(duration_seconds === undefined ? {} : { durationMs: duration_seconds * 1000 }),
  };
}
