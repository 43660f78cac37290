import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import Connection from 'kafkajs/src/network/connection.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import fetch from 'kafkajs/src/protocol/requests/fetch/index.js';
import produce from 'kafkajs/src/protocol/requests/produce/index.js';
import Long from 'kafkajs/src/utils/long.js';
import { eventually } from '../bus-contract/eventually.js';
import { AssignerProtocol } from './kafkajs.js';
import { fetchAnswer } from './fetch-answer.js';
import { produceBody } from './produce-body.js';
import { repairKafkajs } from './repair-kafkajs.js';

const quiet = { debug: () => {}, warn: () => {}, info: () => {}, error: () => {} };

describe('the repaired request queue', () => {
  beforeAll(() => repairKafkajs());

  const open = (maxInFlightRequests: number): { queue: RequestQueue; sent: number[]; push: (correlationId: number) => void } => {
    const queue = new RequestQueue({
      maxInFlightRequests,
      requestTimeout: 1_000,
      enforceRequestTimeout: false,
      clientId: 't',
      broker: 'b',
      logger: quiet,
    });
    const sent: number[] = [];
    const push = (correlationId: number): void =>
      queue.push({
        entry: { correlationId, resolve: () => {}, reject: () => {} },
        expectResponse: true,
        sendRequest: () => void sent.push(correlationId),
      });
    return { queue, sent, push };
  };

  it('sets no timer while nothing waits', () => {
    const { queue, push } = open(5);
    push(1);
    queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('still sends what waited for its turn', () => {
    const { queue, sent, push } = open(1);
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
    expect(sent).toEqual([1, 2]);
    queue.destroy();
  });

  it('still sends what waited for the broker’s throttle to end', async () => {
    const { queue, sent, push } = open(5);
    queue.maybeThrottle(60);
    push(1);
    expect(sent).toEqual([]);
    await eventually('the end of the throttle', () => sent.length > 0);
    expect([sent, queue.throttleCheckTimeoutId]).toEqual([[1], null]);
  });

  it('does so as soon where the wall clock is set back meanwhile', async () => {
    const { queue, sent, push } = open(5);
    const now = Date.now.bind(Date);
    const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
    queue.maybeThrottle(60);
    ahead.mockRestore();
    push(1);
    try {
      await eventually('the end of the throttle', () => sent.length > 0, 4_000);
    } finally {
      queue.destroy();
    }
  });
});

describe('the repaired connection', () => {
  beforeAll(() => repairKafkajs());

  const open = async (serve: (socket: Socket) => void): Promise<{ connection: Connection; close: () => void }> => {
    const server = createServer((socket) => serve(socket.on('error', () => {}))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const logger = { ...quiet, namespace: () => quiet };
    const socketFactory = ({ onConnect }: { onConnect: () => void }): Socket => connect({ host: '127.0.0.1', port }, onConnect);
    const connection = new Connection({ host: '127.0.0.1', port, logger, socketFactory, connectionTimeout: 1_000, requestTimeout: 1_000 });
    return { connection, close: () => void server.close() };
  };

  it('begins with nothing of the answer that was cut off before', async () => {
    const { connection, close } = await open(() => {});
    Object.assign(connection, { chunks: [Buffer.from('cut')], bytesBuffered: 3, bytesNeeded: 500 });
    await connection.connect();
    expect([connection.chunks, connection.bytesBuffered, connection.bytesNeeded]).toEqual([[], 0, 4]);
    await connection.disconnect();
    close();
  });

  it('leaves nothing behind on a socket that has closed, however often it is given up', async () => {
    const { connection, close } = await open((socket) => socket.end());
    await connection.connect();
    const socket = connection.socket!;
    await once(socket, 'close');
    for (let time = 0; time < 20; time += 1) await connection.disconnect();
    expect(socket.listenerCount('connect')).toBeLessThan(3);
    close();
  });
});

describe('the repaired join', () => {
  beforeAll(() => repairKafkajs());

  const loading = Object.assign(new Error('The coordinator is loading'), { type: 'GROUP_LOAD_IN_PROGRESS', retriable: true });
  const refused = Object.assign(new Error('Not authorized to access group'), { type: 'GROUP_AUTHORIZATION_FAILED', retriable: false });

  /** A group whose coordinator answers the requests to join one after the other; null is a good answer. */
  const open = (...answers: readonly (Error | null)[]): { group: ConsumerGroup; asked: string[] } => {
    const asked: string[] = [];
    const memberAssignment = AssignerProtocol.MemberAssignment.encode({ version: 1, assignment: { t: [0] }, userData: Buffer.alloc(0) });
    const coordinator = {
      joinGroup: ({ memberId }: { memberId: string }) => {
        const answer = answers[asked.push(memberId) - 1] ?? null;
        return answer
          ? Promise.reject(answer)
          : Promise.resolve({ generationId: 1, leaderId: 'other', memberId: 'me', members: [], groupProtocol: 'p' });
      },
      syncGroup: () => Promise.resolve({ memberAssignment }),
    };
    const group = new ConsumerGroup({
      retry: { initialRetryTime: 1, retries: 10 },
      cluster: {
        findGroupCoordinator: () => Promise.resolve(coordinator),
        findTopicPartitionMetadata: () => [{ partitionId: 0 }],
        committedOffsets: () => ({}),
      },
      groupId: 'g',
      topics: ['t'],
      logger: { ...quiet, namespace: () => quiet },
      instrumentationEmitter: { emit: () => {} },
      assigners: [],
    });
    return { group, asked };
  };

  it('goes on while the coordinator still loads, instead of fetching without having joined', async () => {
    const { group, asked } = open(loading, loading);
    await group.joinAndSync();
    expect([asked.length, group.assigned()]).toEqual([3, [{ topic: 't', partitions: [0] }]]);
  });

  it('ends at a refusal that is for good', async () => {
    const { group, asked } = open(refused);
    await expect(group.joinAndSync()).rejects.toBe(refused);
    expect(asked).toHaveLength(1);
  });

  it('is one, however many fetchers want it, and another one later', async () => {
    const { group, asked } = open(loading);
    await Promise.all([group.joinAndSync(), group.joinAndSync(), group.joinAndSync()]);
    expect(asked).toEqual(['', '']);
    await group.joinAndSync();
    expect(asked).toEqual(['', '', 'me']);
  });
});

describe('the repaired heartbeat', () => {
  beforeAll(() => repairKafkajs());

  it.each([
    { what: 'is due', agoMs: 3_000, beats: 1 },
    { what: 'is not due', agoMs: 2_000, beats: 0 },
    { what: 'lies in the future, by a clock that has been set back since', agoMs: -3_600_000, beats: 1 },
  ])('is sent where the next one $what: $beats', async ({ agoMs, beats }) => {
    let sent = 0;
    const group = new ConsumerGroup({ logger: { ...quiet, namespace: () => quiet }, instrumentationEmitter: { emit: () => {} } });
    const coordinator = { heartbeat: async () => void (sent += 1) };
    Object.assign(group, { memberId: 'me', coordinator, lastRequest: Date.now() - agoMs });
    await group.heartbeat({ interval: 2_500 });
    expect(sent).toBe(beats);
  });
});

describe('the repaired produce request', () => {
  beforeAll(() => repairKafkajs());

  const messages = [{ value: 'v', timestamp: '1' }];
  const topicData = [{ topic: 't', partitions: [{ partition: 3, messages }] }];
  const call = { acks: -1, timeout: 1_000, producerId: Long.fromInt(7), producerEpoch: 0, topicData };
  const written = (version: number, compression = 0) =>
    produce
      .protocol({ version })({ ...call, compression })
      .request.encode();

  it.each([3, 7])('of version %i is written by us', async (version) => {
    const buffer = produceBody(call, 0);
    expect(await written(version)).toEqual({ buf: buffer, buffer });
  });

  it.each([
    ['an older version', 2, 0],
    ['a compressed one', 7, 1],
  ])('leaves %s to an encoder of kafkajs', async (_, version, compression) => {
    expect(await written(version, compression)).toMatchObject({ offset: expect.any(Number) });
  });
});

describe('the repaired answer to a fetch', () => {
  beforeAll(() => repairKafkajs());

  // Nobody is asked: an answer about no topic.
  const answer = Buffer.alloc(14);
  const read = (version: number): Promise<unknown> => fetch.protocol({ version })({ topics: [], maxWaitTime: 1 }).response.decode(answer);

  it('of the version that is asked for is read by us', async () => {
    expect(await read(11)).toEqual(fetchAnswer(answer));
  });

  it('of another version, or of what we do not read, is left to kafkajs', async () => {
    expect(await read(4)).toEqual({ throttleTime: 0, responses: [] });
  });
});
