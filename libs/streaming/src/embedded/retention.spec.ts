import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { numbered } from '../bus-contract/numbered.js';
import { FakeEventBus } from '../event-bus.fake.js';
import type { BusEvent } from './bus-event.js';
import { withDefaults, type LocalBusOptions } from './local-bus-options.js';

const topic = 'kept';
const hourMs = 3_600_000;
const kilobyte = 'x'.repeat(1_000);
let bus: FakeEventBus;
let events: BusEvent[] = [];

async function open(options: LocalBusOptions, retentionMs: number | null = null): Promise<void> {
  events = [];
  bus = new FakeEventBus({ onEvent: (event) => events.push(event), ...options });
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs, compacted: false }]);
}

const sendKilobytes = async (count: number, partition = 0): Promise<void> => {
  for (let sent = 0; sent < count; sent += 1) await bus.send(topic, [{ key: null, value: kilobyte, partition }]);
};

const extent = async (partition = 0): Promise<[number, number]> => {
  const found = (await bus.admin.offsetsOf(topic))[partition];
  return [found?.logStart ?? -1, found?.logEnd ?? -1];
};

afterEach(() => bus.abort());

describe('retention by bytes', () => {
  it('lets the oldest go, of whichever partition, once a topic is over its bytes', async () => {
    await open({ topicBytes: 20_000 });
    await sendKilobytes(10, 1);
    await sendKilobytes(60, 0);
    const [[start0, end0], [start1, end1]] = [await extent(0), await extent(1)];
    expect([end0, end1, start1]).toEqual([60, 10, 10]);
    expect(end0 - start0).toBeGreaterThan(10);
    expect(end0 - start0).toBeLessThanOrEqual(20);
  });

  it('holds producers at the slowest group, tells so once, and goes on when the group does', async () => {
    await open({ topicBytes: 20_000 });
    const { subscription } = await Follower.join(bus, { group: 'slow', topics: [topic] });
    subscription.pause();
    const producing = sendKilobytes(60);
    await eventually('the pressure', () => events.length > 0);
    expect(events).toEqual([{ kind: 'back_pressure', topic, reason: expect.stringContaining('group slow has not read on') }]);
    const [start, end] = await extent();
    expect([start, end <= 21]).toEqual([0, true]);
    subscription.resume();
    await producing;
    expect((await extent())[1]).toBe(60);
    expect(bus.figures().lostMessages).toBe(0);
  });

  it('gives a send up for now when the group does not read on', async () => {
    await open({ topicBytes: 5_000, patienceMs: 300 });
    const { subscription } = await Follower.join(bus, { group: 'slow', topics: [topic] });
    subscription.pause();
    await expect(sendKilobytes(10)).rejects.toMatchObject({
      name: 'TransientError',
      errorClass: 'resource_exhaustion',
    });
    await subscription.stop();
  });

  it('never takes what a compacted topic keeps for ever', async () => {
    await open({ topicBytes: 5_000, patienceMs: 300 });
    await bus.admin.applyTopics([{ topic: 'table', partitions: 1, retentionMs: null, compacted: true }]);
    const keep = async (): Promise<void> => {
      for (let key = 0; key < 10; key += 1) await bus.send('table', [{ key: String(key), value: kilobyte }]);
    };
    await expect(keep()).rejects.toMatchObject({ errorClass: 'resource_exhaustion' });
    expect((await bus.admin.offsetsOf('table'))[0]?.logStart).toBe(0);
  });
});

describe('retention by time', () => {
  it('leaves what a group has still to read, however old', async () => {
    await open({}, hourMs);
    const options = { group: 'slow', topics: [topic] };
    const { subscription } = await Follower.join(bus, options);
    await subscription.stop();
    const old = numbered(0, 5).map((message) => ({ ...message, timestampMs: Date.now() - 2 * hourMs }));
    await bus.send(topic, old);
    await bus.maintain();
    expect(await extent()).toEqual([0, 5]);
    const follower = await Follower.join(bus, options);
    await follower.untilSeen(5);
    await follower.subscription.stop();
    await bus.maintain();
    expect(await extent()).toEqual([5, 5]);
  });
});

describe('a group that stays away', () => {
  const dayMs = 24 * hourMs;
  const shortDayMs = dayMs / 60;
  const shortHourMs = hourMs / 60;

  it('has a day unless told otherwise', () => {
    expect(withDefaults({}).dropGroupAfterMs).toBe(dayMs);
  });

  it('holds producers back for its time, is then given up, and hears of its loss when it returns', async () => {
    const clock = new FakeClock();
    await open({
      topicBytes: 10_000,
      clock,
      patienceMs: dayMs,
      maintenanceIntervalMs: shortHourMs,
      dropGroupAfterMs: shortDayMs,
    });
    const left = await Follower.join(bus, { group: 'gone', topics: [topic] });
    await sendKilobytes(2);
    await left.untilSeen(2);
    await left.subscription.stop();
    const producing = sendKilobytes(40);
    await eventually('the pressure', () => events.some(({ kind }) => kind === 'back_pressure'));
    for (let hour = 0; hour < 23; hour += 1) await clock.advance(shortHourMs);
    expect(bus.figures().droppedGroups).toBe(0);
    for (let hour = 0; hour < 3; hour += 1) await clock.advance(shortHourMs);
    const settled = producing.then(() => true);
    await eventually('the producer to go on', async () => (await clock.advance(1_000), Promise.race([settled, Promise.resolve(false)])));
    expect(events).toContainEqual({
      kind: 'group_dropped',
      group: 'gone',
      topic,
      absentMs: expect.any(Number),
    });
    const back = await Follower.join(bus, { group: 'gone', topics: [topic] });
    await eventually('the loss', () => back.losses.length > 0);
    const [start] = await extent();
    expect(back.losses).toEqual([{ topic, partition: 0, from: 2, to: start }]);
    expect(bus.figures().lostMessages).toBe(start - 2);
  });

  it('is not given up for the time in which the bus itself was down', async () => {
    const clock = new FakeClock();
    await open({ topicBytes: 10_000, clock, maintenanceIntervalMs: hourMs });
    await (await Follower.join(bus, { group: 'gone', topics: [topic] })).subscription.stop();
    await bus.stop();
    await clock.advance(40 * dayMs);
    bus = new FakeEventBus({ clock }, bus.memory);
    await bus.start();
    await bus.maintain();
    expect(bus.figures().droppedGroups).toBe(0);
  });
});
