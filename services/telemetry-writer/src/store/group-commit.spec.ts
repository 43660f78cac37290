import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import type { Point, StorePosition, WriteResult } from '@lodestream/telemetry-store';
import { GroupCommit } from './group-commit.js';

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

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('sharing writes', () => {
  it('writes at once when nothing runs, and together what came meanwhile', async () => {
    const store = new HeldStore();
    const writes = new GroupCommit(store, 100, 1_000);
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
    const writes = new GroupCommit(store, 3, 1_000);
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
    const writes = new GroupCommit(store, 2, 1_000);
    const first = writes.write(points('a'), at(0, 1));
    const second = writes.write(points('b'), at(1, 1));
    store.writes[0]!.fail(new TransientError('away', 'connectivity'));
    await expect(first).rejects.toThrow('away');
    await turn();
    store.writes[1]!.end({});
    expect(await second).toMatchObject({ stored: 1 });
  });

  it('does not wait for ever for a store that never answers', async () => {
    const writes = new GroupCommit(new HeldStore(), 2, 20);
    await expect(writes.write(points('a'), at(0, 1))).rejects.toThrow('a write to the telemetry store took longer than 20 ms');
  });
});
