import { describe, expect, it } from '@jest/globals';
import type { TopicPartition } from '../event-bus.port.js';
import { AssignerProtocol, type Cluster } from './kafkajs.js';
import { instanceOf, rendezvousAssigner } from './rendezvous.assigner.js';

describe('rendezvousAssigner', () => {
  const counts = new Map([
    ['a', 4],
    ['b', 4],
  ]);
  const cluster = {
    addMultipleTargetTopics: () => Promise.resolve(),
    findTopicPartitionMetadata: (topic: string) => Array.from({ length: counts.get(topic) ?? 0 }, (_, partitionId) => ({ partitionId })),
  } as unknown as Cluster;

  const create = (
    instance: string,
    holds: readonly TopicPartition[] = [],
    joining = (): void => {},
  ): ReturnType<ReturnType<typeof rendezvousAssigner>> =>
    rendezvousAssigner({ instance, holds: () => holds, joining, connected: () => {} })({
      cluster,
      groupId: 'g',
      logger: undefined as never,
    });

  it('says that it is joining before it says anything else', () => {
    const told: string[] = [];
    create('me', [], () => void told.push('joining')).protocol({ topics: ['a'] });
    expect(told).toEqual(['joining']);
  });

  it('carries names and holdings to the leader, and shares back in Kafka’s own form', async () => {
    const held = [0, 1, 2, 3].flatMap((partition) => ['a', 'b'].map((topic) => ({ topic, partition })));
    const members = [create('old', held), create('new')].map((assigner, index) => ({
      memberId: `id-${index}`,
      memberMetadata: assigner.protocol({ topics: ['a', 'b'] }).metadata,
    }));
    const answers = await create('old').assign({ members, topics: ['a', 'b'] });
    const shares = answers.map(({ memberAssignment }) => AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment);
    expect(shares.map((share) => share?.['a']?.length)).toEqual([2, 2]);
    expect(shares.map((share) => share?.['b'])).toEqual(shares.map((share) => share?.['a']));
  });

  it('knows a member that says nothing about itself by the broker’s name', async () => {
    const memberMetadata = AssignerProtocol.MemberMetadata.encode({ version: 1, topics: ['a'], userData: Buffer.from('not ours') });
    const [answer] = await create('me').assign({ members: [{ memberId: 'stranger', memberMetadata }], topics: ['a'] });
    expect(AssignerProtocol.MemberAssignment.decode(answer!.memberAssignment)?.assignment).toEqual({ a: [0, 1, 2, 3] });
  });

  it('knows its own kind by name, and nobody who says something else or nothing', () => {
    const { metadata } = create('me').protocol({ topics: ['a'] });
    const stranger = AssignerProtocol.MemberMetadata.encode({ version: 1, topics: ['a'], userData: Buffer.from('{"instance":"me"}') });
    expect([metadata, stranger, Buffer.alloc(0)].map(instanceOf)).toEqual(['me', null, null]);
  });
});
