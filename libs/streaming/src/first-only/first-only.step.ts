import type { Clock } from '@lodestream/component';
import { createHash } from 'node:crypto';
import type { TopicPartition } from '../event-bus.port.js';
import { headerOf } from '../event-bus.port.js';
import { headerNames } from '../headers/stream-headers.js';
import { drop, pass, reject, type Outcome } from '../outcome.js';
import { step, type Step, type StepContext } from '../pipeline/step.js';
import type { StepState } from '../pipeline/step-state.js';
import type { StateStores } from '../state/state-stores.port.js';
import { PartitionTicks } from './partition-ticks.js';
import type { Verdict } from './passed-ticks.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** More ticks than an hour can have at the shortest interval of 5 s. */
const ticksOfAnHour = 1_024;
/** Far beyond every calendar, and still exact when it is kept. */
const furthestTickMs = 2e15;
const longestKeyBytes = 160;

type Judgement<T> = Outcome<T, 'duplicate_tick' | 'late_tick', 'not_a_tick'>;

/** Which tick a message is of. */
export interface Tick {
  /** What is measured, such as a miner's id; all messages of one subject lie in one partition. */
  readonly subject: string;
  readonly kind: string;
  readonly lane: string;
  /** UTC milliseconds. */
  readonly tickMs: number;
}

/** How repetitions are told from first ones. */
export interface FirstOnlyOptions<T> {
  readonly states: StateStores;
  /** Full name of the store; one for each pipeline that runs the step. */
  readonly store: string;
  readonly clock: Clock;
  readonly tickOf: (value: T) => Tick;
  /** Lanes whose ticks come in any order, as history read back does; `backfill` where it is not given. */
  readonly unorderedLanes?: readonly string[];
  /** How many ticks of a subject, kind and lane are remembered in an ordered lane; 8 where it is not given. */
  readonly remembered?: number;
  /** How long a subject's ticks are remembered; longer than its topic keeps them. 8 days where it is not given. */
  readonly forgetAfterMs?: number;
}

/** Passes each tick of a subject, kind and lane once, the one with the lowest offset; the rules stand in the README of this folder. */
export function firstOnly<T>(options: FirstOnlyOptions<T>): Step<T, T> {
  const ticks = new TicksByPartition(options);
  const judge = (value: T, context: StepContext): Judgement<T> => {
    // A replay was asked for by a person, after its first try had ended as a dead letter.
    if (headerOf(context.message, headerNames.replayOf) !== undefined) return pass(value);
    const tick = options.tickOf(value);
    if (!Number.isInteger(tick.tickMs) || Math.abs(tick.tickMs) > furthestTickMs) return reject('not_a_tick', `${tick.tickMs} is no tick`);
    const verdict = ticks.take(tick, context);
    if (verdict === 'duplicate') return drop('duplicate_tick');
    return verdict === 'late' ? drop('late_tick') : pass(value);
  };
  return step('first_only', judge, { drops: ['duplicate_tick', 'late_tick'], rejects: ['not_a_tick'], state: ticks });
}

/** The state of the step: the ticks of each partition held here. */
class TicksByPartition implements StepState {
  private readonly open = new Map<number, PartitionTicks>();
  private topic: string | null = null;

  constructor(private readonly options: Omit<FirstOnlyOptions<never>, 'tickOf'>) {}

  async resume({ topic, partition }: TopicPartition): Promise<number | null> {
    this.topic ??= topic;
    if (topic !== this.topic)
      throw new Error(`first_only over ${this.topic} was handed ${topic}; each topic has a step and a store of its own`);
    const ticks = new PartitionTicks(topic, await this.options.states.open({ store: this.options.store, partition }));
    this.open.set(partition, ticks);
    return ticks.position;
  }

  take({ subject, kind, lane, tickMs }: Tick, { partition, message }: StepContext): Verdict {
    const ticks = this.ticksOf(partition);
    const { unorderedLanes = ['backfill'], remembered = 8 } = this.options;
    const key = keyOf(JSON.stringify([subject, kind, lane]));
    const tick = { tickMs, offset: message.offset };
    // Ticks in any order are remembered by the hour, all of them: there is no telling which of them still come.
    if (unorderedLanes.includes(lane)) return ticks.take(`${key}${Math.floor(tickMs / hourMs)}`, tick, ticksOfAnHour);
    return ticks.take(key, tick, remembered);
  }

  commit({ partition }: TopicPartition, nextOffset: number): Promise<void> {
    const { clock, forgetAfterMs = 8 * dayMs } = this.options;
    return this.ticksOf(partition).commit(nextOffset, clock.now() - forgetAfterMs);
  }

  forget({ partition }: TopicPartition): void {
    void this.open.get(partition)?.close();
    this.open.delete(partition);
  }

  private ticksOf(partition: number): PartitionTicks {
    const ticks = this.open.get(partition);
    if (!ticks) throw new Error('first_only keeps state and runs only in a group that commits');
    return ticks;
  }
}

/** A name too long to be a key is kept as its digest. */
function keyOf(name: string): string {
  return Buffer.byteLength(name) <= longestKeyBytes ? name : createHash('sha256').update(name).digest('base64');
}
