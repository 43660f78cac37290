import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TransientError } from '@lodestream/component';
import { DisposableProducer, type CreateProducer } from './disposable-producer.js';
import type { Producer } from './kafkajs.js';

interface Made {
  readonly choose: (partition: number | undefined) => number;
  readonly wanted: () => boolean;
  disconnected: boolean;
}

/** Makes producers that do as told, and remembers them. */
function factory(send: (made: Made) => Promise<unknown>): { made: Made[]; create: CreateProducer } {
  const made: Made[] = [];
  const create: CreateProducer = (choose, wanted) => {
    const one: Made = { choose, wanted, disconnected: false };
    made.push(one);
    const producer = {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void (one.disconnected = true)),
      send: () => send(one),
    };
    return producer as unknown as Producer;
  };
  return { made, create };
}

const placed = [{ partition: 2, message: { key: 'k', value: 'v' } }];
const acknowledged = [{ topicName: 't', partition: 2, errorCode: 0, baseOffset: '41' }];

/** A weak reference holds what it was asked for until the task has ended. */
async function collectGarbage(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('DisposableProducer', () => {
  it('goes on with one producer while it succeeds', async () => {
    const { made, create } = factory(() => Promise.resolve(acknowledged));
    const producer = new DisposableProducer(create);
    for (let times = 0; times < 3; times += 1) expect(await producer.send('t', placed, 1_000)).toEqual(new Map([[2, 41]]));
    expect(made).toHaveLength(1);
  });

  it('throws the producer away after a rejected send, and makes a new one for the next', async () => {
    const { made, create } = factory((one) => (one === made[0] ? Promise.reject(new Error('rejected')) : Promise.resolve(acknowledged)));
    const producer = new DisposableProducer(create);
    await expect(producer.send('t', placed, 1_000)).rejects.toThrow('rejected');
    await producer.send('t', placed, 1_000);
    expect(made.map(({ disconnected }) => disconnected)).toEqual([true, false]);
  });

  it('throws it away too when the time is up, and ends what still retries inside', async () => {
    const { made, create } = factory(() => new Promise(() => {}));
    const producer = new DisposableProducer(create);
    await expect(producer.send('t', placed, 20)).rejects.toBeInstanceOf(TransientError);
    expect([made[0]?.disconnected, made[0]?.wanted()]).toEqual([true, false]);
    expect(() => made[0]?.choose(2)).toThrow(expect.objectContaining({ retriable: false }));
  });

  it('leaves nobody waiting for a producer that is thrown away from outside', async () => {
    const { create } = factory(() => new Promise(() => {}));
    const producer = new DisposableProducer(create);
    const sent = expect(producer.send('t', placed, 60_000)).rejects.toThrow('thrown away');
    await producer.discard();
    await sent;
  });

  it('keeps nothing of the sends that are done', async () => {
    const { create } = factory(() => Promise.resolve(acknowledged));
    const producer = new DisposableProducer(create);
    const results: WeakRef<object>[] = [];
    for (let times = 0; times < 20; times += 1) results.push(new WeakRef(await producer.send('t', placed, 1_000)));
    await collectGarbage();
    expect(results.filter((result) => result.deref() !== undefined).length).toBeLessThanOrEqual(1);
    await producer.discard();
  });

  it('places messages where it was told', async () => {
    const { made, create } = factory((one) => Promise.resolve([{ ...acknowledged[0], partition: one.choose(2) }]));
    const producer = new DisposableProducer(create);
    expect(await producer.send('t', placed, 1_000)).toEqual(new Map([[2, 41]]));
    expect(made[0]?.wanted()).toBe(true);
  });
});
