import { beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError, silentLog, systemClock, TransientError } from '@lodestream/component';
import type { Position } from '../event-bus.port.js';
import type { PlacedMessage } from './disposable-producer.js';
import { resolveOptions } from './kafka-options.js';
import { weighInRequest } from './outgoing.js';
import { TopicLane } from './topic-lane.js';

type Answer = (placed: readonly PlacedMessage[]) => Promise<Map<number, number>>;

const { bounds } = resolveOptions({ brokers: [], clientId: 'test' });

describe('TopicLane', () => {
  let requests: string[][];
  let ends: Map<number, number>;
  let inFlight: number;
  let mostInFlight: number;
  let answers: Answer[];
  let lane: TopicLane;

  /** A broker of four partitions: appends, unless the test has put another answer in its way. */
  const append: Answer = async (placed) => {
    const bases = new Map<number, number>();
    for (const { partition } of placed) {
      const end = ends.get(partition) ?? 0;
      if (!bases.has(partition)) bases.set(partition, end);
      ends.set(partition, end + 1);
    }
    return bases;
  };

  beforeEach(() => {
    [requests, ends, inFlight, mostInFlight, answers] = [[], new Map(), 0, 0, []];
    const send = async (_topic: string, placed: readonly PlacedMessage[]): Promise<Map<number, number>> => {
      requests.push(placed.map(({ message }) => String(message.value)));
      mostInFlight = Math.max(mostInFlight, (inFlight += 1));
      await systemClock.sleep(2);
      inFlight -= 1;
      return (answers.shift() ?? append)(placed);
    };
    const facts = (): Promise<{ partitions: number; compacted: boolean }> => Promise.resolve({ partitions: 4, compacted: true });
    const timeouts = { lingerMs: 5 };
    lane = new TopicLane({
      topic: 't',
      producer: { send },
      facts,
      brokers: ['b:1'],
      clock: systemClock,
      log: silentLog,
      bounds,
      timeouts,
    });
  });

  const add = (values: readonly string[], more: { key?: null; partition?: number; forMs?: number } = {}): Promise<readonly Position[]> => {
    const { forMs = 5_000, ...rest } = more;
    const messages = values.map((value) => ({ key: 'k', value, partition: 0, ...rest }));
    const settled = Promise.withResolvers<readonly Position[]>();
    const bytes = messages.reduce((sum, message) => sum + weighInRequest(message), 0);
    lane.add({
      call: { messages, verdict: 'unchecked' },
      messages,
      bytes,
      untilMs: systemClock.monotonic() + forMs,
      settled,
    });
    return settled.promise;
  };
  const reject =
    (error: Error): Answer =>
    () =>
      Promise.reject(error);

  it('puts what comes within the linger into one request, and tells each caller its own positions', async () => {
    const [first, second] = await Promise.all([add(['a', 'b']), add(['c'])]);
    expect(requests).toEqual([['a', 'b', 'c']]);
    expect([first, second].map((positions) => positions?.map(({ offset }) => offset))).toEqual([[0, 1], [2]]);
  });

  it('has one request in flight at a time, in the order of the calls', async () => {
    const values = Array.from({ length: 1_200 }, (_, index) => String(index));
    await Promise.all(values.map((value) => add([value])));
    expect(mostInFlight).toBe(1);
    expect(requests.flat()).toEqual(values);
    expect(Math.max(...requests.map((request) => request.length))).toBeLessThanOrEqual(bounds.requestMessages);
  });

  it('sends a rejected request again, whole, before anything else', async () => {
    answers = [reject(new TransientError('away', 'connectivity')), reject(new TransientError('away', 'connectivity'))];
    const first = add(['a', 'b']);
    await systemClock.sleep(20);
    await Promise.all([first, add(['c'])]);
    expect(requests).toEqual([['a', 'b'], ['a', 'b'], ['a', 'b'], ['c']]);
  });

  it('refuses only the guilty parcel of a request, and sends the others on their own', async () => {
    const refuse: Answer = (placed) =>
      placed.some(({ message }) => message.value === 'bad') ? Promise.reject(new PermanentError('no', 'validation')) : append(placed);
    answers = [refuse, refuse, refuse, refuse];
    const [good, bad, fine] = await Promise.allSettled([add(['good']), add(['bad']), add(['fine'])]);
    expect([good.status, bad.status, fine.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(requests).toEqual([['good', 'bad', 'fine'], ['good'], ['bad'], ['fine']]);
  });

  it('refuses what the topic would refuse before anything of that call is sent', async () => {
    const results = await Promise.allSettled([add(['keyless'], { key: null }), add(['nowhere'], { partition: 4 }), add(['fine'])]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(requests.flat()).toEqual(['fine']);
  });

  it('sends again what no partition acknowledged, as when a leader moved in mid-send', async () => {
    const forget: Answer = async (placed) => new Map([...(await append(placed.filter(({ partition }) => partition === 0)))]);
    answers = [forget];
    const [zero, one] = await Promise.all([add(['zero']), add(['one'], { partition: 1 })]);
    expect(requests).toEqual([['zero', 'one'], ['one']]);
    expect([zero[0]?.offset, one[0]?.offset]).toEqual([0, 0]);
  });

  it('gives up when the time of the parcels is up', async () => {
    answers = Array.from({ length: 20 }, () => reject(new TransientError('away', 'connectivity')));
    await expect(add(['a'], { forMs: 300 })).rejects.toThrow('away');
    expect(requests.length).toBeGreaterThan(1);
  });

  it('cures a broken client once with a new producer, and shows a bug that stays', async () => {
    answers = [reject(new TypeError('undefined')), append];
    await expect(add(['a'])).resolves.toHaveLength(1);
    answers = [reject(new TypeError('undefined')), reject(new TypeError('undefined'))];
    await expect(add(['b'])).rejects.toBeInstanceOf(TypeError);
  });

  it('tells its senders that the fate is unknown when it is abandoned', async () => {
    answers = [() => new Promise(() => {})];
    const sent = add(['a']);
    await systemClock.sleep(20);
    answers = [() => new Promise(() => {})];
    const queued = add(['b']);
    lane.abandon();
    for (const each of [sent, queued]) await expect(each).rejects.toThrow('whether the messages are stored is unknown');
    await lane.idle();
  });
});
