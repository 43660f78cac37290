import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { inWorld, testTimeoutMs, type OpenBus } from './bus-under-test.js';
import { eventually } from './eventually.js';
import { Follower } from './follower.js';
import { numbered, numbers } from './numbered.js';

const dayMs = 86_400_000;

/** What one does to topics and groups. */
export function describeAdmin(open: OpenBus): void {
  describe('topics', () => {
    it('are created once, listed, and may be applied again', applied(open), testTimeoutMs);
    it('take a new retention, and refuse another partition count', changed(open), testTimeoutMs);
    it('say where each partition starts and ends', offsets(open), testTimeoutMs);
  });
  describe('a group', () => {
    it('starts where it was seeded, forwards and back', seeded(open), testTimeoutMs);
    it('cannot be seeded while it has members', notSeeded(open), testTimeoutMs);
    it('that never committed stands nowhere', unknownGroup(open), testTimeoutMs);
  });
}

const applied = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const kept = await topic({ partitions: 4, retentionMs: dayMs });
    const compacted = await topic({ partitions: 2, compacted: true });
    const settings = [
      { topic: kept, partitions: 4, retentionMs: dayMs, compacted: false },
      { topic: compacted, partitions: 2, retentionMs: null, compacted: true },
    ];
    await bus().send(kept, numbered(0, 1));
    await bus().admin.applyTopics(settings);
    const listed = await bus().admin.listTopics();
    expect(listed.filter((each) => [kept, compacted].includes(each.topic))).toEqual(expect.arrayContaining(settings));
    expect((await bus().admin.offsetsOf(kept))[0]).toEqual({ partition: 0, logStart: 0, logEnd: 1 });
  });

const changed = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic({ retentionMs: dayMs });
    const settings = { topic: name, partitions: 3, retentionMs: 2 * dayMs, compacted: false };
    await bus().admin.applyTopics([settings]);
    await eventually('the new retention', async () =>
      (await bus().admin.listTopics()).some((each) => each.topic === name && each.retentionMs === 2 * dayMs),
    );
    await expect(bus().admin.applyTopics([{ ...settings, partitions: 4 }])).rejects.toBeInstanceOf(PermanentError);
  });

const offsets = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic }) => {
    const name = await topic();
    await bus().send(name, [...numbered(0, 3, 0), ...numbered(0, 5, 2)]);
    expect(await bus().admin.offsetsOf(name)).toEqual([
      { partition: 0, logStart: 0, logEnd: 3 },
      { partition: 1, logStart: 0, logEnd: 0 },
      { partition: 2, logStart: 0, logEnd: 5 },
    ]);
  });

const seeded = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 10));
    for (const offset of [6, 2]) {
      await bus().admin.seedOffsets(options.group, [{ topic: name, partition: 0, offset }]);
      const follower = await Follower.join(bus(), options);
      expect((await follower.untilSeen(10 - offset)).values()).toEqual(numbers(offset, 10));
      await follower.subscription.stop();
    }
    expect(await bus().admin.groupOffsets(options.group, [name])).toMatchObject([{ committed: 10 }]);
  });

const notSeeded = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 1 });
    const options = { group: group(), topics: [name] };
    await bus().send(name, numbered(0, 4));
    const follower = await Follower.join(bus(), options);
    await follower.untilSeen(4);
    await eventually('the commit', async () => (await bus().admin.groupOffsets(options.group, [name]))[0]?.committed === 4);
    const seeding = bus().admin.seedOffsets(options.group, [{ topic: name, partition: 0, offset: 1 }]);
    await expect(seeding).rejects.toBeInstanceOf(PermanentError);
    expect(await bus().admin.groupOffsets(options.group, [name])).toMatchObject([{ committed: 4 }]);
  });

const unknownGroup = (open: OpenBus) =>
  inWorld(open, async ({ bus, topic, group }) => {
    const name = await topic({ partitions: 2 });
    await bus().send(name, numbered(0, 3));
    expect(await bus().admin.groupOffsets(group(), [name])).toEqual([
      { topic: name, partition: 0, committed: null, metadata: '', logStart: 0, logEnd: 3 },
      { topic: name, partition: 1, committed: null, metadata: '', logStart: 0, logEnd: 0 },
    ]);
  });
