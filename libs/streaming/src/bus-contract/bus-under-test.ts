import { randomUUID } from 'node:crypto';
import type { EventBus, TopicSettings } from '../event-bus.port.js';

/** A started bus and the means to hurt it; every adapter's spec builds one. */
export interface BusUnderTest {
  /** The bus in use: the one first opened, or the one that `reopen` made last. */
  readonly bus: EventBus;
  /** Ends the bus as SIGKILL would: nothing is drained, nothing committed, no group is left. */
  kill(): Promise<void>;
  /** Opens (and starts) a bus over the same data; a bus that still runs is stopped first. */
  reopen(): Promise<EventBus>;
  /** Stops what runs and removes the data. */
  dispose(): Promise<void>;
  /** Resolves once superseded values of a compacted topic are gone. */
  compact?(topic: string): Promise<void>;
  /** Resolves once the topic's retention by time was applied. */
  expire?(topic: string): Promise<void>;
}

/** Makes a fresh bus under test, started. */
export type OpenBus = () => Promise<BusUnderTest>;

/** One test's own world: a bus, and names that no other test uses. */
export interface World {
  readonly under: BusUnderTest;
  /** The bus in use now. */
  readonly bus: () => EventBus;
  /** Creates a topic of its own, three partitions kept for ever unless told otherwise. */
  readonly topic: (settings?: Partial<Omit<TopicSettings, 'topic'>>) => Promise<string>;
  readonly group: () => string;
}

/** How long one test of the suite may take; a real broker's rebalance and session time-outs fit in. */
export const testTimeoutMs = 90_000;

/** Runs a test in a world of its own, and cleans up whatever comes of it. */
export const inWorld = (open: OpenBus, test: (world: World) => Promise<void>) => async (): Promise<void> => {
  const under = await open();
  try {
    await test({
      under,
      bus: () => under.bus,
      topic: (settings) => createTopic(under.bus, settings),
      group: () => unique('group'),
    });
  } finally {
    await under.dispose();
  }
};

async function createTopic(bus: EventBus, settings: Partial<Omit<TopicSettings, 'topic'>> = {}): Promise<string> {
  const topic = unique('contract');
  await bus.admin.applyTopics([{ partitions: 3, retentionMs: null, compacted: false, ...settings, topic }]);
  return topic;
}

function unique(prefix: string): string {
  return `${prefix}.${randomUUID().slice(0, 13)}`;
}
