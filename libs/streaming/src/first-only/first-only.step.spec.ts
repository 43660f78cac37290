import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { headerNames } from '../headers/stream-headers.js';
import { aBatch, aMessage, RunnerUnderTest } from '../pipeline/runner-under-test.js';
import { pipeline } from '../pipeline/pipeline.js';
import { sink } from '../pipeline/sink.js';
import { step } from '../pipeline/step.js';
import { pass } from '../outcome.js';
import { FakeStateStores } from '../state/state-stores.fake.js';
import { firstOnly, type Tick } from './first-only.step.js';

const hourMs = 3_600_000;

/** A pipeline over texts such as `m1 live 5`, whose sink notes what it was handed. */
class Counting {
  readonly stored: string[] = [];
  readonly under: RunnerUnderTest;

  constructor(
    readonly states: FakeStateStores = new FakeStateStores(),
    clock = new FakeClock(0),
    remembered = 3,
  ) {
    const store = sink<string>('store', async (values) => void this.stored.push(...values));
    this.under = new RunnerUnderTest(
      pipeline<Buffer>('p')
        .step(step('text', (value: Buffer) => pass(value.toString())))
        .step(firstOnly({ states, store: 'firsts', clock, tickOf, remembered }))
        .sink(store),
    );
  }

  async run(texts: readonly string[], from = 0, headers: Record<string, string> = {}): Promise<void> {
    await this.under.run(aBatch(texts.map((text, index) => aMessage(from + index, text, null, headers))));
  }

  drops(reason: string): Promise<number | undefined> {
    return this.under.metric('streaming_messages_total', { pipeline: 'p', step: 'first_only', outcome: 'drop', reason });
  }
}

function tickOf(text: string): Tick {
  const [subject = '', lane = '', tick] = text.split(' ');
  return { subject, kind: 'reading', lane, tickMs: Number(tick) };
}

describe('firstOnly', () => {
  it('passes the message with the lowest offset of each tick, and counts the others', async () => {
    const counting = new Counting();
    await counting.run(['m1 live 1', 'm2 live 1', 'm1 live 1', 'm1 live 2', 'm2 live 1', 'm1 backfill 1']);
    expect(counting.stored).toEqual(['m1 live 1', 'm2 live 1', 'm1 live 2', 'm1 backfill 1']);
    expect(await counting.drops('duplicate_tick')).toBe(2);
    expect(counting.under.commits.at(-1)?.nextOffset).toBe(6);
  });

  it('passes a tick that comes late as long as it can tell, and counts it as late after that', async () => {
    const counting = new Counting();
    const first = ['m live 1', 'm live 3', 'm live 2', 'm live 4', 'm live 5'];
    await counting.run(first);
    await counting.run(['m live 6', 'm live 1', 'm live 2', 'm live 4'], first.length);
    expect(counting.stored).toEqual([...first, 'm live 6']);
    expect([await counting.drops('late_tick'), await counting.drops('duplicate_tick')]).toEqual([2, 1]);
  });

  it('loses nothing by a clock that was an hour ahead, once it was set right', async () => {
    const counting = new Counting();
    const ticks = (first: number, count: number): string[] => Array.from({ length: count }, (_, at) => `m live ${(first + at) * 60_000}`);
    const all = [ticks(1, 5), ticks(61, 9), ticks(6, 20)];
    let offset = 0;
    for (const texts of all) {
      for (const text of texts) await counting.run([text], offset++);
    }
    await counting.run(ticks(20, 3), offset);
    expect(counting.stored).toEqual(all.flat());
    expect([await counting.drops('late_tick'), await counting.drops('duplicate_tick')]).toEqual([3, 0]);
  });

  it('passes history in any order, each tick of it once', async () => {
    const counting = new Counting();
    const later = Array.from({ length: 6 }, (_, index) => `m backfill ${10 * hourMs + index}`);
    const earlier = Array.from({ length: 6 }, (_, index) => `m backfill ${hourMs + 6 - index}`);
    await counting.run([...later, ...earlier, ...later, ...earlier]);
    expect(counting.stored).toEqual([...later, ...earlier]);
  });

  it('knows after a restart what passed before', async () => {
    const before = new Counting();
    await before.run(['m live 1', 'm live 2']);
    const after = new Counting(new FakeStateStores(before.states.memory));
    await after.run(['m live 2', 'm live 3', 'm live 1'], 2);
    expect(after.stored).toEqual(['m live 3']);
  });

  it('hands the sink again what a crash left uncommitted for the group, and drops the same as before', async () => {
    const before = new Counting();
    before.under.onCommit = () => Promise.reject(new Error('killed'));
    const texts = ['m live 1', 'm live 1', 'm live 2', 'm live 3', 'm live 4', 'm live 5'];
    await expect(before.run(texts)).rejects.toThrow('killed');
    const after = new Counting(new FakeStateStores(before.states.memory));
    await after.run(texts);
    expect(after.stored).toEqual(before.stored);
    expect(await after.drops('duplicate_tick')).toBe(1);
  });

  it('forgets what it noted of a chunk that failed', async () => {
    const states = new FakeStateStores();
    const counting = new Counting(states);
    states.fault = 'refuses';
    await expect(counting.run(['m live 1'])).rejects.toThrow('cannot be written now');
    states.fault = 'none';
    await counting.run(['m live 1', 'm live 1']);
    expect(counting.stored).toEqual(['m live 1', 'm live 1']);
    expect(await counting.drops('duplicate_tick')).toBe(1);
  });

  it('reads the stream again where the state is older than the committed offset', async () => {
    const counting = new Counting();
    await counting.run(['m live 1', 'm live 2']);
    const older = new Counting(new FakeStateStores(new Map([['firsts/0', stateAt('t', 1)]])));
    older.under.commits.push(...counting.under.commits);
    older.under.log = ['m live 1', 'm live 2', 'm live 3'].map((text, offset) => aMessage(offset, text));
    await older.under.run(aBatch([older.under.log[2]!]));
    expect(older.stored).toEqual(['m live 2', 'm live 3']);
  });

  it('lets a replayed dead letter pass, whatever came meanwhile', async () => {
    const counting = new Counting();
    await counting.run(['m live 1', 'm live 2']);
    await counting.run(['m live 1'], 2, { [headerNames.replayOf]: 'p/t/0/0', [headerNames.replayFor]: 'p' });
    expect(counting.stored).toEqual(['m live 1', 'm live 2', 'm live 1']);
  });

  it('rejects what has no tick, and keeps names of any length', async () => {
    const counting = new Counting();
    const long = 'm'.repeat(5_000);
    await counting.run(['m live 1', 'm live soon', 'm live 9e15', `${long} live 1`, `${long} live 1`]);
    expect(counting.stored).toEqual(['m live 1', `${long} live 1`]);
    expect(counting.under.letters.map(({ fate }) => fate.ended?.reason)).toEqual(['not_a_tick', 'not_a_tick']);
  });

  it('forgets those of which nothing came for 8 days, and nobody because of a tick far in the future', async () => {
    const clock = new FakeClock(100 * 24 * hourMs);
    const counting = new Counting(new FakeStateStores(), clock);
    const now = clock.now();
    await counting.run([`gone live ${now - 9 * 24 * hourMs}`, `there live ${now - hourMs}`, 'odd live 1e15']);
    for (let commit = 0; commit < 200; commit += 1) await counting.run([`busy live ${now + commit}`], 3 + commit);
    const kept = [...counting.states.memory.get('firsts/0')!.entries.keys()].map((key) => (JSON.parse(key) as string[])[0]);
    expect(kept.sort()).toEqual(['busy', 'odd', 'there']);
  });

  it('refuses to share a state between topics, or to run where nothing is committed', async () => {
    const counting = new Counting();
    await counting.run(['m live 1']);
    await expect(counting.under.run(aBatch([aMessage(0, 'm live 1')], { topic: 'other' }))).rejects.toThrow('a store of its own');
    const reader = new Counting();
    await expect(reader.under.run(aBatch([aMessage(0, 'm live 1')]), { ledger: null })).rejects.toThrow('in a group that commits');
  });
});

function stateAt(topic: string, offset: number): never {
  return { entries: new Map(), positions: new Map([[topic, offset]]), generation: 0 } as never;
}
