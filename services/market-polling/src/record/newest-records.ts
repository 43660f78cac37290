import { PermanentError, withDeadline } from '@lodestream/component';
import { fullTopicName, type MarketData, topics } from '@lodestream/records';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';

/** Where the newest records are read. */
export interface NewestRecordsOptions {
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly topicPrefix: string;
}

const window = 200;
const mostWindows = 10;
const withinMs = 10_000;

/**
 * The newest record of each coin that tells what sources said, and every other one since a time, the oldest of a coin first: read backwards
 * from the end of their topic until all are found, at most 2,000 messages of a partition.
 * @throws TransientError where the bus does not answer in ten seconds
 */
export function newestRecords(options: NewestRecordsOptions, coinIds: readonly string[], sinceMs: number): Promise<readonly MarketData[]> {
  return withDeadline(readBack(options, new Set(coinIds), sinceMs), withinMs, 'reading the prices of before');
}

async function readBack(options: NewestRecordsOptions, wanted: ReadonlySet<string>, sinceMs: number): Promise<readonly MarketData[]> {
  const topic = fullTopicName(options.topicPrefix, topics.marketData);
  const found: MarketData[] = [];
  const coins = new Set<string>();
  const ends = await options.bus.admin.offsetsOf(topic);
  for (let n = 0, isYoung = true; n < mostWindows && (isYoung || coins.size < wanted.size); n += 1) {
    const read = (await readWindow(options, topic, ends, n)).filter(({ coin }) => wanted.has(coin.id));
    isYoung = read.some(({ timestamp }) => timestamp >= sinceMs);
    const newest = new Map(read.filter(({ coin }) => !coins.has(coin.id)).map((record) => [record.coin.id, record]));
    found.unshift(...read.filter((record) => record.timestamp >= sinceMs || newest.get(record.coin.id) === record));
    for (const id of newest.keys()) coins.add(id);
  }
  return found;
}

type Ends = Awaited<ReturnType<EventBus['admin']['offsetsOf']>>;

/** The records of one window of every partition, counted from the end. */
async function readWindow({ bus }: NewestRecordsOptions, topic: string, ends: Ends, n: number): Promise<MarketData[]> {
  const windows = ends.flatMap(({ partition, logStart, logEnd }) => {
    const [from, to] = [Math.max(logStart, logEnd - (n + 1) * window), logEnd - n * window];
    return from < to ? [{ partition, from, to }] : [];
  });
  const read = windows.map(async ({ partition, from, to }) => {
    const { messages } = await bus.read({ topic, partition, offset: from }, to - from);
    return messages.filter(({ offset }) => offset < to).flatMap(recordIn);
  });
  return (await Promise.all(read)).flat();
}

/** What can't be read is for the dead letters of others; what no source said of the moment, such as a gap filled later, tells nothing here. */
function recordIn({ value }: IncomingMessage): MarketData[] {
  if (value === null) return [];
  try {
    const record = topics.marketData.codec.decode(value);
    return record.candidates.length > 0 ? [record] : [];
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return [];
  }
}
