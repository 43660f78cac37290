import { PermanentError, withDeadline } from '@lodestream/component';
import { findModel, mergedGroups } from '@lodestream/mining';
import {
  type FleetMiner,
  fullTopicName,
  type MinerTelemetry,
  type PoolPayout,
  type PoolPerformance,
  type TopicDefinition,
  topics,
} from '@lodestream/records';
import type { EventBus } from '@lodestream/streaming';

/** Where it is read what the operation mines. */
export interface SightingsOptions {
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly topicPrefix: string;
  readonly nowMs: number;
}

/** A coin, and when it was mined or paid. */
type Sighting = readonly [coinId: string, atMs: number];

const withinMs = 60_000;
/** Newest messages of each partition that are looked at: of a large fleet a sample, of a small one all of it. */
const miners = 200;
const readings = 20;
const poolRecords = 200;

const parentOf = new Map<string, string>(mergedGroups.map(({ algorithm, parent }) => [algorithm, parent]));

/**
 * When coins were last mined or paid, by our ids, from the newest messages of each partition: the parent chain of the algorithms that
 * listed miners and readings name, and what pools say that they mine or pay.
 * @throws TransientError where the bus does not answer in a minute
 */
export async function readSightings(options: SightingsOptions): Promise<ReadonlyMap<string, number>> {
  const all = async (): Promise<Sighting[]> => [
    ...(await newest(options, topics.fleetMiners, miners, (miner) => byFleet(miner, options.nowMs))),
    ...(await newest(options, topics.minerTelemetry, readings, byReading)),
    ...(await newest(options, topics.poolPerformance, poolRecords, byPool)),
    ...(await newest(options, topics.poolPayouts, poolRecords, byPayout)),
  ];
  const found = await withDeadline(all(), withinMs, 'reading what is mined');
  const latest = new Map<string, number>();
  for (const [coinId, atMs] of found) latest.set(coinId, Math.max(atMs, latest.get(coinId) ?? atMs));
  return latest;
}

/** A miner that is listed is mining now, or soon again. */
function byFleet({ enabled, algorithm, model }: FleetMiner, nowMs: number): Sighting[] {
  return enabled ? byAlgorithm(algorithm ?? findModel(model)?.algorithm ?? null, nowMs) : [];
}

const byReading = ({ algorithm, timestamp }: MinerTelemetry): Sighting[] => byAlgorithm(algorithm, timestamp);

const byPool = ({ coins_mined: coins, timestamp }: PoolPerformance): Sighting[] => coins.map(({ coin_id }) => [coin_id, timestamp]);

/** A balance of nothing is none: pools list coins in which they could pay. */
function byPayout({ type, coin_id: coinId, balance, balance_unconfirmed: unconfirmed, timestamp }: PoolPayout): Sighting[] {
  const isEmpty = type === 'balance' && (balance ?? 0) <= 0 && (unconfirmed ?? 0) <= 0;
  return coinId === null || isEmpty ? [] : [[coinId, timestamp]];
}

/** Which of the chains that can be mined along are mined, only pools know. */
function byAlgorithm(algorithm: string | null, atMs: number): Sighting[] {
  const parent = parentOf.get(algorithm ?? '');
  return parent === undefined ? [] : [[parent, atMs]];
}

/** What can't be read is for the dead letters of others. Where one key's newest message is its state, that one counts: a miner that was removed is none. */
async function newest<T, I>(
  { bus, topicPrefix }: SightingsOptions,
  definition: TopicDefinition<T, I>,
  count: number,
  sightingsIn: (record: T) => Sighting[],
): Promise<Sighting[]> {
  const topic = fullTopicName(topicPrefix, definition);
  const ends = await bus.admin.offsetsOf(topic);
  const found: Sighting[] = [];
  // one after the other: nothing hurries, and no more than one batch is held
  for (const { partition, logStart, logEnd } of ends) {
    const offset = Math.max(logStart, logEnd - count);
    if (offset >= logEnd) continue;
    const { messages } = await bus.read({ topic, partition, offset }, count);
    const newestOfKey = new Map(messages.map((message) => [message.key?.toString() ?? null, message]));
    const counting = definition.compacted ? [...newestOfKey.values()] : messages;
    found.push(...counting.flatMap(({ value }) => readAs(definition, value, sightingsIn)));
  }
  return found;
}

function readAs<T, I>({ codec }: TopicDefinition<T, I>, value: Buffer | null, sightingsIn: (record: T) => Sighting[]): Sighting[] {
  if (value === null) return [];
  try {
    return sightingsIn(codec.decode(value));
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return [];
  }
}
