import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { mountSmallDisk, type SmallDisk } from '@lodestream/test-stack';
import { contractRetention } from '../contract.js';
import { aPoint, aQuery, day, origin } from '../contract/samples.js';
import type { Point } from '../telemetry-store.port.js';
import { EmbeddedTelemetryStore } from './embedded-telemetry-store.js';

const mebibyte = 1_048_576;
const pointsOfBatch = 200;
const disk: SmallDisk | null = mountSmallDisk(192);
const title = 'EmbeddedTelemetryStore, whose disk fills faster than it looks';

(disk === null ? describe.skip : describe)(disk === null ? `${title} (skipped: only root may mount one)` : title, () => {
  let store: EmbeddedTelemetryStore;
  const open = async (): Promise<void> => {
    // It believes that there is room, so that the database itself meets the end of the disk.
    const freeBytes = (): Promise<number> => Promise.resolve(Number.POSITIVE_INFINITY);
    store = new EmbeddedTelemetryStore({ directory: disk!.directory, retention: contractRetention, threads: 1, walLimitMb: 1, freeBytes });
    await store.start();
  };
  beforeAll(open);
  afterEach(async () => {
    await store.stop();
    await open();
  });
  afterAll(async () => {
    await store?.stop();
    disk?.remove();
  });

  const batch = (number: number): Point[] =>
    Array.from({ length: pointsOfBatch }, (_, at) => {
      const fields = Object.fromEntries(Array.from({ length: 30 }, (_, field) => [`f${field}`, Math.sqrt(number * 977 + at * 31 + field)]));
      return aPoint({ hashrate: at, ...fields }, { timestampMs: origin + number * pointsOfBatch + at });
    });
  const write = (number: number) => store.write(batch(number), [{ consumer: 'c', topic: 't', partition: 0, nextOffset: number + 1 }]);
  const held = async (): Promise<{ points: number; position: number }> => {
    const span = { fromMs: origin - day, toMs: origin + day, stepMs: 10 * day, aggregate: 'count' } as const;
    const rows = await store.series(aQuery({ tags: {}, ...span }));
    const [place] = await store.positions('c');
    return { points: rows.reduce((sum, { values }) => sum + values.hashrate!, 0), position: place?.nextOffset ?? 0 };
  };
  /** Writes on until it is told that there is no room; answers with the batch that found none. */
  const untilFull = async (from: number): Promise<{ number: number; error: unknown }> => {
    for (let number = from; ; number += 1) {
      try {
        await write(number);
      } catch (error) {
        return { number, error };
      }
    }
  };

  it.each([1, 2, 3])(
    'holds points and position of the same batches when it is full, and goes on by itself (time %i)',
    async () => {
      disk!.leaveFree(8 * mebibyte);
      const { number, error } = await untilFull((await held()).position);
      expect(error).toBeInstanceOf(TransientError);
      expect(error).toMatchObject({ errorClass: 'storage' });
      await expect(write(number)).rejects.toMatchObject({ name: 'TransientError', errorClass: 'storage' });
      disk!.leaveFree(40 * mebibyte);
      const after = await held();
      expect(after).toEqual({ points: after.position * pointsOfBatch, position: after.position });
      // The batch that was refused may be durable all the same: its acknowledgement alone can have failed.
      expect(after.position).toBeGreaterThanOrEqual(number);
      for (let more = number; more < number + 5; more += 1) expect((await write(more)).stored).toBe(pointsOfBatch);
      expect(await held()).toEqual({ points: (number + 5) * pointsOfBatch, position: number + 5 });
    },
    60_000,
  );
});
