import { beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError, systemClock } from '@lodestream/component';
import kafkajs from 'kafkajs';
import { eventually } from '../bus-contract/eventually.js';
import { maxCommitMetadataBytes, type BatchContext, type IncomingBatch, type SubscribeOptions } from '../event-bus.port.js';
import { BatchDelivery } from './batch-delivery.js';
import { resolveOptions } from './kafka-options.js';
import type { EachBatchPayload } from './kafkajs.js';
import type { PartitionSession } from './partition-session.js';
import { PartitionTrack } from './partition-track.js';

const protocolError = (type: string): Error =>
  new kafkajs.KafkaJSProtocolError({ message: type, type, code: 1, retriable: false } as never);

describe('BatchDelivery', () => {
  let track: PartitionTrack;
  let resolved: string[];
  let commits: { offset: string; metadata: string }[];
  let heartbeats: number;
  let admitted: boolean;
  let seeks: number[];
  let failures: string[];
  let heartbeat: () => Promise<void>;
  let commit: () => Promise<void>;

  beforeEach(() => {
    track = new PartitionTrack({ topic: 't', partition: 1 });
    track.held = false;
    [resolved, commits, heartbeats, seeks, failures] = [[], [], 0, [], []];
    admitted = true;
    heartbeat = () => Promise.resolve();
    commit = () => Promise.resolve();
  });

  const payload = (offsets: readonly number[]): EachBatchPayload =>
    ({
      batch: {
        topic: 't',
        partition: 1,
        highWatermark: '100',
        messages: offsets.map((offset) => ({
          offset: String(offset),
          timestamp: '0',
          key: null,
          value: Buffer.from('v'),
        })),
        lastOffset: () => String(offsets.at(-1)),
      },
      resolveOffset: (offset: string) => void resolved.push(offset),
      heartbeat: async () => {
        heartbeats += 1;
        await heartbeat();
      },
      commitOffsetsIfNecessary: async ({ topics }: { topics: { partitions: { offset: string; metadata: string }[] }[] }) => {
        await commit();
        for (const { offset, metadata } of topics[0]?.partitions ?? []) commits.push({ offset, metadata });
      },
      isRunning: () => true,
      isStale: () => false,
    }) as unknown as EachBatchPayload;

  const aSession = (handler: SubscribeOptions['handler'], more: Partial<SubscribeOptions> = {}, timeouts = {}) => ({
    settings: resolveOptions({ brokers: ['b:1'], clientId: 'test', timeouts }),
    tracks: new Map([['t/1', track]]),
    owner: {
      places: new Map(),
      options: { group: 'g', topics: ['t'], handler, ...more },
      isPaused: () => false,
      failed: (source: string, error: Error) => void failures.push(`${source}: ${error.message}`),
      recovered: () => {},
    },
    isCurrent: (asked: PartitionTrack) => asked === track,
    applyPauses: () => {},
    seek: (_at: unknown, offset: number) => void seeks.push(offset),
    abortHandlers: () => track.ending.abort(),
  });

  const deliver = (
    handler: SubscribeOptions['handler'],
    offsets: readonly number[],
    more: Partial<SubscribeOptions> = {},
    timeouts = {},
  ): Promise<void> => {
    const session = aSession(handler, more, timeouts);
    return new BatchDelivery(session as unknown as PartitionSession, {
      admits: () => Promise.resolve(admitted),
    }).deliver(payload(offsets));
  };

  it('commits what the handler says, when it says it, and nothing by itself', async () => {
    const seenAtCommit: string[][] = [];
    await deliver(
      async (_batch, context) => {
        seenAtCommit.push([...resolved]);
        await context.commit(6, '{"stored":6}');
      },
      [5, 6, 7],
    );
    expect(commits).toEqual([{ offset: '6', metadata: '{"stored":6}' }]);
    expect(seenAtCommit).toEqual([[]]);
    await deliver(async () => {}, [8, 9]);
    expect(commits).toHaveLength(1);
  });

  it('moves on in slices, each resolved only after its handler', async () => {
    const slices: number[][] = [];
    await deliver(
      async (batch: IncomingBatch) => {
        slices.push(batch.messages.map(({ offset }) => offset));
        expect(resolved).toHaveLength(slices.length - 1);
      },
      [1, 2, 3, 4, 5],
      { maxBatchMessages: 2 },
    );
    expect([slices, resolved]).toEqual([
      [[1, 2], [3, 4], [5]],
      ['2', '4', '5', '5'],
    ]);
  });

  it('goes back to what is committed after a rejection, and rests, without making kafkajs fail', async () => {
    track.done = 3;
    const handler = async (_batch: IncomingBatch, context: BatchContext): Promise<void> => {
      await context.commit(5);
      throw new Error('the sink is away');
    };
    await deliver(handler, [3, 4, 5, 6]);
    expect([seeks, track.held, track.expected, failures]).toEqual([[5], true, 5, ['t/1: the sink is away']]);
    expect(resolved).toEqual([]);
    await systemClock.sleep(150);
    expect(track.held).toBe(false);
  });

  it('neither hands over nor resolves a batch that the loss guard sends back', async () => {
    admitted = false;
    const handed: number[] = [];
    await deliver(async ({ messages }) => void handed.push(messages.length), [1, 2]);
    expect([handed, resolved, track.expected]).toEqual([[], [], 0]);
  });

  it('never commits for a reader from the beginning, and remembers its place all the same', async () => {
    await deliver((_batch, context) => context.commit(3), [1, 2], { from: 'beginning' });
    expect([commits, track.done]).toEqual([[], 3]);
  });

  it('says for a long handler that it is alive', async () => {
    const alive = (): Promise<boolean> => eventually('three heartbeats', () => heartbeats >= 3);
    await deliver(() => alive().then(() => {}), [1], {}, { heartbeatMs: 300 });
  });

  it('stops saying so for a handler that is silent for too long', async () => {
    await deliver(() => systemClock.sleep(900), [1], {}, { heartbeatMs: 300, handlerSilenceMs: 250 });
    expect(heartbeats).toBeLessThanOrEqual(4);
  });

  it('asks the handler to end when the group moves on, keeps what it commits, and then lets kafkajs join again', async () => {
    heartbeat = () => Promise.reject(protocolError('REBALANCE_IN_PROGRESS'));
    const handler = async (_batch: IncomingBatch, context: BatchContext): Promise<void> => {
      await context.heartbeat();
      expect(context.signal.aborted).toBe(true);
      await context.commit(2);
    };
    await expect(deliver(handler, [1, 2, 3])).rejects.toMatchObject({ type: 'REBALANCE_IN_PROGRESS' });
    expect([commits.map(({ offset }) => offset), failures]).toEqual([['2'], []]);
  });

  it('tries a commit again that failed for the connection, and gives up at once when the membership is over', async () => {
    let tries = 0;
    commit = () => ((tries += 1) < 3 ? Promise.reject(new kafkajs.KafkaJSConnectionError('away', {})) : Promise.resolve());
    await deliver((_batch, context) => context.commit(2), [1]);
    expect([tries, commits.length]).toEqual([3, 1]);
    commit = () => Promise.reject(protocolError('ILLEGAL_GENERATION'));
    await expect(deliver((_batch, context) => context.commit(3), [2])).rejects.toMatchObject({
      type: 'ILLEGAL_GENERATION',
    });
    expect(commits).toHaveLength(1);
  });

  it('tries a commit again alone that failed together with another', async () => {
    const asked: number[][] = [];
    const session = { ...aSession(async (_batch, context) => context.commit(2)), isCurrent: () => true };
    const delivery = new BatchDelivery(session as unknown as PartitionSession, { admits: () => Promise.resolve(true) });
    const other = new PartitionTrack({ topic: 't', partition: 2 });
    other.held = false;
    session.tracks.set('t/2', other);
    const commitOffsetsIfNecessary = ({ topics }: { topics: { partitions: { partition: number }[] }[] }): Promise<void> => {
      const partitions = topics.flatMap((topic) => topic.partitions.map(({ partition }) => partition));
      asked.push(partitions);
      return partitions.length > 1 ? Promise.reject(protocolError('UNKNOWN')) : Promise.resolve();
    };
    const payloads = [1, 2].map((partition) => {
      const one = payload([1]);
      return { ...one, batch: { ...one.batch, partition }, commitOffsetsIfNecessary } as unknown as EachBatchPayload;
    });
    await Promise.all(payloads.map((one) => delivery.deliver(one)));
    expect(asked).toEqual([[1, 2], [1], [2]]);
    expect([track.done, other.done]).toEqual([2, 2]);
  });

  it('refuses a commit for a partition that is not ours any more', async () => {
    let context: BatchContext | undefined;
    await deliver(async (_batch, given) => void (context = given), [1]);
    track = new PartitionTrack({ topic: 't', partition: 1 });
    await expect(context?.commit(2)).rejects.toThrow('not ours any more');
    expect(commits).toEqual([]);
  });

  it('refuses a text beside a commit that no broker keeps', async () => {
    let refusal: unknown;
    const handler = (_batch: IncomingBatch, context: BatchContext): Promise<void> =>
      context.commit(2, 'x'.repeat(maxCommitMetadataBytes + 1)).catch((error: unknown) => void (refusal = error));
    await deliver(handler, [1]);
    expect(refusal).toBeInstanceOf(PermanentError);
  });
});
