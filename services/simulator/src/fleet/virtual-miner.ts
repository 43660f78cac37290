import { bootMs, type Fault } from '../faults/fault.js';
import type { FaultBook } from '../faults/fault-book.js';
import type { Command } from '../life/command.js';
import { defaultSetup, type DeviceSetup } from '../life/device-setup.js';
import { type LifeInput, liveLife, standingAfter } from '../life/life.js';
import { type LifeSpan, lifeSpanAt } from '../life/life-cycle.js';
import { readDevice, type Reading } from '../life/reading.js';
import type { Segment } from '../life/segment.js';
import { ShareCounters } from '../life/share-counters.js';
import { DeviceMemory, minFolded } from './device-memory.js';
import type { MinerTraits } from './miner-traits.js';

/** A device answers a reboot command, and goes this much later. */
export const rebootAfterMs = 3_000;

/** For how long the past is told exactly, unless more commands than are kept were given meanwhile. */
const toldMs = 24 * 3_600_000;

/** How far ahead of a moment a miner keeps what it computed: whole lives of a large farm would fill the memory. */
const keptMs = 3_600_000;

/** One miner of the farm: asked for any moment, it computes what it is like then. It keeps nothing but what it was told. */
export class VirtualMiner {
  readonly memory: DeviceMemory;
  /** Stretches around the latest moments asked for: those of the present, and of one other time. */
  private kept: readonly Segment[] = [];
  private aside: readonly Segment[] = [];
  private counters: ShareCounters | undefined;
  private lastSegment: Segment | undefined;

  constructor(
    readonly traits: MinerTraits,
    private readonly book: FaultBook,
  ) {
    this.memory = new DeviceMemory(traits.key);
  }

  /** The stretch of its life the moment `t` falls into. */
  segmentAt(t: number): Segment {
    const last = this.lastSegment;
    if (last !== undefined && t >= last.from && t < last.to) return last;
    const segment = covering(this.kept, t) ?? covering(this.aside, t) ?? this.recall(t);
    // a look back must not push out the present, which is asked for most
    if (segment.to > (last?.from ?? -Infinity)) this.lastSegment = segment;
    return segment;
  }

  /** What the device is like at `t`; before the horizon of its memory, as it was there. */
  at(t: number): Reading {
    const segment = this.segmentAt(t);
    return readDevice(this.traits, segment, Math.max(t, segment.from));
  }

  /** All stretches that touch the time from `from` to `to`, oldest first; lives before the present one are lived again for it. */
  stretches(from: number, to: number): Segment[] {
    const found: Segment[] = [];
    for (let t = from; t < to;) {
      const span = lifeSpanAt(this.traits, t);
      found.push(...this.live(span).filter((segment) => segment.to > from && segment.from < to));
      t = span.to;
    }
    return found;
  }

  /** The share counters of the process that a reading belongs to. */
  sharesOf(reading: Reading): ShareCounters {
    const { number } = lifeSpanAt(this.traits, reading.segment.from);
    const { process } = reading.segment.device;
    if (this.counters?.life !== number || this.counters.process !== process) {
      this.counters = new ShareCounters(this.traits, number, process);
    }
    return this.counters;
  }

  /** The settings as saved at `t`, applied or not. */
  setupAt(t: number): DeviceSetup {
    return this.memory.setupAt(t, defaultSetup(this.traits));
  }

  /** Makes a command part of the device's life from its moment on. */
  obey(command: Command): void {
    this.memory.add(command);
    if (this.memory.isFull) this.fold(command.at - toldMs);
    this.kept = [];
    this.aside = [];
    this.lastSegment = undefined;
  }

  private recall(t: number): Segment {
    const near = this.live(lifeSpanAt(this.traits, t)).filter((segment) => segment.to > t && segment.from < t + keptMs);
    const isLater = t >= (this.kept[0]?.from ?? -Infinity);
    if (isLater) this.kept = near;
    else this.aside = near;
    return near[0]!;
  }

  /** Writes down where the device stands, and forgets the commands that led there: those before `since`, but for the latest reboots. */
  private fold(since: number): void {
    const { commands } = this.memory;
    const old = commands.findIndex(({ at }) => at >= since);
    let count = Math.max(minFolded, old < 0 ? commands.length - 1 : old);
    while (count > 1 && commands.slice(0, count).some((command) => isAwayAt(command, commands[count]!.at))) count -= 1;
    const { at } = commands[count]!;
    const span = lifeSpanAt(this.traits, at);
    this.memory.fold(count, at > span.from ? standingAfter(this.input({ ...span, to: at })) : undefined);
  }

  private live(span: LifeSpan): Segment[] {
    return liveLife(this.input(span));
  }

  /** What a life is made of: from its birth, or from where it stood when its oldest commands were forgotten. */
  private input({ from: birth, to }: LifeSpan): LifeInput {
    const { standing } = this.memory;
    const goesOn = standing !== undefined && standing.moment.at > birth && standing.moment.at < to;
    const from = goesOn ? standing.moment.at : birth;
    const commands = this.memory.commands.filter(({ at }) => (goesOn ? at >= from : at > from) && at < to);
    const reboots = this.memory.commands.filter((command) => command.kind === 'reboot').map(awayForReboot);
    const faults = [...this.book.between(this.traits, from, to), ...reboots.filter((f) => f.to > from && f.from < to)];
    return { traits: this.traits, from, to, setup: this.setupAt(from), faults, commands, ...(goesOn && { standing }) };
  }
}

const isAwayAt = (command: Command, at: number): boolean => command.kind === 'reboot' && awayForReboot(command).to >= at;

function awayForReboot({ at }: Command): Fault {
  return { kind: 'reboot', from: at + rebootAfterMs, to: at + rebootAfterMs + bootMs };
}

function covering(segments: readonly Segment[], t: number): Segment | undefined {
  return segments.find((segment) => t >= segment.from && t < segment.to);
}
