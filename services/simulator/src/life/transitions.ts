import type { Effects } from '../faults/effects.js';
import { bootMs } from '../faults/fault.js';
import type { MinerTraits } from '../fleet/miner-traits.js';
import type { Command } from './command.js';
import type { DeviceSetup } from './device-setup.js';
import type { DeviceState, Failure, Phase } from './segment.js';
import { bitsIn, isMining } from './targets.js';

/** How long the phases of a start take. */
const phaseMs: Partial<Readonly<Record<Phase, number>>> = {
  restarting: 8_000,
  initializing: 25_000,
  starting: 30_000,
  'shutting-down': 5_000,
  'auto-tuning': 180_000,
};
/** A process hangs only after it has worked this long. */
const hangAfterMs = 600_000;

/** The device after a phase has run its time. */
export function afterPhase(device: DeviceState, at: number): DeviceState {
  switch (device.phase) {
    case 'off':
      return newProcess({ ...device, bootedAt: at, restarts: 0, hungProcess: null }, at, 'initializing');
    case 'restarting':
      return enter(device, 'initializing', at);
    case 'initializing':
      return enter(device, 'starting', at);
    case 'starting':
      return enter({ ...device, tuning: false }, device.tuning ? 'auto-tuning' : 'mining', at);
    case 'shutting-down':
      return enter(device, 'stopped', at);
    default:
      return enter(device, 'mining', at);
  }
}

/** The device after an accepted command. */
export function afterCommand(device: DeviceState, command: Command, work: number): DeviceState {
  const { at } = command;
  switch (command.kind) {
    case 'stop':
      return { ...enter(device, 'shutting-down', at), planned: true, paused: false };
    case 'pause':
      return { ...enter(device, 'stopped', at), planned: true, paused: true };
    case 'resume':
      return { ...enter(device, 'starting', at), planned: false, paused: false };
    case 'start':
      return newProcess(device, at, 'initializing');
    case 'restart':
      return newProcess({ ...device, restarts: device.restarts + 1 }, at, 'restarting');
    case 'reboot':
      // being away is written down as a fault of its own, from the moment the device goes
      return device;
    case 'switch-pool':
      return { ...device, pools: [...device.pools, { pool: command.poolId, fromWork: work }] };
    case 'settings':
      return withSettings(device, command.setup);
  }
}

/** The device as the faults in force leave it; asked whenever anything changed. */
export function afterEffects(device: DeviceState, now: Effects, before: Effects, at: number): DeviceState {
  if (now.down) return device.phase === 'off' ? { ...device, phaseUntil: Infinity } : enter(device, 'off', at);
  if (before.down) return { ...device, phaseUntil: at };
  if (now.hung === null && before.hung !== null) return afterHang(device, at);
  if (hangsAt(device, now) <= at) return { ...device, frozenAt: at, hungProcess: device.process };
  if (now.paused && isMining(device.phase)) return { ...enter(device, 'stopped', at), planned: true, paused: true };
  if (before.paused && !now.paused && device.paused) return { ...enter(device, 'starting', at), planned: false, paused: false };
  return device;
}

/** When a process under a hang says its last word: once it has been at work for a while, and again only after a reboot. */
export function hangsAt(device: DeviceState, effects: Effects): number {
  const spared = effects.hung === null || device.hungProcess !== null || !isMining(device.phase);
  return spared ? Infinity : device.phaseSince + hangAfterMs;
}

function afterHang(device: DeviceState, at: number): DeviceState {
  const cured = { ...device, hungProcess: null };
  if (device.frozenAt === null) return cured;
  return newProcess({ ...cured, restarts: device.restarts + 1 }, at, 'restarting');
}

/** Stops a device that cannot go on, and starts it again once it can. */
export function afterProtection(device: DeviceState, traits: MinerTraits, effects: Effects, at: number): DeviceState {
  const failure = hardwareFailure(traits, device, effects);
  if (device.phase === 'failure') {
    const stillHot = effects.heat > 1 && device.failure?.description.includes('Overheated') === true;
    if (failure !== null || stillHot) return device;
    return newProcess({ ...device, restarts: device.restarts + 1 }, at, 'initializing');
  }
  if (failure === null || !isMining(device.phase)) return device;
  return failed(device, failure, at);
}

/** The device once its protection stopped it. */
export function failed(device: DeviceState, failure: Failure, at: number): DeviceState {
  return { ...enter(device, 'failure', at), failure };
}

/** The state a life begins in: switched off for a moment by the firmware's own scheduled reboot. */
export function newborn(setup: DeviceSetup, at: number): DeviceState {
  return {
    phase: 'off',
    phaseSince: at,
    phaseUntil: at + bootMs,
    planned: false,
    paused: false,
    failure: null,
    bootedAt: at,
    processSince: at,
    process: 0,
    restarts: 0,
    pools: [{ pool: 0, fromWork: 0 }],
    saved: setup,
    applied: setup,
    tuning: false,
    frozenAt: null,
    hungProcess: null,
  };
}

function hardwareFailure(traits: MinerTraits, device: DeviceState, effects: Effects): Failure | null {
  const { fans, boards } = traits.model;
  const turning = fans - bitsIn(effects.lostFans, fans);
  if (turning < device.applied.fanMinCount) return { description: `fan#${firstBit(effects.lostFans)} - LOST` };
  if (bitsIn(effects.deadBoards, boards) === boards) return { description: 'No working chains' };
  return null;
}

function firstBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}

function enter(device: DeviceState, phase: Phase, at: number): DeviceState {
  const phaseUntil = at + (phaseMs[phase] ?? Infinity);
  return { ...device, phase, phaseSince: at, phaseUntil, failure: null };
}

function newProcess(device: DeviceState, at: number, phase: Phase): DeviceState {
  const { saved, applied } = device;
  const active = device.pools.at(-1)?.pool ?? 0;
  return {
    ...enter(device, phase, at),
    process: device.process + 1,
    processSince: at,
    applied: device.phase === 'off' ? saved : { ...saved, hostname: applied.hostname },
    tuning: saved.preset !== applied.preset,
    frozenAt: null,
    planned: false,
    paused: false,
    pools: [{ pool: active < saved.pools.length ? active : 0, fromWork: 0 }],
  };
}

/** Cooling works at once; presets and pools wait for a restart, the host's name for a reboot. */
function withSettings(device: DeviceState, setup: DeviceSetup): DeviceState {
  const { cooling, fanMinCount, restartTempC } = setup;
  return { ...device, saved: setup, applied: { ...device.applied, cooling, fanMinCount, restartTempC } };
}
