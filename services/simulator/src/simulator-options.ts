import type { Clock, Log } from '@lodestream/component';
import type { FaultPlan } from './faults/fault.js';
import type { MarketFaultPlan } from './market/faults/market-fault.js';
import type { ShockPlan } from './market/world/shock.js';

/** What a virtual farm is grown from. Two farms of equal seed, size, start and faults are equal at equal times. */
export interface SimulatorOptions {
  readonly seed: number;
  readonly miners: number;
  /** When the farm opened, in ms: planned faults count from here. Left out: the first moment of 2026, or now for one that hurries. */
  readonly startMs?: number;
  /** Port of every miner; where only one loopback address exists, of the first one. 0: any that is free. */
  readonly minerPort?: number;
  /** Port of the control interface on 127.0.0.1. 0: any that is free. */
  readonly controlPort?: number;
  /** Port on 127.0.0.1 of the doubles of market providers; 0: any that is free. Left out: nobody asks for them, and none listen. */
  readonly marketPort?: number;
  /** Planned troubles of market providers; left out: none. */
  readonly marketFaults?: readonly MarketFaultPlan[];
  /** Planned moves of prices and hashrates; left out: chance alone. */
  readonly marketShocks?: readonly ShockPlan[];
  /** Left out: the machine's own. */
  readonly clock?: Clock;
  /** How many times faster than the clock the farm's own time runs, counted from `startMs`. */
  readonly speed?: number;
  /** Plans of one's own; left out: the troubles an ordinary hall has. */
  readonly faults?: readonly FaultPlan[];
  /** Faults by chance, a miner and day on average. */
  readonly randomFaultsPerMinerDay?: number;
  /** The address of the first miner; the rest follow. */
  readonly firstAddress?: string;
  /** Answers the log of what was served remembers. */
  readonly servedLogEntries?: number;
  readonly log?: Log;
}

/** One miner the way a fleet's configuration would list it. */
export interface SimulatedMiner {
  readonly id: string;
  readonly ip: string;
  readonly port: number;
  readonly driver: 'vnish';
  readonly model: string;
  readonly username: string;
  readonly password: string;
  readonly location: string;
}

/** When a farm opened that nobody gave a date. */
export const defaultStartMs = Date.UTC(2026, 0, 1);
/** Ports by default. */
export const defaultMinerPort = 8180;
/** @see defaultMinerPort */
export const defaultControlPort = 8090;
/** @see defaultMinerPort */
export const defaultMarketPort = 8091;
/** Where the miners of a farm live by default. */
export const defaultFirstAddress = '127.10.0.1';
/** Answers remembered by default. */
export const defaultServedLogEntries = 100_000;
/** Faults by chance by default: a hall of 200 gets one every half hour. */
export const defaultRandomFaultsPerMinerDay = 0.25;
