import { systemClock } from '@lodestream/component';
import { topics } from '@lodestream/records';
import { DeadLetters } from '../../src/dead-letters/dead-letters.js';
import type { EventBus, IncomingMessage, TopicPartition } from '../../src/event-bus.port.js';
import { type LedgerSnapshot, unexplained } from '../../src/ledger/ledger-snapshot.js';
import type { CountingConsumer, CountingPlace } from './counting-consumer.js';

const partitions = [0, 1, 2];

/** What the input itself says should have become of its messages, and what did. */
export interface Audit {
  readonly expected: Accounts;
  readonly found: Accounts;
  /** Ticks that reached the output from another message than the first one of theirs. */
  readonly fromOthers: readonly string[];
  readonly ledger: LedgerSnapshot;
  readonly unexplained: number;
}

/** Numbers by name, and places as `topic/partition/offset`. */
export interface Accounts {
  readonly produced: number;
  readonly distinct: number;
  readonly tombstones: number;
  readonly repetitions: number;
  readonly deadLetters: readonly string[];
}

/** Waits until nothing is in flight. @throws Error when that takes too long, or when the consumer ended by a bug */
export async function drained(consumer: CountingConsumer, withinMs = 60_000): Promise<LedgerSnapshot> {
  const until = performance.now() + withinMs;
  for (;;) {
    if (consumer.bugs.length > 0) throw consumer.bugs[0];
    const ledger = await consumer.ledger().catch(() => null);
    if (ledger && ledger.inFlight === 0 && ledger.produced > 0) return ledger;
    if (performance.now() > until) throw new Error(`not drained within ${withinMs} ms: ${JSON.stringify(ledger)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Reads input, output and dead letters whole and compares them with the ledger of a consumer that has drained the input. */
export async function audit(bus: EventBus, place: CountingPlace, ledger: LedgerSnapshot): Promise<Audit> {
  const first = new Map<string, string>();
  const poisoned: string[] = [];
  let [produced, tombstones] = [0, 0];
  for await (const { at, message } of everyMessage(bus, place.input)) {
    produced += 1;
    const tick = message.value === null ? null : tickOf(message.value);
    if (message.value === null) tombstones += 1;
    else if (tick === null) poisoned.push(at);
    else if (!first.has(tick)) first.set(tick, at);
  }
  const origins = await originsOf(bus, place.output);
  const { letters } = await new DeadLetters(bus, { topicPrefix: place.prefix, clock: systemClock, source: 'audit' }).list({}, 100_000);
  const { duplicate_tick: repetitions = 0, tombstone = 0, late_tick: late = 0 } = ledger.dropped;
  return {
    expected: {
      produced,
      distinct: first.size,
      tombstones,
      repetitions: produced - tombstones - poisoned.length - first.size,
      deadLetters: poisoned.sort(),
    },
    found: {
      produced: ledger.produced,
      distinct: ledger.stored,
      tombstones: tombstone,
      repetitions: repetitions + late,
      deadLetters: [...new Set(letters.map(({ id }) => id.split('/').slice(1).join('/')))].sort(),
    },
    fromOthers: [...first].filter(([tick, at]) => origins.get(tick)?.size !== 1 || !origins.get(tick)?.has(at)).map(([tick]) => tick),
    ledger,
    unexplained: unexplained(ledger),
  };
}

async function originsOf(bus: EventBus, output: string): Promise<Map<string, Set<string>>> {
  const origins = new Map<string, Set<string>>();
  for await (const { message } of everyMessage(bus, output)) {
    const tick = tickOf(message.value!)!;
    origins.set(tick, (origins.get(tick) ?? new Set()).add(message.headers['lineage'] ?? ''));
  }
  return origins;
}

/** A tick's name; null for what is no event. */
function tickOf(value: Buffer): string | null {
  try {
    const { miner_id, timestamp } = topics.minerEvents.codec.decode(value);
    return `${miner_id}@${timestamp}`;
  } catch {
    return null;
  }
}

/** Every message of a topic, with its place. */
export async function* everyMessage(
  bus: EventBus,
  topic: string,
): AsyncGenerator<TopicPartition & { at: string; message: IncomingMessage }> {
  for (const partition of partitions) {
    for (let offset = 0; ;) {
      const { messages, logEnd } = await bus.read({ topic, partition, offset }, 500);
      for (const message of messages) yield { topic, partition, at: `${topic}/${partition}/${message.offset}`, message };
      offset = (messages.at(-1)?.offset ?? logEnd) + 1;
      if (messages.length < 500) break;
    }
  }
}
