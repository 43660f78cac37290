import { bootMs, type Fault } from '../faults/fault.js';
import type { FaultBook } from '../faults/fault-book.js';
import type { Command } from '../life/command.js';
import { defaultSetup, type DeviceSetup } from '../life/device-setup.js';
import { liveLife } from '../life/life.js';
import { type LifeSpan, lifeSpanAt } from '../life/life-cycle.js';
import { readDevice, type Reading } from '../life/reading.js';
import type { Segment } from '../life/segment.js';
import { ShareCounters } from '../life/share-counters.js';
import { DeviceMemory } from './device-memory.js';
import type { MinerTraits } from './miner-traits.js';

/** A device answers a reboot command, and goes this much later. */
export const rebootAfterMs = 3_000;

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

  /** What the device is like at `t`. */
  at(t: number): Reading {
    return readDevice(this.traits, this.segmentAt(t), t);
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

  private live({ from, to }: LifeSpan): Segment[] {
    const commands = this.memory.commands.filter((command) => command.at > from && command.at < to);
    const reboots = this.memory.commands.filter((command) => command.kind === 'reboot').map(awayForReboot);
    const faults = [...this.book.between(this.traits, from, to), ...reboots.filter((f) => f.to > from && f.from < to)];
    return liveLife({ traits: this.traits, from, to, setup: this.setupAt(from), faults, commands });
  }
}

function awayForReboot({ at }: Command): Fault {
  return { kind: 'reboot', from: at + rebootAfterMs, to: at + rebootAfterMs + bootMs };
}

function covering(segments: readonly Segment[], t: number): Segment | undefined {
  return segments.find((segment) => t >= segment.from && t < segment.to);
}
