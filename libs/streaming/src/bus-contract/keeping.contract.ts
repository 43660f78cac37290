import { describe, expect, it } from '@jest/globals';
import type { EventBus, TopicPartition } from '../event-bus.port.js';
import { inWorld, testTimeoutMs, type OpenBus } from './bus-under-test.js';
import { eventually, Gate } from './eventually.js';
import { Follower } from './follower.js';
import { everything, numbered, numbers } from './numbered.js';

const hourMs = 3_600_000;

/** What is kept, what goes, and that a group hears of what it lost. */
export function describeKeeping(open: OpenBus, notApplicable: { compaction?: string; retention?: string }): void {
  describe('removing what is old', () => {
    it('moves the log start and keeps the rest', deleteBefore(open), testTimeoutMs);
    it('never gives an offset twice, not even after everything was removed', offsetsGoOn(open), testTimeoutMs);
    it('tells a group that joins what it lost, and goes on from the log start', lossAtJoin(open), testTimeoutMs);
    it('keeps the text for a loss beside the offset, and tells it once', lossKept(open), testTimeoutMs);
    it('tells a loss again for which it got no text', lossToldAgain(open), testTimeoutMs);
    it('tells a group that is reading what it lost', lossInFlight(open), testTimeoutMs);
    it('is no loss to a group that had read it, nor to one that never read', noLoss(open), testTimeoutMs);
    declared('removes what is older than the retention', expires(open), notApplicable.retention);
  });
  describe('compaction', () => {
    it('never takes the last value of a key, nor the order', lastValues(open), testTimeoutMs);
    declared('takes superseded values, and leaves offsets as they were', compacts(open), notApplicable.compaction);
  });
}

function declared(title: string, test: () => Promise<void>, notApplicable: string | undefined): void {
  if (notApplicable === undefined) it(title, test, testTimeoutMs);
  else it.skip(`${title} (not applicable: ${notApplicable})`, test);
}

const deleteBefore = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    for (let from = 0; from < 20; from += 5) await bus().send(name, numbered(from, from + 5));
    await bus().admin.deleteBefore({ topic: name, partition: 0, offset: 7 });
    const batch = await bus().read({ topic: name, partition: 0, offset: 0 }, 100);
    expect(batch.messages.map(({ offset }) => offset)).toEqual(numbers(7, 20).map(Number));
    expect([batch.logStart, batch.logEnd]).toEqual([7, 20]);
    expect((await bus().admin.offsetsOf(name))[0]).toEqual({ partition: 0, logStart: 7, logEnd: 20 });
  });

const offsetsGoOn = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic }) => {
    const name = await topic();
    await bus().send(name, numbered(0, 4));
    await bus().admin.deleteBefore({ topic: name, partition: 0, offset: 4 });
    await under.reopen();
    const [at] = await bus().send(name, numbered(4, 5));
    expect([at?.offset, await everything(bus(), name)]).toEqual([4, ['4']]);
  });

const lossAtJoin = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic();
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 2, 1));
    await stopAfter(await Follower.join(bus(), options), 2);
    await bus().send(name, numbered(2, 10, 1));
    await bus().admin.deleteBefore({ topic: name, partition: 1, offset: 6 });
    const follower = await Follower.join(bus(), options);
    expect((await follower.untilSeen(4)).values()).toEqual(numbers(6, 10));
    expect(follower.losses).toEqual([{ topic: name, partition: 1, from: 2, to: 6 }]);
  });

const lossKept = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic, group }) => {
    const { options, loss } = await groupThatLost(bus(), await topic(), group());
    const follower = await Follower.join(bus(), { ...options, uncommitted: true, onLoss: () => 'counted' });
    await eventually('the loss', () => follower.losses.length === 1);
    const offsets = (): Promise<unknown> => bus().admin.groupOffsets(options.group, options.topics);
    await eventually('the offset to move', async () => JSON.stringify(await offsets()).includes('counted'));
    await under.kill();
    await under.reopen();
    expect(await offsets()).toContainEqual({ ...pickAt(loss), committed: 6, metadata: 'counted', logStart: 6, logEnd: 6 });
    const next = await Follower.join(bus(), options);
    await bus().send(loss.topic, numbered(6, 8, 1));
    expect([(await next.untilSeen(2)).values(), next.losses, follower.losses]).toEqual([['6', '7'], [], [loss]]);
  });

const lossToldAgain = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic, group }) => {
    const { options, loss } = await groupThatLost(bus(), await topic(), group());
    const follower = await Follower.join(bus(), { ...options, uncommitted: true });
    await eventually('the loss', () => follower.losses.length === 1);
    await under.kill();
    await under.reopen();
    const next = await Follower.join(bus(), options);
    await eventually('the loss again', () => next.losses.length === 1);
    expect([follower.losses, next.losses]).toEqual([[loss], [loss]]);
  });

const lossInFlight = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const gate = new Gate();
    let held = 0;
    const before = (): Promise<void> | undefined => ((held += 1) === 1 ? gate.passed() : undefined);
    const follower = await Follower.join(bus(), {
      group: group(),
      topics: [name],
      maxBatchMessages: 2,
      before,
    });
    await bus().send(name, numbered(0, 2));
    await eventually('the handler to be held up', () => held === 1);
    await bus().send(name, numbered(2, 4));
    await bus().admin.deleteBefore({ topic: name, partition: 0, offset: 4 });
    await bus().send(name, numbered(4, 6));
    gate.open();
    await follower.untilSeen(4);
    await eventually('the last message', () => follower.values().at(-1) === '5');
    // What a consumer had fetched ahead is no loss; what it neither saw nor was told of would be a silent one.
    const lost = follower.losses.flatMap(({ from, to }) => numbers(from, to));
    expect([...new Set([...lost, ...follower.values().map(String)])].sort()).toEqual(numbers(0, 6));
  });

const noLoss = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 5));
    await stopAfter(await Follower.join(bus(), options), 5);
    await bus().admin.deleteBefore({ topic: name, partition: 0, offset: 5 });
    await bus().send(name, numbered(5, 7));
    const followers = [await Follower.join(bus(), options), await Follower.join(bus(), { ...options, group: group() })];
    for (const follower of followers) expect((await follower.untilSeen(2)).values()).toEqual(['5', '6']);
    expect(followers.flatMap(({ losses }) => losses)).toEqual([]);
  });

const expires = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic }) => {
    const name = await topic({ partitions: 1, retentionMs: hourMs });
    const old = numbered(0, 5).map((message) => ({ ...message, timestampMs: Date.now() - 2 * hourMs }));
    await bus().send(name, old);
    await bus().send(name, numbered(5, 8));
    await under.expire?.(name);
    await eventually('the old to go', async () => (await logStartOf(bus(), name)) === 5);
    expect(await everything(bus(), name)).toEqual(numbers(5, 8));
  });

const lastValues = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic({ partitions: 1, compacted: true });
    await sendVersions(bus(), name);
    const { messages } = await bus().read({ topic: name, partition: 0, offset: 0 }, 1_000);
    const offsets = messages.map(({ offset }) => offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    const last = new Map(messages.map(({ key, value }) => [key?.toString(), value?.toString()]));
    expect(Object.fromEntries(last)).toEqual({ a: 'a9', b: 'b9', c: 'c9', gone: undefined });
  });

const compacts = (open: OpenBus) =>
  inWorld(open, async ({ under, bus, topic, group }) => {
    const name = await topic({ partitions: 1, compacted: true });
    await sendVersions(bus(), name);
    await under.compact?.(name);
    const { messages } = await bus().read({ topic: name, partition: 0, offset: 0 }, 1_000);
    const kept = messages.map(({ offset, key, value }) => [offset, key?.toString(), value?.toString()]);
    // The newest may stay for longer than the others; all older versions are gone.
    expect(kept.filter(([offset]) => Number(offset) < 36)).toEqual([]);
    expect(kept.filter(([, key]) => key !== 'gone')).toEqual([
      [36, 'a', 'a9'],
      [37, 'b', 'b9'],
      [38, 'c', 'c9'],
    ]);
    const follower = await Follower.join(bus(), { group: group(), topics: [name] });
    await bus().send(name, [{ key: 'a', value: 'a10', partition: 0 }]);
    await eventually('what came after', () => follower.values().at(-1) === 'a10');
    expect(follower.losses).toEqual([]);
  });

/** A group that had read two messages of partition 1 and left, and of which the four after them were deleted. */
async function groupThatLost(bus: EventBus, topic: string, group: string): Promise<GroupThatLost> {
  const options = { group, topics: [topic] };
  await bus.send(topic, numbered(0, 2, 1));
  await stopAfter(await Follower.join(bus, options), 2);
  await bus.send(topic, numbered(2, 6, 1));
  await bus.admin.deleteBefore({ topic, partition: 1, offset: 6 });
  return { options, loss: { topic, partition: 1, from: 2, to: 6 } };
}

interface GroupThatLost {
  readonly options: { readonly group: string; readonly topics: readonly string[] };
  readonly loss: TopicPartition & { readonly from: number; readonly to: number };
}

const pickAt = ({ topic, partition }: TopicPartition): TopicPartition => ({ topic, partition });

async function sendVersions(bus: EventBus, topic: string): Promise<void> {
  for (let version = 0; version < 10; version += 1) {
    const keyed = ['a', 'b', 'c'].map((key) => ({ key, value: `${key}${version}` }));
    await bus.send(topic, [...keyed, { key: 'gone', value: version < 9 ? 'here' : null }]);
  }
}

async function stopAfter(follower: Follower, count: number): Promise<void> {
  await follower.untilSeen(count);
  await follower.subscription.stop();
}

async function logStartOf(bus: EventBus, topic: string): Promise<number | undefined> {
  return (await bus.admin.offsetsOf(topic))[0]?.logStart;
}
