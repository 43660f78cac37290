import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { internalTopics, topics } from '@lodestream/records';
import { eventually } from './bus-contract/eventually.js';
import { Follower } from './bus-contract/follower.js';
import { requireCoPartitioned } from './co-partition.js';
import { FakeEventBus } from './event-bus.fake.js';
import { partitionOf } from './partitioner.js';

const bus = new FakeEventBus();
beforeAll(async () => {
  await bus.start();
  const kept = { retentionMs: null, compacted: false };
  await bus.admin.applyTopics([
    { topic: 'left', partitions: 24, ...kept },
    { topic: 'right', partitions: 24, ...kept },
    { topic: 'narrow', partitions: 6, ...kept },
  ]);
});
afterAll(() => bus.stop());

describe('inputs that are joined', () => {
  it('may be, with equally many partitions', async () => {
    await expect(requireCoPartitioned(bus.admin, ['left', 'right'])).resolves.toBeUndefined();
  });

  it('are refused otherwise, naming who has how many', async () => {
    const refused = requireCoPartitioned(bus.admin, ['left', 'narrow']);
    await expect(refused).rejects.toThrow(PermanentError);
    await expect(refused).rejects.toThrow('left has 24, narrow has 6');
  });

  it('meet by key with one member of their group', async () => {
    const [one, two, three] = await Promise.all(
      ['a', 'b', 'c'].map((instance) => Follower.join(bus, { group: 'joining', topics: ['left', 'right', 'narrow'], instance })),
    );
    const keys = Array.from({ length: 100 }, (_, index) => `miner-${index}`);
    for (const topic of ['left', 'right'])
      await bus.send(
        topic,
        keys.map((key) => ({ key, value: topic })),
      );
    const members = [one!, two!, three!];
    await eventually('all', () => members.reduce((sum, { seen }) => sum + seen.length, 0) === 200);
    for (const { seen } of members) {
      const of = (topic: string): (string | null)[] => seen.filter((each) => each.topic === topic).map(({ key }) => key);
      expect(of('left').sort()).toEqual(of('right').sort());
    }
    expect(members.every(({ seen }) => seen.length > 0)).toBe(true);
  });

  it('are those of the contract that are keyed by miner_id, and the changelogs beside them', () => {
    const byMiner = Object.values(topics).filter(({ key }) => key === 'miner_id');
    const changelogs = Object.values(internalTopics).filter(({ name }) => name.startsWith('changelog.'));
    expect([...byMiner, ...changelogs].filter(({ partitions }) => partitions !== 24)).toEqual([]);
    expect(partitionOf(Buffer.from('miner-1'), 24)).toBeLessThan(24);
  });
});
