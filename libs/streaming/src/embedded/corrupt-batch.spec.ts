import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { numbered, numbers } from '../bus-contract/numbered.js';
import type { BusEvent } from './bus-event.js';
import { LocalEventBus } from './local-event-bus.js';
import { MemoryLogStore } from './memory-log.store.js';

/** A store of which the batch that holds one offset comes back with a bit changed, some times or always. */
class DecayedLogStore extends MemoryLogStore {
  timesLeft = 0;
  readonly offset = 7;

  override batchAt(log: number, offset: number): ReturnType<MemoryLogStore['batchAt']> {
    const found = super.batchAt(log, offset);
    const isIt = found !== undefined && offset <= this.offset && found.lastOffset >= this.offset;
    if (!isIt || this.timesLeft <= 0) return found;
    this.timesLeft -= 1;
    const bytes = Buffer.from(found.bytes);
    bytes[bytes.length - 1]! ^= 1;
    return { ...found, bytes };
  }
}

const topic = 'decayed';
const group = 'g';

describe('a stored batch that cannot be read', () => {
  let bus: LocalEventBus;
  let store: DecayedLogStore;
  let events: BusEvent[];
  beforeEach(async () => {
    events = [];
    store = new DecayedLogStore();
    bus = new LocalEventBus(store, { onEvent: (event) => events.push(event) });
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
    for (const from of [0, 5, 10]) await bus.send(topic, numbered(from, from + 5));
  });
  afterEach(() => bus.abort());

  it('is a counted loss, told with its offsets; what lies before and behind it is handed over', async () => {
    store.timesLeft = Infinity;
    const follower = await Follower.join(bus, { group, topics: [topic], onLoss: () => 'counted' });
    expect((await follower.untilSeen(10)).values()).toEqual([...numbers(0, 5), ...numbers(10, 15)]);
    expect(follower.losses).toEqual([{ topic, partition: 0, from: 5, to: 10 }]);
    expect(events).toEqual([{ kind: 'loss', group, topic, partition: 0, from: 5, to: 10 }]);
    expect([bus.figures().lostMessages, follower.subscription.state().lastError]).toEqual([5, null]);
    await eventually('the last commit', async () => (await bus.admin.groupOffsets(group, [topic]))[0]?.committed === 15);
  });

  it('is tried again first, for it may have been read wrongly', async () => {
    store.timesLeft = 3;
    const follower = await Follower.join(bus, { group, topics: [topic] });
    expect((await follower.untilSeen(15)).values()).toEqual(numbers(0, 15));
    expect([follower.losses, events]).toEqual([[], []]);
  });
});
