import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { drop, pass, reject } from '../outcome.js';
import { readAccount } from '../ledger/account-text.js';
import { pipeline } from './pipeline.js';
import { aBatch, aMessage, RunnerUnderTest } from './runner-under-test.js';
import { sink } from './sink.js';
import { step } from './step.js';

const sorted = step(
  'sort',
  (value: Buffer) => {
    const text = value.toString();
    if (text === 'old') return drop('too_old');
    if (text === 'bad') return reject('unfit', new Error('it is bad'));
    if (text === 'broken') throw new PermanentError('not JSON', 'malformed');
    if (text === 'bug') throw new TypeError('x is not a function');
    return pass(text);
  },
  { drops: ['too_old'], rejects: ['unfit'] },
);

function withSink(write: (values: readonly string[]) => Promise<void> = async () => {}) {
  const stored: string[] = [];
  const store = sink<string>('store', async (values) => {
    await write(values);
    stored.push(...values);
  });
  return { stored, test: new RunnerUnderTest(pipeline('p', { maxMessages: 3 }).step(sorted).sink(store)) };
}

const texts = (...all: (string | null)[]) => aBatch(all.map((text, i) => aMessage(i, text)));

describe('a pipeline runner', () => {
  it('stores, drops and dead-letters, and books each message under one head', async () => {
    const { test, stored } = withSink();
    await test.run(texts('a', 'old', 'bad', 'broken', 'b', null));
    expect(stored).toEqual(['a', 'b']);
    expect(test.letters.map(({ fate }) => [fate.message.offset, fate.ended?.reason])).toEqual([
      [2, 'unfit'],
      [3, 'malformed'],
    ]);
    expect(readAccount(test.commits.at(-1)!.metadata)).toMatchObject({
      at: 6,
      stored: 2,
      deadLettered: 2,
      dropped: { too_old: 1, tombstone: 1 },
    });
  });

  it('commits chunk by chunk, each after its sink', async () => {
    const seen: number[] = [];
    const { test } = withSink(async () => void seen.push(test.commits.length));
    await test.run(texts('a', 'b', 'c', 'd', 'e', 'f', 'g'));
    expect([seen, test.commits.map((c) => c.nextOffset)]).toEqual([
      [0, 1, 2],
      [3, 6, 7],
    ]);
  });

  it('commits nothing when the sink cannot take the chunk now', async () => {
    const { test } = withSink(() => Promise.reject(new TransientError('away', 'connectivity')));
    const running = test.run(texts('a'));
    const failed = expect(running).rejects.toThrow('away');
    await test.clock.advance(0);
    await test.clock.advance(60_000);
    await failed;
    expect([test.commits, await test.metric('streaming_failures_total', { error_class: 'connectivity' })]).toEqual([[], 1]);
  });

  it('goes on showing what is in flight while it fails, also when the commit does', async () => {
    const { test } = withSink();
    test.onCommit = () => Promise.reject(new TransientError('no coordinator', 'connectivity'));
    await expect(test.run(texts('a', 'b'))).rejects.toThrow('no coordinator');
    expect(test.ledger.byTopic()['t']).toMatchObject({ produced: 2, stored: 0, inFlight: 2 });
  });

  it('commits nothing when a dead letter cannot be written', async () => {
    const { test, stored } = withSink();
    test.onLetters = () => Promise.reject(new TransientError('broker away', 'connectivity'));
    await expect(test.run(texts('a', 'bad'))).rejects.toThrow('broker away');
    expect([test.commits, stored]).toEqual([[], []]);
  });

  it('lets a bug through as it is, uncommitted', async () => {
    const { test } = withSink();
    await expect(test.run(texts('a', 'bug'))).rejects.toThrow(TypeError);
    expect(test.commits).toEqual([]);
  });

  it('treats a reason that a step never declared as a bug', async () => {
    const sly = { name: 'sly', drops: [], rejects: [], run: () => drop('whim') };
    const test = new RunnerUnderTest(
      pipeline('p')
        .step(sly)
        .sink(sink('store', async () => {})),
    );
    await expect(test.run(texts('a'))).rejects.toThrow('undeclared reason drop whim');
  });

  it('halves a batch that is refused for good until the poison stands alone', async () => {
    const { test, stored } = withSink(async (values) => {
      if (values.includes('poison')) throw new PermanentError('no', 'validation');
    });
    await test.run(texts('a', 'poison', 'b'));
    expect([stored, test.letters.map((l) => l.fate.message.offset), test.commits.at(-1)?.nextOffset]).toEqual([['a', 'b'], [1], 3]);
  });

  it('books what a sink did not keep', async () => {
    const picky = sink<string>(
      'store',
      async () => ({ dropped: [{ index: 0, reason: 'expired' }], rejected: [{ index: 2, reason: 'refused', cause: 'line 3' }] }),
      {
        drops: ['expired'],
        rejects: ['refused'],
      },
    );
    const test = new RunnerUnderTest(pipeline('p').step(sorted).sink(picky));
    await test.run(texts('a', 'old', 'b', 'c'));
    expect(test.letters.map((l) => [l.fate.message.value?.toString(), l.fate.ended?.cause])).toEqual([['c', 'line 3']]);
    expect(readAccount(test.commits[0]!.metadata)).toMatchObject({ stored: 1, deadLettered: 1, dropped: { too_old: 1, expired: 1 } });
  });

  it('leaves a chunk uncommitted when the partition is taken away in it', async () => {
    const { test, stored } = withSink();
    test.stopper.abort();
    await test.run(texts('a'));
    expect([stored, test.commits]).toEqual([[], []]);
  });

  it('sends heartbeats while a sink takes long', async () => {
    const { test } = withSink(() => test.clock.sleep(9_000));
    const running = test.run(texts('a'));
    await test.clock.advance(0);
    await test.clock.advance(10_000);
    await running;
    expect(test.heartbeats).toBeGreaterThanOrEqual(4);
  });

  it('passes over a replay that is meant for another pipeline', async () => {
    const { test, stored } = withSink();
    await test.run(aBatch([aMessage(0, 'a', null, { 'replay-for': 'other' }), aMessage(1, 'b', null, { 'replay-for': 'p' })]));
    expect([stored, readAccount(test.commits[0]!.metadata)?.dropped]).toEqual([['b'], { replay_for_another: 1 }]);
  });

  it('lists every outcome and reason from zero', async () => {
    const { test } = withSink();
    const rows = [
      { step: 'sort', outcome: 'drop', reason: 'too_old' },
      { step: 'sort', outcome: 'reject', reason: 'unfit' },
      { step: 'sort', outcome: 'reject', reason: 'malformed' },
      { step: 'store', outcome: 'pass', reason: '' },
    ];
    expect(await Promise.all(rows.map((row) => test.metric('streaming_messages_total', { pipeline: 'p', ...row })))).toEqual([0, 0, 0, 0]);
  });

  it('counts a message at every step it passed and at the one it ended at', async () => {
    const { test } = withSink();
    await test.run(texts('a', 'old', 'bad'));
    const count = (step: string, outcome: string) => test.metric('streaming_messages_total', { step, outcome });
    expect(await Promise.all([count('intake', 'pass'), count('sort', 'pass'), count('store', 'pass')])).toEqual([3, 1, 1]);
    expect(await test.metric('streaming_messages_total', { step: 'sort', outcome: 'drop', reason: 'too_old' })).toBe(1);
  });

  it('shows the age of what waits for redelivery, and 0 once it is through', async () => {
    let away = true;
    const { test } = withSink(async () => {
      if (away) throw new Error('bug');
    });
    await expect(test.run(aBatch([{ ...aMessage(0, 'a'), timestampMs: test.clock.now() - 3_000 }]))).rejects.toThrow('bug');
    const age = () => test.metric('streaming_oldest_unacknowledged_seconds', { pipeline: 'p' });
    expect(await age()).toBe(3);
    away = false;
    await test.run(texts('a'));
    expect(await age()).toBe(0);
  });
});
