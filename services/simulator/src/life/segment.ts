import type { Effects } from '../faults/effects.js';
import type { Fault } from '../faults/fault.js';
import type { Ramp } from '../physics/ramp.js';
import type { Warming } from '../physics/warmth.js';
import type { DeviceSetup } from './device-setup.js';

/** What a device is doing; all but `off` are miner states of the firmware. */
export type Phase = 'off' | 'initializing' | 'starting' | 'auto-tuning' | 'mining' | 'restarting' | 'shutting-down' | 'stopped' | 'failure';

/** Why a device stopped stands in its log with the same words. */
export interface Failure {
  readonly description: string;
}

/** From this much work of the process on, shares go to that pool. */
export interface PoolSpan {
  readonly pool: number;
  readonly fromWork: number;
}

/** What a device carries from one stretch of its life into the next. */
export interface DeviceState {
  readonly phase: Phase;
  readonly phaseSince: number;
  /** When the phase ends by itself; Infinity when it does not. */
  readonly phaseUntil: number;
  /** True when it stands still because somebody wanted it to. */
  readonly planned: boolean;
  /** Paused rather than stopped: the process lives on and keeps its counters. */
  readonly paused: boolean;
  readonly failure: Failure | null;
  readonly bootedAt: number;
  /** The mining process: when it began, how many of them this life had, how often they were restarted since boot. */
  readonly processSince: number;
  readonly process: number;
  readonly restarts: number;
  readonly pools: readonly PoolSpan[];
  readonly saved: DeviceSetup;
  readonly applied: DeviceSetup;
  /** A preset new to the device is tuned before it counts as mining. */
  readonly tuning: boolean;
  /** When a hung process said its last word, and which process a hang in force took (one for each boot). */
  readonly frozenAt: number | null;
  readonly hungProcess: number | null;
}

/** A stretch of a device's life in which nothing changes but by physics; everything inside it is known in closed form. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly device: DeviceState;
  readonly effects: Effects;
  readonly faults: readonly Fault[];
  /** Hashes a second, all boards together. */
  readonly rate: Ramp;
  /** Watts. */
  readonly power: Ramp;
  readonly warming: Warming;
  /** Hashes the process had done when the segment began. */
  readonly work: number;
}
