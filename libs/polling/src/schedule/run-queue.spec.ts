import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RunBounds, RunQueue, type Turn } from './run-queue.js';

/** A turn that runs until it is told to end. */
interface TestTurn extends Turn {
  readonly name: number;
}

function open(places: () => number, more: Partial<RunBounds> = {}) {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const run = ({ name }: TestTurn): Promise<void> => {
    begun.push(name);
    return new Promise((resolve) => ends.set(name, resolve));
  };
  const onBug = (error: unknown): never => {
    throw error;
  };
  const queue = new RunQueue<TestTurn>({ most: 1_000, places, now: () => 0, ...more }, run, onBug);
  const end = async (name: number): Promise<void> => {
    ends.get(name)?.();
    ends.delete(name);
    // what follows an end does so within some microtasks
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, begun, ends, end };
}

const turn = (name: number): TestTurn => ({ name, origin: `device ${name}` });

describe('a run queue', () => {
  it('begins in the order of coming, whoever is taken out, comes again or ends in between', async () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant('add' as const) }),
      fc.record({ does: fc.constant('remove' as const), which: fc.nat(20) }),
      fc.record({ does: fc.constant('again' as const), which: fc.nat(20) }),
      fc.record({ does: fc.constant('end' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { queue, begun, ends, end } = open(() => 2);
        const turns: TestTurn[] = [];
        const expected: number[] = [];
        let waiting: number[] = [];
        let running = 0;
        const settle = (): void => {
          for (; running < 2 && waiting.length > 0; running += 1) expected.push(waiting.shift()!);
        };
        for (const { does, ...at } of steps) {
          const known = 'which' in at ? turns[waiting[at.which % Math.max(1, waiting.length)] ?? -1] : undefined;
          if (does === 'add') {
            waiting.push(turns.length);
            turns.push(turn(turns.length));
            queue.add(turns.at(-1)!);
          } else if (does === 'end') {
            const first = [...ends.keys()][0];
            if (first !== undefined) running -= 1;
            settle();
            if (first !== undefined) await end(first);
          } else if (known !== undefined) {
            waiting = waiting.filter((name) => name !== known.name);
            queue.remove(known);
            if (does === 'again') {
              waiting.push(known.name);
              queue.add(known);
            }
          }
          settle();
        }
        expect(begun).toEqual(expected);
        expect(queue.queued).toBe(waiting.length);
      }),
      { numRuns: 60 },
    );
  });

  it('begins more when it is told that there are more places', () => {
    let limit = 1;
    const { queue, begun } = open(() => limit);
    for (let name = 0; name < 5; name += 1) queue.add(turn(name));
    expect(begun).toEqual([0]);
    limit = 3;
    queue.proceed();
    expect(begun).toEqual([0, 1, 2]);
  });

  it('begins nobody while more run than may', async () => {
    let limit = 3;
    const { queue, begun, end } = open(() => limit);
    for (let name = 0; name < 5; name += 1) queue.add(turn(name));
    limit = 1;
    await end(0);
    await end(1);
    expect(begun).toEqual([0, 1, 2]);
    await end(2);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('gives the places of those that have run for long to others, as long as not too many run in all', async () => {
    let now = 0;
    const { queue, begun, end } = open(() => 2, { most: 5, now: () => now });
    for (let name = 0; name < 9; name += 1) queue.add(turn(name));
    for (const [at, expected] of [
      [1_999, [0, 1]],
      [2_000, [0, 1, 2, 3]],
      [4_000, [0, 1, 2, 3, 4]],
    ] as const) {
      now = at;
      queue.letGo();
      queue.proceed();
      expect(begun).toEqual(expected);
    }
    expect([queue.taken, queue.running]).toEqual([1, 5]);
    await end(0);
    expect([begun.at(-1), queue.taken, queue.running]).toEqual([5, 2, 5]);
  });
});
