import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { readAccount } from '../ledger/account-text.js';
import { pass } from '../outcome.js';
import { pipeline } from './pipeline.js';
import { aBatch, aMessage, RunnerUnderTest } from './runner-under-test.js';
import { sink } from './sink.js';
import { step } from './step.js';

const text = step('text', (value: Buffer) => pass(value.toString()));

/** A store that keeps the position of its values, and refuses "bad". */
class KeepingStore {
  readonly got: string[] = [];
  position: number | null = 0;
  asked = 0;
  readonly sink = sink<string>(
    'store',
    async (values, { nextOffset }) => {
      this.got.push(...values);
      this.position = nextOffset;
      return { rejected: values.flatMap((v, index) => (v === 'bad' ? [{ index, reason: 'refused', cause: 'it is bad' }] : [])) };
    },
    { rejects: ['refused'], resume: async () => ((this.asked += 1), this.position) },
  );
}

const log = (count: number) => Array.from({ length: count }, (_, offset) => aMessage(offset, offset === 1 ? 'bad' : `v${offset}`));

function setUp(count: number) {
  const store = new KeepingStore();
  const test = new RunnerUnderTest(pipeline('p', { maxMessages: 2 }).step(text).sink(store.sink));
  test.log = log(count);
  const deliver = (from: number, to = count) =>
    test.run(aBatch(test.log.slice(from, to), { logStart: test.logStart, logEnd: test.log.length }));
  const account = () => readAccount(test.commits.at(-1)!.metadata);
  const restart = () => test.ledger.revoke([{ topic: 't', partition: 0 }]);
  return { store, test, deliver, account, restart };
}

describe('a sink that keeps its position', () => {
  it('is handed again what it holds but nobody committed, so that what it refused is told again', async () => {
    const { store, test, deliver, account } = setUp(3);
    store.position = 3;
    await deliver(0);
    expect([store.got, test.letters.map(({ fate }) => fate.message.offset)]).toEqual([['v0', 'bad', 'v2'], [1]]);
    expect(account()).toMatchObject({ from: 0, at: 3, stored: 2, deadLettered: 1, lost: 0 });
  });

  it('keeps its counts where retention took what lies between it and the log', async () => {
    const { test, deliver, account } = setUp(6);
    await deliver(0, 2);
    const at = { topic: 't', partition: 0 };
    await test.ledger.restore([at]);
    test.logStart = 4;
    test.ledger.noteLoss({ ...at, from: 2, to: 4 });
    await deliver(4);
    expect(account()).toMatchObject({ from: 0, at: 6, stored: 3, deadLettered: 1, lost: 2 });
  });

  it('is asked once, and anew when the partition comes back or something failed', async () => {
    const { store, test, deliver, restart } = setUp(4);
    await deliver(0, 1);
    await deliver(1, 2);
    expect(store.asked).toBe(1);
    restart();
    await deliver(2, 3);
    expect(store.asked).toBe(2);
    test.onCommit = () => Promise.reject(new TransientError('away', 'connectivity'));
    await expect(deliver(3)).rejects.toThrow('away');
    test.onCommit = async () => {};
    await deliver(3);
    expect(store.asked).toBe(3);
  });

  it.each([
    { older: 'a restored backup', position: 2, got: ['v2', 'v3', 'v4', 'v5'], from: 2, deadLettered: 0 },
    { older: 'an empty store', position: 0, got: ['v0', 'bad', 'v2', 'v3', 'v4', 'v5'], from: 0, deadLettered: 1 },
  ])('gets everything again that it lacks: $older', async ({ position, got, from, deadLettered }) => {
    const { store, test, deliver, account, restart } = setUp(6);
    await deliver(0, 5);
    restart();
    store.got.length = 0;
    store.position = position;
    await deliver(5);
    expect(store.got).toEqual(got);
    expect(account()).toMatchObject({ from, at: 6, stored: 6 - from - deadLettered, deadLettered, lost: 0 });
    expect(test.ledger.byTopic()['t']).toMatchObject({ produced: 6 - from, inFlight: 0 });
  });

  it('counts what the log no longer has as lost, once', async () => {
    const { store, test, deliver, account, restart } = setUp(8);
    await deliver(0, 6);
    restart();
    store.got.length = 0;
    store.position = 2;
    test.logStart = 4;
    await deliver(6);
    restart();
    test.log.push(aMessage(8, 'v8'));
    await deliver(8, 9);
    expect(store.got).toEqual(['v4', 'v5', 'v6', 'v7', 'v8']);
    expect(account()).toMatchObject({ from: 2, at: 9, stored: 5, lost: 2 });
  });

  it('goes on from where it was when the rewind failed on the way', async () => {
    const { store, test, deliver, account, restart } = setUp(7);
    await deliver(0, 6);
    restart();
    store.got.length = 0;
    store.position = 0;
    test.onCommit = async (nextOffset) => {
      if (nextOffset === 4) throw new TransientError('killed', 'dependency');
    };
    await expect(deliver(6)).rejects.toThrow('killed');
    expect(test.commits.at(-1)?.nextOffset).toBe(2);
    test.onCommit = async () => {};
    await deliver(6);
    expect(store.got).toEqual(['v0', 'bad', 'v2', 'v3', 'v2', 'v3', 'v4', 'v5', 'v6']);
    expect(account()).toMatchObject({ from: 0, at: 7, stored: 6, deadLettered: 1, lost: 0 });
  });

  it('leaves the position to the bus where the sink says null', async () => {
    const { store, deliver, account, restart } = setUp(4);
    await deliver(0, 3);
    restart();
    store.position = null;
    await deliver(3);
    expect([store.got.length, account()?.stored]).toEqual([4, 3]);
  });
});
