import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { maxStateKeyBytes, maxStateValueBytes, type KeptState, type StateStores } from './state-stores.port.js';

/** A world in which state is kept; every adapter's spec builds one. The bound of a partition's state is 4 MiB in it. */
export interface StatesUnderTest {
  /** The stores of one process; where only one process can have the data, those of the newest. */
  readonly stores: StateStores;
  /** The stores of another process over the same data: the restart of the first, or a replica of it. */
  another(): Promise<StateStores>;
  /** Creates what a store of three partitions needs. */
  create(store: string): Promise<void>;
  /** Resolves once superseded messages of the store are gone, where there are any. */
  compact?(store: string): Promise<void>;
  dispose(): Promise<void>;
}

/** How much the suite does: fewer rounds where each costs a round trip to a real broker. */
export interface StateRounds {
  readonly histories: number;
}

export const contractBounds = { bytes: 4 * 1024 * 1024 };

const testTimeoutMs = 120_000;
const at = 'input';
const to = (offset: number): Map<string, number> => new Map([[at, offset]]);
const change = (...changes: [string, string | null][]): Map<string, Buffer | null> =>
  new Map(changes.map(([key, value]) => [key, value === null ? null : Buffer.from(value)]));
const contents = (state: KeptState): Record<string, string> =>
  Object.fromEntries([...state.entries()].map(([key, value]) => [key, value.toString()]));

/** What every StateStores must do; the fake, the embedded store and changelogs on every bus run it. */
export function describeStateStores(name: string, open: () => Promise<StatesUnderTest>, { histories }: StateRounds): void {
  describe(`${name} as StateStores`, () => {
    let world: StatesUnderTest;
    let store: string;
    beforeEach(async () => {
      world = await open();
      store = `state.${randomUUID().slice(0, 13)}`;
      await world.create(store);
    });
    afterEach(() => world.dispose(), testTimeoutMs);
    const reopen = async (partition = 0): Promise<KeptState> => (await world.another()).open({ store, partition });

    it(
      'begins empty, at no position',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        expect([contents(state), state.size, state.bytes, [...state.positions], state.get('a')]).toEqual([{}, 0, 0, [], undefined]);
      },
      testTimeoutMs,
    );

    it(
      'has after a restart what was committed, with the positions it includes',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        await state.commit(change(['a', '1'], ['b', '2']), to(5));
        await state.commit(change(['b', '3'], ['c', '']), new Map([['second', 7]]));
        const again = await reopen();
        for (const each of [state, again]) {
          expect(contents(each)).toEqual({ a: '1', b: '3', c: '' });
          expect([...each.positions].sort()).toEqual([
            [at, 5],
            ['second', 7],
          ]);
          expect([each.size, each.bytes, each.get('b')?.toString()]).toEqual([3, 5, '3']);
        }
      },
      testTimeoutMs,
    );

    it(
      'keeps out what was taken out',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        await state.commit(change(['a', '1'], ['b', '2']), to(1));
        await state.commit(change(['a', null], ['never', null]), to(2));
        const again = await reopen();
        for (const each of [state, again]) expect([contents(each), each.bytes]).toEqual([{ b: '2' }, 2]);
      },
      testTimeoutMs,
    );

    it(
      'moves a position without any change',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        await state.commit(new Map(), to(9));
        expect([...(await reopen()).positions]).toEqual([[at, 9]]);
      },
      testTimeoutMs,
    );

    it(
      'keeps partitions and stores apart',
      async () => {
        const other = `${store}.other`;
        await world.create(other);
        await (await world.stores.open({ store, partition: 1 })).commit(change(['a', 'one']), to(1));
        await (await world.stores.open({ store: other, partition: 1 })).commit(change(['a', 'other']), to(2));
        expect(contents(await reopen(0))).toEqual({});
        expect(contents(await reopen(1))).toEqual({ a: 'one' });
      },
      testTimeoutMs,
    );

    it(
      'refuses the commits of a former owner, and none of them is ever seen',
      async () => {
        const former = await world.stores.open({ store, partition: 0 });
        await former.commit(change(['a', 'former']), to(1));
        const owner = await reopen();
        await expect(former.commit(change(['a', 'late']), to(9))).rejects.toThrow(TransientError);
        await owner.commit(change(['b', 'owner']), to(2));
        await expect(former.commit(change(['a', 'later']), to(10))).rejects.toThrow(TransientError);
        const again = await reopen();
        for (const each of [owner, again]) {
          expect([contents(each), [...each.positions]]).toEqual([{ a: 'former', b: 'owner' }, [[at, 2]]]);
        }
      },
      testTimeoutMs,
    );

    it(
      'lets one of many who open at once own the state',
      async () => {
        const all = await Promise.all([1, 2, 3, 4].map(() => world.stores.open({ store, partition: 0 })));
        const ends = await Promise.allSettled(all.map((state, index) => state.commit(change(['who', String(index)]), to(index))));
        const winner = ends.findIndex(({ status }) => status === 'fulfilled');
        expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(contents(await reopen())).toEqual({ who: String(winner) });
      },
      testTimeoutMs,
    );

    it(
      'takes a commit that is larger than a message, whole',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        const large = Array.from({ length: 12 }, (_, index): [string, string] => [`key-${index}`, String(index % 10).repeat(200_000)]);
        await state.commit(change(...large), to(1));
        expect(contents(await reopen())).toEqual(Object.fromEntries(large));
      },
      testTimeoutMs,
    );

    it(
      'refuses what is too heavy, changes nothing then, and goes on',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        const refused = [
          change(['a', '1'], ['', 'x']),
          change(['a', '1'], ['k'.repeat(maxStateKeyBytes + 1), 'x']),
          new Map([['a', Buffer.alloc(maxStateValueBytes + 1)]]),
        ];
        for (const changes of refused) await expect(state.commit(changes, to(3))).rejects.toThrow(PermanentError);
        const tooMuch = Array.from({ length: 17 }, (_, index): [string, Buffer] => [`key-${index}`, Buffer.alloc(maxStateValueBytes)]);
        const outgrown = state.commit(new Map(tooMuch), to(3));
        await expect(outgrown).rejects.toMatchObject({ name: 'TransientError', errorClass: 'resource_exhaustion' });
        await state.commit(change(['Ключ/ä %', 'fine']), to(4));
        const again = await reopen();
        expect([contents(again), [...again.positions]]).toEqual([{ 'Ключ/ä %': 'fine' }, [[at, 4]]]);
      },
      testTimeoutMs,
    );

    it(
      'takes nothing more once it was let go of',
      async () => {
        const state = await world.stores.open({ store, partition: 0 });
        await state.close();
        await state.close();
        await expect(state.commit(change(['a', '1']), to(1))).rejects.toThrow(TransientError);
      },
      testTimeoutMs,
    );

    it(
      'is after any history, with restarts wherever, what a plain map would be',
      async () => {
        const key = fc.integer({ min: 0, max: 30 }).map((number) => `k${number}`);
        const value = fc.option(fc.string({ maxLength: 12 }), { nil: null });
        const commit = fc.array(fc.tuple(key, value), { maxLength: 6 });
        const step = fc.oneof({ weight: 12, arbitrary: commit }, { weight: 1, arbitrary: fc.constant('restart' as const) });
        const history = fc.array(step, { minLength: 40, maxLength: 150, size: 'max' });
        let run = 0;
        await fc.assert(
          fc.asyncProperty(history, async (steps) => {
            run += 1;
            await livesThrough(`${store}.${run}`, steps);
          }),
          { numRuns: histories, endOnFailure: true },
        );
      },
      testTimeoutMs,
    );

    async function livesThrough(own: string, steps: readonly ('restart' | [string, string | null][])[]): Promise<void> {
      await world.create(own);
      const model = new Map<string, string>();
      let state = await world.stores.open({ store: own, partition: 2 });
      for (const [index, step] of [...steps, 'restart' as const].entries()) {
        if (step !== 'restart') {
          await state.commit(change(...step), to(index));
          for (const [key, value] of step)
            if (value === null) model.delete(key);
            else model.set(key, value);
          continue;
        }
        if (index % 3 === 0) await world.compact?.(own);
        const position = state.positions.get(at);
        state = await (await world.another()).open({ store: own, partition: 2 });
        expect([contents(state), state.positions.get(at)]).toEqual([Object.fromEntries(model), position]);
      }
    }
  });
}
