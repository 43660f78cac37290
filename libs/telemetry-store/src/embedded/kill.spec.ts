import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EmbeddedTelemetryStore } from './embedded-telemetry-store.js';

const target = fileURLToPath(new URL('../../test/kill-target.ts', import.meta.url));
const source = fileURLToPath(new URL('../../../../tools/build/run-source.mjs', import.meta.url));
const pointsOfBatch = 50;
const pointsOfLarge = 5_000;
const kills = 6;
/** A batch is spread over these. */
const tables = Array.from({ length: 8 }, (_, at) => `part${at}`);
const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

describe('EmbeddedTelemetryStore, killed', () => {
  it.each([1, 2, 3])(
    'has every acknowledged batch whole, and its position agrees with its points (seed %i)',
    async (seed) => {
      const directory = await mkdtemp(join(tmpdir(), 'lodestream-kill-'));
      folders.push(directory);
      const random = seeded(seed);
      let next = 0;
      for (let kill = 0; kill < 3; kill += 1) {
        const { acknowledged } = await writeUntilKilled(directory, { first: next, points: pointsOfBatch }, async (said) => {
          while (kill === 2 && said.acknowledged < next && said.alive()) await pass(20);
          await pass(random() * 400);
        });
        const { position, batches, whole } = await lookInto(directory, pointsOfBatch);
        expect(position).toBeGreaterThanOrEqual(Math.max(next, acknowledged + 1));
        expect({ batches, whole }).toEqual({ batches: position, whole: true });
        next = position;
      }
      expect(next).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each([4, 5])(
    'in the middle of transactions of 5,000 points: each is there whole with its position, or not at all (seed %i)',
    async (seed) => {
      const directory = await mkdtemp(join(tmpdir(), 'lodestream-kill-'));
      folders.push(directory);
      const random = seeded(seed);
      let [next, inside] = [0, 0];
      for (let kill = 0; kill < kills; kill += 1) {
        const first = next;
        // Each kill falls into another sixth of a transaction, measured by those before it.
        const place = (kill + random()) / kills;
        const said = await writeUntilKilled(directory, { first, points: pointsOfLarge }, async (now) => {
          const wanted = first + 2 + Math.floor(random() * 3);
          while (now.begun < wanted && now.alive()) await pass(1);
          await pass(place * now.lastTookMs);
        });
        if (said.begun > said.acknowledged) inside += 1;
        const { position, batches, whole } = await lookInto(directory, pointsOfLarge);
        expect(position).toBeGreaterThanOrEqual(Math.max(next, said.acknowledged + 1));
        expect(position).toBeLessThanOrEqual(said.begun + 1);
        expect({ batches, whole }).toEqual({ batches: position, whole: true });
        next = position;
      }
      expect(inside).toBeGreaterThanOrEqual(3);
    },
    120_000,
  );
});

/** What the target has said so far. */
interface Said {
  begun: number;
  acknowledged: number;
  /** Milliseconds between the last beginning that was acknowledged and its acknowledgement. */
  lastTookMs: number;
  readonly alive: () => boolean;
}

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets the target write, and kills it in mid-stream once `until` has come to pass; answers with what it had said by then. */
async function writeUntilKilled(
  directory: string,
  { first, points }: { first: number; points: number },
  until: (said: Said) => Promise<void>,
): Promise<Said> {
  const child = spawn(
    process.execPath,
    ['--conditions=@lodestream/source', '--import', source, target, directory, String(first), String(points)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const said: Said = { begun: first - 1, acknowledged: first - 1, lastTookMs: 0, alive: () => child.exitCode === null };
  await Promise.race([whenReady(child, said), ended]);
  await until(said);
  child.kill('SIGKILL');
  await ended;
  return said;
}

function whenReady(child: ChildProcess, said: Said): Promise<void> {
  let begunAtMs = 0;
  return new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const [, begun] = /^begun (\d+)$/.exec(line) ?? [];
      if (line === 'ready') resolve();
      else if (begun !== undefined) [said.begun, begunAtMs] = [Number(begun), performance.now()];
      else [said.acknowledged, said.lastTookMs] = [Number(line), performance.now() - begunAtMs];
    });
  });
}

/** What is in the store after the kill: the position, how many batches there are, and whether each is whole, as are the positions. */
async function lookInto(directory: string, points: number): Promise<{ position: number; batches: number; whole: boolean }> {
  const store = new EmbeddedTelemetryStore({ directory, retention: [{ name: 'all', measurements: ['*'], days: null }], threads: 1 });
  await store.start();
  try {
    const places = new Set((await store.positions('target')).map(({ nextOffset }) => nextOffset));
    const query = {
      tags: {},
      fields: ['batch'],
      fromMs: 1_780_000_000_000,
      toMs: 1_780_000_000_000 + 10_000 * 3_600_000,
      stepMs: 3_600_000,
      aggregate: 'count',
    } as const;
    const parts = await Promise.all(tables.map((measurement) => store.series({ measurement, ...query })));
    const counts = parts[0]!.map((_, at) => parts.reduce((sum, rows) => sum + rows[at]!.values.batch!, 0)).filter((count) => count > 0);
    const [position = 0] = places;
    return { position, batches: counts.length, whole: places.size <= 1 && counts.every((count) => count === points) };
  } finally {
    await store.stop();
  }
}

// A small generator of the well-known multiplicative kind, so that a failing seed fails again.
function seeded(seed: number): () => number {
  let state = seed * 48_271;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
