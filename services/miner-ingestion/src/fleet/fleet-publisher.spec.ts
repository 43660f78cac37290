import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog, systemClock } from '@lodestream/component';
import { type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import { type EventBus, FakeEventBus } from '@lodestream/streaming';
import type { MinerConfig } from '../config.js';
import { configuredMiner } from './configured-fleet.js';
import { FleetPublisher, type PublishingRight } from './fleet-publisher.js';
import { fleetMessage } from './fleet-topic.js';

const topic = fullTopicName('mining.', topics.fleetMiners);
const miner = { id: 'miner_01', ip: '10.0.0.1', enabled: true } as MinerConfig;
const record: FleetMiner = { ...configuredMiner(miner, 0), origin: 'page' };
const from = { source: 'test', atMs: 0 };
let kept: FakeEventBus;

beforeEach(async () => {
  kept = new FakeEventBus();
  await kept.start();
  const { partitions, retentionMs, compacted } = topics.fleetMiners;
  await kept.admin.applyTopics([{ topic, partitions, retentionMs, compacted }]);
});

afterEach(() => kept.stop());

/** A bus that answers no send while it is away. */
function open(stepWithinMs = 60_000, answerAfterMs = 0) {
  const state = { away: true, sends: 0 };
  const bus = {
    admin: kept.admin,
    read: async (...asked: Parameters<EventBus['read']>) => {
      await systemClock.sleep(answerAfterMs);
      return kept.read(...asked);
    },
    send: (...sent: Parameters<EventBus['send']>) => {
      state.sends += 1;
      return state.away ? new Promise(() => {}) : kept.send(...sent);
    },
  } as unknown as EventBus;
  const shared = { bus, clock: systemClock, log: silentLog, topicPrefix: 'mining.', source: 'test', miners: [miner] };
  return { state, publisher: new FleetPublisher({ ...shared, stepWithinMs }) };
}

const held = (signal = new AbortController().signal): PublishingRight => ({ signal, isHeld: () => true });

describe('publishing the configured miners', () => {
  it('sends nothing without the right, and hands over nothing', async () => {
    const { state, publisher } = open();
    const stopping = new AbortController();
    const published = publisher.publish({ signal: stopping.signal, isHeld: () => false });
    await systemClock.sleep(200);
    stopping.abort();
    expect([await published, state.sends]).toEqual([null, 0]);
  });

  it('ends at once when it is aborted, though the bus never answers', async () => {
    const { state, publisher } = open();
    const stopping = new AbortController();
    const published = publisher.publish(held(stopping.signal));
    while (state.sends === 0) await systemClock.sleep(1);
    stopping.abort();
    await published;
    expect(state.sends).toBe(1);
  });

  it('may take longer than a step may, as long as each of its steps gets on', async () => {
    const { state, publisher } = open(1_000, 60);
    state.away = false;
    const others = Array.from({ length: 200 }, (_, n) => fleetMessage(`other-${n}`, { ...record, miner_id: `other-${n}` }, from));
    await kept.send(topic, others);
    const began = systemClock.monotonic();
    await publisher.publish(held());
    expect([publisher.pending(), systemClock.monotonic() - began > 1_000]).toEqual([null, true]);
    expect(state.sends).toBe(1);
  });

  it('is tried again once a step took too long, and says so meanwhile', async () => {
    const { state, publisher } = open(400);
    const published = publisher.publish(held());
    while (!publisher.pending()?.includes('took longer than 400 ms')) await systemClock.sleep(5);
    state.away = false;
    await published;
    expect([state.sends, publisher.pending()]).toEqual([2, null]);
  });
});
