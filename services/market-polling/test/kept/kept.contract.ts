import { expect, it } from '@jest/globals';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EventBus } from '@lodestream/streaming';
import { spawnService } from '@lodestream/test-stack';
import { MarketLife } from './market-life.js';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const runSource = pathToFileURL(fromHere('../../../../tools/build/run-source.mjs')).href;
const command = ['--conditions=@lodestream/source', '--import', runSource, fromHere('./market-process.ts')];
const [minute, hour] = [60_000, 3_600_000];

/** A bus that outlives the processes on it. */
export interface KeptPlace {
  readonly prefix: string;
  /** What `market-process.ts` is told of it. */
  readonly words: readonly [string, string];
  /** Opens it anew. */
  readonly open: () => Promise<EventBus>;
  /** Whether a replica can wait for the first one to die. */
  readonly hasReplicas: boolean;
}

interface Kept {
  readonly nowMs: number;
  readonly slowFromMs: number;
  readonly spent: number;
}

/** What a process must know of the one before it, which was killed with SIGKILL, and of the one before that. */
export function itRecalls(open: () => Promise<KeptPlace>): void {
  it('knows the line, the pin, the pause, the rest a provider asked for and the credits of a process that was killed', async () => {
    const place = await open();
    const opened: OpenLife[] = [];
    const another = async (instance: string, atMs: number): Promise<OpenLife> => {
      const life = await openLife(place, instance, atMs);
      opened.push(life);
      return life;
    };
    // an hour and a half is played; a broker takes nothing from the future
    const startMs = Date.now() - 3 * hour;
    const first = await spawnService({ args: [...command, place.prefix, String(startMs), ...place.words] });
    try {
      // whoever comes first polls
      await first.waitForLine('polls', 60_000);
      const waiting = place.hasReplicas ? await another('second', startMs) : null;
      const kept = JSON.parse((await first.waitForLine(/^kept /, 60_000)).slice('kept '.length)) as Kept;
      await waiting?.clock.advance(kept.nowMs - startMs);
      await first.kill();
      const second = waiting ?? (await another('first', kept.nowMs));
      await expectRecalled(second, kept);
      await second.close();
      const third = await another('first', second.clock.now());
      await expectRecalled(third, kept);
      await third.pass(kept.slowFromMs + hour - third.clock.now());
      await third.until(() => expect(askedOf(third, 'coingecko')).toContain('/coins/markets'));
      expect(third.spent).toBeGreaterThan(kept.spent);
      expect(stretchesOf(third).every((hours) => hours < 2)).toBe(true);
    } finally {
      await first.kill();
      for (const life of opened) await life.close();
    }
  }, 150_000);
}

type OpenLife = MarketLife & { close(): Promise<void> };

async function openLife(place: KeptPlace, instance: string, startMs: number): Promise<OpenLife> {
  const bus = await place.open();
  const life = new MarketLife(bus, place.prefix, instance, startMs);
  await life.start();
  const close = async (): Promise<void> => {
    await life.stop();
    await bus.stop();
  };
  return Object.assign(life, { close });
}

const askedOf = ({ harness }: MarketLife, provider: string): string[] =>
  harness.calls.filter(({ host }) => host.includes(provider)).map(({ path }) => path);

/** How long the stretches of history are that were asked for, in hours: the week before is known. */
const stretchesOf = ({ harness }: MarketLife): number[] =>
  harness.calls.filter(({ path }) => path.endsWith('/range')).map(({ query }) => (Number(query['to']) - Number(query['from'])) / 3_600);

/** A while after it has begun to poll, within the hour of rest. */
async function expectRecalled(life: MarketLife, { spent }: Kept): Promise<void> {
  const beganMs = life.clock.now();
  const bitcoin = await life.until(async () => {
    const newest = (await life.records('bitcoin', beganMs)).at(-1);
    expect(newest?.price_change.percent_7d).toBeCloseTo(25, 9);
    return newest!;
  });
  // known once the budget is read, before anything is asked
  await life.until(() => expect(life.spent).toBeGreaterThanOrEqual(spent));
  await life.pass(minute);
  expect([askedOf(life, 'coingecko'), askedOf(life, 'coinmarketcap')]).toEqual([[], []]);
  expect((await life.records('litecoin', beganMs)).at(-1)).toMatchObject({ source: 'pinned', price: { usd: 250 } });
  expect(bitcoin).toMatchObject({ source: 'coingecko', price: { usd: 100, state: 'cached' } });
  expect(bitcoin.quality.flags).toContainEqual({ path: 'price_change.percent_7d', reason: 'back_filled' });
}
