import { expect, it } from '@jest/globals';
import { eventually } from '../bus-contract/eventually.js';
import { Follower } from '../bus-contract/follower.js';
import { numbered, numbers } from '../bus-contract/numbered.js';
import { FakeEventBus } from '../event-bus.fake.js';

const topic = 'put-back';
const options = { group: 'g', topics: [topic] };

it('counts what the log took back that ends before the offset of a group, and reads it again from its start', async () => {
  const before = new FakeEventBus();
  await before.start();
  await before.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
  await before.send(topic, numbered(0, 6));
  await (await Follower.join(before, options)).untilSeen(6);
  await before.stop();
  const { memory } = before;
  const [offset] = memory.rows('offset/');
  await memory.open();
  await memory.write([{ kind: 'put-row', key: offset!.key, bytes: Buffer.from(JSON.stringify({ committed: 60, metadata: 'old' })) }]);

  const after = new FakeEventBus({}, memory);
  await after.start();
  const follower = await Follower.join(after, { ...options, uncommitted: true, onLoss: () => 'counted' });
  expect((await follower.untilSeen(6)).values()).toEqual(numbers(0, 6));
  expect(follower.losses).toEqual([{ topic, partition: 0, from: 6, to: 60, rewoundTo: 0 }]);
  await eventually('the text to be kept', async () => {
    const [at] = await after.admin.groupOffsets('g', [topic]);
    return at?.committed === 0 && at.metadata === 'counted';
  });
  await after.stop();
});
