import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import fc from 'fast-check';
import type { IncomingMessage } from '../event-bus.port.js';
import { readAccount } from '../ledger/account-text.js';
import { pass } from '../outcome.js';
import { pipeline } from '../pipeline/pipeline.js';
import { aBatch, aMessage, RunnerUnderTest } from '../pipeline/runner-under-test.js';
import { sink } from '../pipeline/sink.js';
import { step } from '../pipeline/step.js';
import { FakeStateStores, type StateMemory } from '../state/state-stores.fake.js';
import { firstOnly } from './first-only.step.js';

const faults = ['none', 'sink', 'state refuses', 'state’s answer lost', 'commit', 'killed before the commit', 'killed after'] as const;
type Fault = (typeof faults)[number];

/** Fewer than the messages of a chunk, so that more pass in one than are remembered. */
const remembered = 4;
const chunk = 6;

/** A consumer that counts, over a log, with a life after each kill. */
class Life {
  readonly states: FakeStateStores;
  readonly under: RunnerUnderTest;
  fault: Fault = 'none';

  constructor(
    readonly log: readonly IncomingMessage[],
    readonly memory: StateMemory,
    readonly delivered: Map<string, Set<number>>,
    former?: Life,
  ) {
    this.states = new FakeStateStores(memory);
    const store = sink<string>('store', async (ticks) => {
      if (this.fault === 'sink') throw new TransientError('the sink is away', 'storage');
      for (const tick of ticks) this.note(tick);
    });
    this.under = new RunnerUnderTest(
      pipeline<Buffer>('p', { maxMessages: chunk })
        .step(step('text', (value: Buffer, { message }) => pass(`${value.toString()}@${message.offset}`)))
        .step(firstOnly({ states: this.states, store: 's', clock: new FakeClock(0), tickOf, remembered }))
        .sink(store, { retry: { attempts: 1, firstDelayMs: 1 } }),
    );
    if (former) this.under.commits.push(...former.under.commits);
    this.under.log = [...log];
    this.under.onCommit = async () => {
      if (this.fault === 'commit') throw new TransientError('the broker is away', 'connectivity');
      if (this.fault === 'killed before the commit') throw new Error('killed');
    };
  }

  get committed(): number {
    return this.under.commits.at(-1)?.nextOffset ?? 0;
  }

  /** Delivers up to so many messages, with a fault; true when the process died of it. */
  async deliver(count: number, fault: Fault): Promise<boolean> {
    this.fault = fault;
    this.states.fault = fault === 'state refuses' ? 'refuses' : fault === 'state’s answer lost' ? 'answer-lost' : 'none';
    const messages = this.log.slice(this.committed, this.committed + count);
    if (messages.length > 0) await this.under.run(aBatch(messages, { logEnd: this.log.length })).catch(() => undefined);
    return fault === 'killed before the commit' || fault === 'killed after';
  }

  private note(tick: string): void {
    const [name = '', offset] = tick.split('@');
    this.delivered.set(name, (this.delivered.get(name) ?? new Set()).add(Number(offset)));
  }
}

function tickOf(text: string): { subject: string; kind: string; lane: string; tickMs: number } {
  const [subject = '', lane = '', tick] = (text.split('@')[0] ?? '').split(' ');
  return { subject, kind: 'reading', lane, tickMs: Number(tick) * 60_000 };
}

/** Runs a log to its end through any deliveries and faults, and tells what the sink got and what the ledger counted. */
async function live(
  texts: readonly string[],
  deliveries: readonly (readonly [number, Fault])[],
): Promise<{ delivered: Map<string, Set<number>>; stored: number; dropped: Readonly<Record<string, number>> }> {
  const log = texts.map((text, offset) => aMessage(offset, text));
  const delivered = new Map<string, Set<number>>();
  let life = new Life(log, new Map(), delivered);
  for (const [count, fault] of deliveries) {
    if (await life.deliver(count, fault)) life = new Life(log, life.memory, delivered, life);
  }
  while (life.committed < log.length) await life.deliver(10, 'none');
  const account = readAccount(life.under.commits.at(-1)?.metadata ?? '');
  if (!account) throw new Error('the last commit carries no account');
  return { delivered, stored: account.stored, dropped: account.dropped };
}

const deliveries = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...faults)), { maxLength: 25 });
const miner = fc.integer({ min: 0, max: 2 }).map((number) => `m${number}`);

/** Ticks in order, each repeated at any later place that is fewer than 4 ticks of its miner away. */
const repeated = fc
  .array(fc.tuple(miner, fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 })), { minLength: 1, maxLength: 30 })
  .map((ticks) => {
    const next = new Map<string, number>();
    const placed = ticks.flatMap(([subject, delays]) => {
      const tick = (next.get(subject) ?? 0) + 1;
      next.set(subject, tick);
      return [0, ...delays].map((delay) => ({ subject, tick, at: tick + delay + (delay > 0 ? 0.5 : 0) }));
    });
    return placed.sort((a, b) => a.at - b.at).map(({ subject, tick }) => `${subject} live ${tick}`);
  });

/** History in any order, with any repetitions. */
const history = fc.array(
  fc.tuple(miner, fc.integer({ min: 0, max: 200 })).map(([subject, tick]) => `${subject} backfill ${tick}`),
  {
    minLength: 1,
    maxLength: 60,
  },
);

describe('firstOnly, for any interleaving with repetitions, faults and kills', () => {
  it.each([
    { name: 'live ticks', log: repeated },
    { name: 'history in any order', log: history },
  ])('passes and counts each tick once: $name', async ({ log }) => {
    await fc.assert(
      fc.asyncProperty(log, deliveries, async (texts, plan) => {
        const { delivered, stored, dropped } = await live(texts, plan);
        const first = new Map<string, number>();
        texts.forEach((text, offset) => first.has(text) || first.set(text, offset));
        expect(Object.fromEntries(delivered)).toEqual(Object.fromEntries([...first].map(([text, offset]) => [text, new Set([offset])])));
        expect(stored).toBe(first.size);
        expect(dropped['duplicate_tick'] ?? 0).toBe(texts.length - first.size);
      }),
      { numRuns: 300 },
    );
  });

  it('loses no tick by a clock that was ahead for a while and was set right', async () => {
    const length = fc.integer({ min: 1, max: 12 });
    const times = fc.tuple(length, length, length, fc.integer({ min: 30, max: 90 }));
    const range = (first: number, count: number): string[] => Array.from({ length: count }, (_, at) => `m live ${first + at}`);
    await fc.assert(
      fc.asyncProperty(times, deliveries, async ([before, ahead, after, by], plan) => {
        const texts = [...range(0, before), ...range(before + by, ahead), ...range(before, after)];
        const { delivered, stored } = await live(texts, plan);
        expect([...delivered.keys()].sort()).toEqual([...texts].sort());
        for (const offsets of delivered.values()) expect(offsets.size).toBe(1);
        expect(stored).toBe(texts.length);
      }),
      { numRuns: 200 },
    );
  });

  it('never passes a tick twice in whatever order live ticks come, and counts those it cannot tell', async () => {
    const anyOrder = fc.array(
      fc.tuple(miner, fc.integer({ min: 0, max: 30 })).map(([subject, tick]) => `${subject} live ${tick}`),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(anyOrder, deliveries, async (texts, plan) => {
        const { delivered, stored, dropped } = await live(texts, plan);
        for (const offsets of delivered.values()) expect(offsets.size).toBe(1);
        expect(stored).toBe(delivered.size);
        expect(stored + (dropped['duplicate_tick'] ?? 0) + (dropped['late_tick'] ?? 0)).toBe(texts.length);
      }),
      { numRuns: 200 },
    );
  });
});
