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
 * The newest records of coins that tell what sources said, read backwards from the end of their topic until each is found, at most 2,000
 * messages of a partition. @throws TransientError where the bus does not answer in ten seconds
 */
export function newestRecords(options: NewestRecordsOptions, coinIds: readonly string[]): Promise<readonly MarketData[]> {
  return withDeadline(readBack(options, new Set(coinIds)), withinMs, 'reading the prices of before');
}

async function readBack({ bus, topicPrefix }: NewestRecordsOptions, wanted: ReadonlySet<string>): Promise<readonly MarketData[]> {
  const topic = fullTopicName(topicPrefix, topics.marketData);
  const newest = new Map<string, MarketData>();
  const ends = await bus.admin.offsetsOf(topic);
  for (let n = 0; n < mostWindows && newest.size < wanted.size; n += 1) {
    const windows = ends.flatMap(({ partition, logStart, logEnd }) => {
      const [from, to] = [Math.max(logStart, logEnd - (n + 1) * window), logEnd - n * window];
      return from < to ? [{ partition, from, to }] : [];
    });
    const found = windows.map(async ({ partition, from, to }) => {
      const { messages } = await bus.read({ topic, partition, offset: from }, to - from);
      return messages.filter(({ offset }) => offset < to).flatMap(recordIn);
    });
    const before = (await Promise.all(found)).flat().filter(({ coin }) => wanted.has(coin.id) && !newest.has(coin.id));
    for (const record of before) newest.set(record.coin.id, record);
  }
  return [...newest.values()];
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
