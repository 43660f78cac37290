import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EventBus } from '../../src/event-bus.port.js';
import { randomFrom } from '../seeded-random.js';
import { audit, drained, type Audit } from './audit.js';
import { CountingConsumer, placeUnder } from './counting-consumer.js';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const runSource = pathToFileURL(fromHere('../../../../tools/build/run-source.mjs')).href;
const nodeArguments = ['--conditions=@lodestream/source', '--import', runSource, fromHere('./counting-process.ts')];
const longestLifeMs = 60_000;

/** Where the processes that are killed work. */
export interface KillPlace {
  readonly prefix: string;
  /** What `counting-process.ts` is told of it: `embedded DIRECTORY` or `kafka ADDRESS`. */
  readonly words: readonly [string, string];
  /** Opens the bus for looking at it, once the process is dead. */
  readonly open: () => Promise<EventBus>;
}

/**
 * Kills a process that feeds and counts, at a random moment, again and again on the same data, and then accounts for every message.
 * The moments follow from the seed; what the machine does in them does not.
 */
export async function killRounds(place: KillPlace, kills: number, seed: number, told: (kill: number) => void = () => {}): Promise<Audit> {
  const random = randomFrom(seed);
  for (let kill = 0; kill < kills; kill += 1) {
    await liveAndDie(place, seed * 1_000 + kill, kill, Math.floor(random() ** 2 * 60), random() * 20);
    told(kill + 1);
  }
  const bus = await place.open();
  try {
    const counting = placeUnder(place.prefix);
    const consumer = new CountingConsumer(bus, counting);
    await consumer.start();
    const ledger = await drained(consumer);
    await consumer.stop();
    return await audit(bus, counting, ledger);
  } finally {
    await bus.stop();
  }
}

/** One life: until it has said so much, and a moment longer. */
async function liveAndDie({ prefix, words }: KillPlace, seed: number, life: number, rounds: number, moreMs: number): Promise<void> {
  const child = spawn(process.execPath, [...nodeArguments, prefix, String(seed), String(life), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const said: string[] = [];
  const enough = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    if (line === `fed ${rounds}`) enough.resolve();
  });
  const timeUp = setTimeout(() => child.kill('SIGKILL'), longestLifeMs);
  await Promise.race([enough.promise, closed]);
  await new Promise((resolve) => setTimeout(resolve, moreMs));
  clearTimeout(timeUp);
  const wasAlive = child.exitCode === null && child.signalCode === null;
  child.kill('SIGKILL');
  await closed;
  if (!wasAlive) throw new Error(`the process of life ${life} ended by itself after: ${said.slice(-3).join(' | ')}`);
}
