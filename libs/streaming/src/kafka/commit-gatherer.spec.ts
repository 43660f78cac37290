import { describe, expect, it } from '@jest/globals';
import { CommitGatherer, type PartitionCommit } from './commit-gatherer.js';
import type { EachBatchPayload } from './kafkajs.js';

type Offsets = Parameters<EachBatchPayload['commitOffsetsIfNecessary']>[0];

const at = (topic: string, partition: number, offset: string): PartitionCommit => ({
  topic,
  partition,
  offset,
  metadata: `${topic}${offset}`,
});

describe('CommitGatherer', () => {
  it('sends what comes in one turn of the event loop in one request, and what comes later in another', async () => {
    const gatherer = new CommitGatherer();
    const sent: Offsets[] = [];
    const send = (offsets?: Offsets): Promise<void> => Promise.resolve(void sent.push(offsets));
    await Promise.all([at('a', 0, '5'), at('b', 0, '7'), at('a', 3, '6')].map((one) => gatherer.commit(one, send)));
    await gatherer.commit(at('a', 0, '9'), send);
    expect(sent).toEqual([
      {
        topics: [
          {
            topic: 'a',
            partitions: [
              { partition: 0, offset: '5', metadata: 'a5' },
              { partition: 3, offset: '6', metadata: 'a6' },
            ],
          },
          { topic: 'b', partitions: [{ partition: 0, offset: '7', metadata: 'b7' }] },
        ],
      },
      { topics: [{ topic: 'a', partitions: [{ partition: 0, offset: '9', metadata: 'a9' }] }] },
    ]);
  });

  it('resolves nobody before the broker has answered, tells each of a failure, and goes on after it', async () => {
    const gatherer = new CommitGatherer();
    const answer = Promise.withResolvers<void>();
    const ends: string[] = [];
    const commits = [0, 1].map((partition) =>
      gatherer
        .commit(at('a', partition, '1'), () => answer.promise)
        .then(
          () => ends.push('kept'),
          (error: Error) => ends.push(error.message),
        ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ends).toEqual([]);
    answer.reject(new Error('refused'));
    await Promise.all(commits);
    expect(ends).toEqual(['refused', 'refused']);
    await expect(gatherer.commit(at('a', 0, '2'), () => Promise.resolve())).resolves.toBeUndefined();
  });
});
