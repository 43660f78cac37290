import { expect } from '@jest/globals';
import { topics, type MinerTelemetry } from '@lodestream/records';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';
import { eventually } from '@lodestream/test-stack';
import type { ClusterFarm } from './cluster.js';

/** What the writer says of its messages, as /api/v1/system shows it. */
export interface ShownLedger {
  readonly produced: number;
  readonly stored: number;
  readonly dead_lettered: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly in_flight: number;
}

/** A point of the store, as far as the books care. */
export interface StoredPoint {
  readonly minerId: string;
  readonly at: number;
  readonly value: number;
}

/** Everything that can be counted of a farm, each from its own source. */
export interface Books {
  /** Complete answers with a reading, by miner, as the simulator remembers them: the hashrates told. */
  readonly served: ReadonlyMap<string, readonly number[]>;
  readonly readings: readonly IncomingMessage[];
  readonly events: readonly IncomingMessage[];
  readonly storedReadings: readonly StoredPoint[];
  readonly storedRates: readonly StoredPoint[];
  readonly storedEvents: readonly StoredPoint[];
  readonly ledger: ShownLedger;
  readonly deadLetters: number;
}

interface SystemPage {
  readonly services: readonly { service: string; state: string; timestamp: number; ledger: ShownLedger }[];
  readonly dead_letters: { readonly kept: number };
}

/** Every message that a topic still has. */
export async function messagesOf(bus: EventBus, topic: string): Promise<readonly IncomingMessage[]> {
  const found: IncomingMessage[] = [];
  for (const { partition, logStart, logEnd } of await bus.admin.offsetsOf(topic)) {
    for (let offset = logStart; offset < logEnd;) {
      const { messages } = await bus.read({ topic, partition, offset }, 2_000);
      found.push(...messages);
      offset = (messages.at(-1)?.offset ?? logEnd) + 1;
    }
  }
  return found;
}

/** What /api/v1/system says of the writer, once a status younger than `sinceMs` says so. */
export async function shownSystem(farm: ClusterFarm, sinceMs: number): Promise<{ ledger: ShownLedger; deadLetters: number }> {
  const { services, dead_letters } = (await (await fetch(`${farm.dashboardUrl}/api/v1/system`)).json()) as SystemPage;
  const writer = services.find(
    ({ service, state, timestamp }) => service === 'telemetry-writer' && state === 'running' && timestamp >= sinceMs,
  );
  if (writer === undefined) throw new Error('The writer has not told its status yet.');
  return { ledger: writer.ledger, deadLetters: dead_letters.kept };
}

/**
 * Lets the writer alone store whatever still waits, with nobody polling any more, and opens the books then.
 * `rounds` of 5 s may pass until its ledger says that nothing is in flight.
 */
export async function settle(farm: ClusterFarm, timeoutMs = 60_000): Promise<Books> {
  const parts = await farm.startParts('dashboard', 'telemetry-writer');
  const sinceMs = Date.now();
  const { ledger, deadLetters } = await eventually(
    async () => {
      const system = await shownSystem(farm, sinceMs);
      expect(system.ledger).toMatchObject({ in_flight: 0, produced: await producedIn(farm) });
      // The page counts letters at most every 5 s.
      expect(system.deadLetters).toBeGreaterThanOrEqual(system.ledger.dead_lettered);
      return system;
    },
    { timeoutMs, everyMs: 500 },
  );
  const books = { ...(await openBooks(farm)), ledger, deadLetters };
  expect((await parts.terminate()).code).toBe(0);
  return books;
}

async function producedIn({ cluster: { bus }, topicPrefix }: ClusterFarm): Promise<number> {
  const names = [topics.minerTelemetry.name, topics.minerEvents.name];
  const ends = await Promise.all(names.map((name) => bus.admin.offsetsOf(topicPrefix + name)));
  return ends.flat().reduce((sum, { logEnd }) => sum + logEnd, 0);
}

async function openBooks(farm: ClusterFarm): Promise<Omit<Books, 'ledger' | 'deadLetters'>> {
  const { bus } = farm.cluster;
  return {
    served: await servedRates(farm),
    readings: await messagesOf(bus, farm.topicPrefix + topics.minerTelemetry.name),
    events: await messagesOf(bus, farm.topicPrefix + topics.minerEvents.name),
    storedReadings: await pointsOf(farm, 'telemetry', 'miner_telemetry', 'observed_at'),
    storedRates: await pointsOf(farm, 'telemetry', 'miner_telemetry', 'hashrate'),
    storedEvents: await pointsOf(farm, 'events', 'miner_event', 'observed_at'),
  };
}

/** One field of every point, one row a point: two points of one tick would be two rows. */
async function pointsOf(
  { cluster, bucketPrefix }: ClusterFarm,
  bucket: string,
  measurement: string,
  field: string,
): Promise<StoredPoint[]> {
  const flux = `from(bucket: "${bucketPrefix}${bucket}") |> range(start: -6h, stop: 1h)
    |> filter(fn: (r) => r._measurement == "${measurement}" and r._field == "${field}" and exists r.miner_id)
    |> keep(columns: ["_time", "_value", "miner_id", "type", "subject"]) |> group()`;
  const rows = await cluster.influx.account.rows<{ _time: string; _value: number; miner_id: string }>(flux);
  return rows.map((row) => ({ minerId: row.miner_id, at: Date.parse(row._time), value: row._value }));
}

interface Served {
  readonly served: readonly { miner_id: string; path: string; outcome: string; digest: { hr_realtime: number } | null }[];
}

/** The control port takes only so many connections. */
const askedAtOnce = 32;

/** The hashrates that each miner told in complete answers, in TH/s or GH/s as the API has them in units a thousand times smaller. */
export async function servedRates({ controlUrl }: Pick<ClusterFarm, 'controlUrl'>): Promise<Map<string, number[]>> {
  const { miners } = (await (await fetch(`${controlUrl}/truth`)).json()) as { miners: { miner_id: string }[] };
  const rates: [string, number[]][] = [];
  for (let at = 0; at < miners.length; at += askedAtOnce)
    rates.push(...(await Promise.all(miners.slice(at, at + askedAtOnce).map(({ miner_id }) => ratesOf(controlUrl, miner_id)))));
  return new Map(rates);
}

async function ratesOf(controlUrl: string, minerId: string): Promise<[string, number[]]> {
  const { served } = (await (await fetch(`${controlUrl}/served?miner_id=${minerId}`)).json()) as Served;
  const complete = served.filter(({ path, outcome, digest }) => path === '/api/v1/summary' && outcome === 'complete' && digest !== null);
  return [minerId, complete.map(({ digest }) => digest!.hr_realtime)];
}

/** A reading as its message tells it. */
export const readingOf = ({ value }: IncomingMessage): MinerTelemetry => topics.minerTelemetry.codec.decode(value!);
