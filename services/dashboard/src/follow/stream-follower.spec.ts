import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError, silentLog, TransientError } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { topics } from '@lodestream/records';
import { FakeEventBus } from '@lodestream/streaming';
import { eventually } from '@lodestream/test-stack';
import { aListed, aReading, sampleNow } from '../../test/samples.js';
import { StreamFollower, type Followed } from './stream-follower.js';

const settings = [topics.fleetMiners, topics.minerTelemetry].map(({ name, compacted }) => ({
  topic: `mining.${name}`,
  partitions: 1,
  retentionMs: null,
  compacted,
}));
let bus: FakeEventBus;
let seen: [key: string, record: unknown][];
let unreadable: string[];
let bugs: unknown[];
let odd = false;
let follower: StreamFollower | null = null;

function fail(): never {
  throw new TypeError('a field of nothing was read');
}

function following(topic: 'fleetMiners' | 'minerTelemetry', from: 'beginning' | 'tail', over: FakeEventBus = bus): StreamFollower {
  const followed: Followed<unknown> = {
    topic: topics[topic],
    from,
    apply: (record, key) => void (odd ? fail() : seen.push([key, record])),
  };
  const options = {
    bus: over,
    log: silentLog,
    topicPrefix: 'mining.',
    group: 'view',
    tailMessages: 3,
    onUnreadable: (name: string) => unreadable.push(name),
    onBug: (error: unknown) => bugs.push(error),
  };
  return (follower = new StreamFollower(options, [followed]));
}

const sendReadings = (...ages: readonly number[]) =>
  bus.send(
    'mining.miner.telemetry',
    ages.map((age) => ({ key: 'm1', value: topics.minerTelemetry.codec.encode(aReading('m1', { observed_at: sampleNow + age })) })),
  );
const agesSeen = () => seen.map(([, record]) => (record as { observed_at: number }).observed_at - sampleNow);

beforeEach(async () => {
  [bus, seen, unreadable, bugs, odd] = [new FakeEventBus(), [], [], [], false];
  await bus.start();
  await bus.admin.applyTopics(settings);
});
afterEach(async () => {
  await follower?.stop();
  await bus.stop();
});

describe('following the stream', () => {
  it('reads a table from its beginning, with its tombstones', async () => {
    const { codec } = topics.fleetMiners;
    await bus.send('mining.fleet.miners', [
      { key: 'm1', value: codec.encode(aListed('m1')) },
      { key: 'm1', value: null },
    ]);
    await following('fleetMiners', 'beginning').start();
    await eventually(() =>
      expect(seen).toEqual([
        ['m1', expect.objectContaining({ miner_id: 'm1' })],
        ['m1', null],
      ]),
    );
  });

  it('tells of a bug of its own instead of trying for ever in silence', async () => {
    odd = true;
    await sendReadings(1);
    await following('minerTelemetry', 'tail').start();
    await eventually(() => expect(bugs[0]).toBeInstanceOf(TypeError));
  });

  it('reads of a stream only the newest messages, and what comes', async () => {
    await sendReadings(1, 2, 3, 4, 5);
    await following('minerTelemetry', 'tail').start();
    await sendReadings(6);
    await eventually(() => expect(agesSeen()).toEqual([3, 4, 5, 6]));
  });

  it('reads the newest messages again after a restart, for it has forgotten them', async () => {
    await sendReadings(1, 2, 3, 4);
    await following('minerTelemetry', 'tail').start();
    await eventually(() => expect(seen).toHaveLength(3));
    await follower!.stop();
    seen = [];
    await following('minerTelemetry', 'tail').start();
    await eventually(() => expect(agesSeen()).toEqual([2, 3, 4]));
  });

  it('passes by what it cannot read, counts it, and goes on', async () => {
    await bus.send('mining.miner.telemetry', [
      { key: 'x', value: 'nonsense' },
      { key: 'x', value: '{"miner_id":7}' },
    ]);
    await sendReadings(1);
    await following('minerTelemetry', 'tail').start();
    await eventually(() => expect(agesSeen()).toEqual([1]));
    expect(unreadable).toEqual(['miner.telemetry', 'miner.telemetry']);
    expect(follower!.trouble()).toBeNull();
  });

  it('goes on from where it was when the broker still takes a killed one for a member', async () => {
    await sendReadings(1);
    bus.admin.seedOffsets = () => Promise.reject(new PermanentError('the group has members', 'validation'));
    await following('minerTelemetry', 'tail').start();
    await eventually(() => expect(agesSeen()).toEqual([1]));
  });

  it('does not start without the bus', async () => {
    bus.admin.seedOffsets = () => Promise.reject(new TransientError('no broker', 'connectivity'));
    await expect(following('minerTelemetry', 'tail').start()).rejects.toThrow('no broker');
  });

  it('tells that a subscription has stopped, and why', async () => {
    const { subscribe } = bus;
    bus.subscribe = async (options) => {
      const subscription = await subscribe.call(bus, options);
      const state = () => ({ ...subscription.state(), running: false, lastError: new Error('the broker is gone') });
      return { ...subscription, stop: (ms) => subscription.stop(ms), state };
    };
    await following('minerTelemetry', 'tail').start();
    expect(follower!.trouble()).toBe('the broker is gone');
  });
});

const others: FakeEventBus[] = [];
afterAll(() => Promise.all(others.map((each) => each.stop())));

describeLifecycle('a follower', async () => {
  const own = new FakeEventBus();
  others.push(own);
  await own.start();
  await own.admin.applyTopics(settings);
  return following('minerTelemetry', 'tail', own);
});
