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

interface Life {
  readonly span: LifeSpan;
  readonly segments: readonly Segment[];
}

/** One miner of the farm: asked for any moment, it computes what it is like then. It keeps nothing but what it was told. */
export class VirtualMiner {
  readonly memory: DeviceMemory;
  private current: Life | undefined;
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
    const segments = this.lifeAt(t).segments;
    this.lastSegment = segments[lastBegunBy(segments, t)]!;
    return this.lastSegment;
  }

  /** What the device is like at `t`. */
  at(t: number): Reading {
    return readDevice(this.traits, this.segmentAt(t), t);
  }

  /** All stretches that touch the time from `from` to `to`, oldest first; lives before the present one are lived again for it. */
  stretches(from: number, to: number): Segment[] {
    const found: Segment[] = [];
    for (let t = from; t < to;) {
      const life = this.lifeAt(t);
      found.push(...life.segments.filter((segment) => segment.to > from && segment.from < to));
      t = life.span.to;
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
    this.current = undefined;
    this.lastSegment = undefined;
  }

  private lifeAt(t: number): Life {
    const known = this.current;
    if (known !== undefined && t >= known.span.from && t < known.span.to) return known;
    const span = lifeSpanAt(this.traits, t);
    const life = { span, segments: this.live(span) };
    if (known === undefined || span.from > known.span.from) this.current = life;
    return life;
  }

  private live({ from, to }: LifeSpan): Segment[] {
    const commands = this.memory.commands.filter((command) => command.at > from && command.at < to);
    const reboots = this.memory.commands.filter((command) => command.kind === 'reboot').map(awayForReboot);
    const faults = [
      ...this.book.between(this.traits, from, to),
      ...reboots.filter((f) => f.to > from && f.from < to),
    ];
    return liveLife({ traits: this.traits, from, to, setup: this.setupAt(from), faults, commands });
  }
}

function awayForReboot({ at }: Command): Fault {
  return { kind: 'reboot', from: at + rebootAfterMs, to: at + rebootAfterMs + bootMs };
}

function lastBegunBy(segments: readonly Segment[], t: number): number {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (segments[middle]!.from <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}
