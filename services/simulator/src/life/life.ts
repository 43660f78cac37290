import { effectsOf } from '../faults/effects.js';
import type { Fault } from '../faults/fault.js';
import type { MinerTraits } from '../fleet/miner-traits.js';
import { warmestOf } from '../physics/ambient.js';
import { rampAt, rampIntegral, wholeRampAt } from '../physics/ramp.js';
import { settledWarmth, warmthAt } from '../physics/warmth.js';
import type { Command } from './command.js';
import type { DeviceSetup } from './device-setup.js';
import { overheatsAt } from './overheating.js';
import type { DeviceState, Segment } from './segment.js';
import { fadingOf, heatResistance, settledPower, settledRate } from './targets.js';
import { afterCommand, afterEffects, afterPhase, afterProtection, failed, hangsAt, newborn } from './transitions.js';

/** A hall of commands and faults could make a life long; past this many stretches the last one goes on. */
const maxSegments = 4_000;
/** Boards take their time to come up, and none to fall. */
const risingMs = 20_000;
const fallingMs = 2_000;

/** What a life between two scheduled reboots is made of. */
export interface LifeInput {
  readonly traits: MinerTraits;
  readonly from: number;
  readonly to: number;
  /** The device's settings when the life began. */
  readonly setup: DeviceSetup;
  readonly faults: readonly Fault[];
  /** In order of time. */
  readonly commands: readonly Command[];
  /** Where the life stood at `from`, when that is not its birth. */
  readonly standing?: Standing;
}

/** Where a life stands at one moment, just before anything new acts on it: enough to go on from there as if nothing had been cut. */
export interface Standing {
  readonly moment: Moment;
  readonly before: Segment;
}

/** Where a life stands at the end of what it is made of. */
export function standingAfter(input: LifeInput): Standing {
  const before = liveLife(input).at(-1)!;
  return { moment: endOf(input, before), before };
}

/** What a device carries over from one stretch to the next. */
export interface Moment {
  readonly at: number;
  readonly device: DeviceState;
  readonly rate: number;
  readonly power: number;
  readonly warmth: number;
  readonly work: number;
}

/** The whole of one life, stretch by stretch: a pure function of what it is made of. */
export function liveLife(input: LifeInput): Segment[] {
  const boundaries = boundariesOf(input);
  const segments: Segment[] = [];
  let moment = input.standing?.moment ?? birth(input);
  let before = input.standing?.before;
  while (segments.length < maxSegments) {
    const open = openSegment(input, moment, before);
    const to = Math.min(nextBoundary(boundaries, open.from), ownChange(input, open), input.to);
    const segment = { ...open, to };
    segments.push(segment);
    if (to >= input.to) return segments;
    before = segment;
    moment = endOf(input, segment);
  }
  segments[segments.length - 1] = { ...segments[segments.length - 1]!, to: input.to };
  return segments;
}

function birth({ traits, from, setup, faults }: LifeInput): Moment {
  const device = newborn(setup, from);
  const effects = effectsOf(faults.filter((fault) => fault.from <= from && fault.to > from));
  const former: DeviceState = {
    ...device,
    phase: effects.down ? 'off' : effects.paused ? 'stopped' : 'mining',
  };
  const power = settledPower(traits, former, effects);
  const warmth = settledWarmth(traits.ambient, from, power, heatResistance(traits, former, effects));
  return { at: from, device, rate: 0, power, warmth, work: 0 };
}

/** Lets faults, commands and protection act at one moment, and opens the stretch that follows. */
function openSegment(input: LifeInput, moment: Moment, before: Segment | undefined): Segment {
  const { traits } = input;
  const { at } = moment;
  const faults = input.faults.filter((fault) => fault.from <= at && fault.to > at);
  const effects = effectsOf(faults);
  let device = moment.device;
  for (const command of input.commands) {
    if (command.at === at) device = afterCommand(device, command, moment.work);
  }
  if (device.phaseUntil <= at) device = afterPhase(device, at);
  device = afterEffects(device, effects, before?.effects ?? effects, at);
  if (device.phaseUntil <= at) device = afterPhase(device, at);
  device = afterProtection(device, traits, effects, at);
  const power = rampTo(moment.power, settledPower(traits, device, effects));
  const heatPerWatt = heatResistance(traits, device, effects);
  const fading = fadingOf(traits, effects, at);
  const sameProcess = device.process === moment.device.process;
  return {
    from: at,
    to: input.to,
    device,
    effects,
    faults,
    rate: { ...rampTo(moment.rate, settledRate(traits, device, effects)), ...(fading && { fading }) },
    power,
    warming: { since: at, startC: moment.warmth, ambient: traits.ambient, power, heatPerWatt },
    work: sameProcess ? moment.work : 0,
  };
}

function endOf(input: LifeInput, segment: Segment): Moment {
  const { to, from, device, rate, power, warming, work } = segment;
  const elapsed = to - from;
  const limit = device.applied.restartTempC;
  const warmth = warmthAt(warming, to);
  const tripped = overheatsAt(segment, warmestOf(input.traits.ambient)) <= to;
  return {
    at: to,
    device: tripped ? failed(device, { description: `Overheated, pcb temp=${limit}` }, to) : device,
    rate: wholeRampAt(rate, elapsed),
    power: rampAt(power, elapsed),
    warmth,
    work: work + rampIntegral(rate, elapsed),
  };
}

/** When a segment ends by itself: its phase is over, its boards are too hot, or its process hangs. */
function ownChange(input: LifeInput, segment: Segment): number {
  const { device, effects } = segment;
  const hang = hangsAt(device, effects);
  return Math.min(device.phaseUntil, hang, overheatsAt(segment, warmestOf(input.traits.ambient)));
}

function boundariesOf({ faults, commands, from, to }: LifeInput): number[] {
  const all = [...faults.flatMap((fault) => [fault.from, fault.to]), ...commands.map((command) => command.at)];
  return [...new Set(all)].filter((at) => at > from && at < to).sort((a, b) => a - b);
}

function nextBoundary(boundaries: readonly number[], after: number): number {
  return boundaries.find((at) => at > after) ?? Infinity;
}

function rampTo(start: number, target: number): Segment['rate'] {
  return { start, target, tauMs: target > start ? risingMs : fallingMs };
}
