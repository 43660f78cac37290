import { describe, expect, it } from '@jest/globals';
import { systemClock, TransientError } from '@lodestream/component';
import type { Point, StorePosition, WriteResult } from '@lodestream/telemetry-store';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';

const points = (...names: string[]): Point[] =>
  names.map((name) => ({ measurement: 'm', tags: { name }, fields: { f: 1 }, timestampMs: 1 }));
const at = (partition: number, nextOffset: number): StorePosition => ({ consumer: 'c', topic: 't', partition, nextOffset });

/** A store whose writes end when told to. */
class HeldStore {
  readonly writes: {
    names: string[];
    positions: readonly StorePosition[];
    end: (result: Partial<WriteResult>) => void;
    fail: (e: Error) => void;
  }[] = [];

  write(batch: readonly Point[], positions: readonly StorePosition[] = []): Promise<WriteResult> {
    const names = batch.map((p) => p.tags['name']!);
    return new Promise((resolve, reject) =>
      this.writes.push({ names, positions, end: (r) => resolve({ stored: 0, refused: [], expired: [], ...r }), fail: reject }),
    );
  }
}

/** Time that stands still, and whose sleepers wake when told to. */
class HeldClock {
  atMs = 0;
  readonly asked: number[] = [];
  wake: () => void = () => {};

  monotonic(): number {
    return this.atMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.asked.push(ms);
    return new Promise((resolve) => {
      this.wake = resolve;
      signal?.addEventListener('abort', () => resolve());
    });
  }
}

const commitTo = (store: HeldStore, options: Partial<GroupCommitOptions>): GroupCommit =>
  new GroupCommit({ store, clock: systemClock, maxPoints: 100, deadlineMs: 1_000, paceMs: 0, hurryPoints: 1, ...options });
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('sharing writes', () => {
  it('writes at once when nothing runs, and together what came meanwhile', async () => {
    const store = new HeldStore();
    const writes = commitTo(store, { maxPoints: 100, deadlineMs: 1_000 });
    const all = [writes.write(points('a'), at(0, 1)), writes.write(points('b', 'c'), at(1, 2)), writes.write(points('d'), at(2, 1))];
    expect(store.writes.map((w) => w.names)).toEqual([['a']]);
    store.writes[0]!.end({});
    await turn();
    expect(store.writes[1]).toMatchObject({ names: ['b', 'c', 'd'], positions: [at(1, 2), at(2, 1)] });
    store.writes[1]!.end({ refused: [{ index: 2, reason: 'odd' }], expired: [0] });
    expect(await Promise.all(all)).toEqual([
      { stored: 1, refused: [], expired: [] },
      { stored: 1, refused: [], expired: [0] },
      { stored: 0, refused: [{ index: 0, reason: 'odd' }], expired: [] },
    ]);
  });

  it('keeps a write within its bound, but for a batch that is larger alone', async () => {
    const store = new HeldStore();
    const writes = commitTo(store, { maxPoints: 3, deadlineMs: 1_000 });
    const all = [points('a'), points('b', 'c'), points('d', 'e'), points('f', 'g', 'h', 'i')].map((p, i) => writes.write(p, at(i, 1)));
    for (let i = 0; i < 4; i += 1) {
      store.writes[i]?.end({});
      await turn();
    }
    await Promise.all(all);
    expect(store.writes.map((w) => w.names.length)).toEqual([1, 2, 2, 4]);
  });

  it('fails those who shared the write that failed, and goes on', async () => {
    const store = new HeldStore();
    const writes = commitTo(store, { maxPoints: 2, deadlineMs: 1_000 });
    const first = writes.write(points('a'), at(0, 1));
    const second = writes.write(points('b'), at(1, 1));
    store.writes[0]!.fail(new TransientError('away', 'connectivity'));
    await expect(first).rejects.toThrow('away');
    await turn();
    store.writes[1]!.end({});
    expect(await second).toMatchObject({ stored: 1 });
  });

  it('does not wait for ever for a store that never answers', async () => {
    const writes = commitTo(new HeldStore(), { maxPoints: 2, deadlineMs: 20 });
    await expect(writes.write(points('a'), at(0, 1))).rejects.toThrow('a write to the telemetry store took longer than 20 ms');
  });

  it('lets a while pass between two writes, so that they share more, but not before the first', async () => {
    const store = new HeldStore();
    const clock = new HeldClock();
    const writes = commitTo(store, { clock, paceMs: 200, hurryPoints: 100 });
    const all = [writes.write(points('a'), at(0, 1))];
    expect(store.writes).toHaveLength(1);
    clock.atMs = 30;
    store.writes[0]!.end({});
    all.push(writes.write(points('b'), at(1, 1)));
    await turn();
    all.push(writes.write(points('c'), at(2, 1)));
    expect([store.writes.length, clock.asked]).toEqual([1, [170]]);
    clock.wake();
    await turn();
    expect(store.writes[1]?.names).toEqual(['b', 'c']);
    store.writes[1]!.end({});
    await Promise.all(all);
  });

  it('does not wait when a backlog waits', async () => {
    const store = new HeldStore();
    const clock = new HeldClock();
    const writes = commitTo(store, { clock, paceMs: 200, hurryPoints: 3 });
    const all = [writes.write(points('a'), at(0, 1))];
    store.writes[0]!.end({});
    all.push(writes.write(points('b'), at(1, 1)));
    await turn();
    expect(store.writes).toHaveLength(1);
    all.push(writes.write(points('c', 'd'), at(2, 1)));
    await turn();
    expect(store.writes[1]?.names).toEqual(['b', 'c', 'd']);
    store.writes[1]!.end({});
    await Promise.all(all);
  });

  it('keeps nobody waiting for the pace who is about to stop', async () => {
    const store = new HeldStore();
    const clock = new HeldClock();
    const stopping = new AbortController();
    const writes = commitTo(store, { clock, paceMs: 5_000, hurryPoints: 100 });
    const all = [writes.write(points('a'), at(0, 1), stopping.signal)];
    store.writes[0]!.end({});
    all.push(writes.write(points('b'), at(1, 1), stopping.signal));
    await turn();
    expect(store.writes).toHaveLength(1);
    stopping.abort();
    await turn();
    expect(store.writes[1]?.names).toEqual(['b']);
    all.push(writes.write(points('c'), at(2, 1), stopping.signal));
    store.writes[1]!.end({});
    await turn();
    expect([store.writes[2]?.names, clock.asked]).toEqual([['c'], [5_000]]);
    store.writes[2]!.end({});
    await Promise.all(all);
  });
});
