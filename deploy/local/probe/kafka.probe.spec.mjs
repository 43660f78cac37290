import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { int16, int32, text } from './kafka-wire.mjs';
import { probeKafka } from './kafka.probe.mjs';

const [METADATA, FIND_COORDINATOR, JOIN_GROUP, LEAVE_GROUP] = [3, 10, 11, 13];
const servers = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

/** A broker that gives fixed answers by API key and keeps the requests it saw. */
async function aBroker(change = () => ({})) {
  const asked = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (request) => {
      const apiKey = request.readInt16BE(4);
      asked.push(apiKey);
      const body = { ...answers(server.address().port), ...change(server.address().port) }[apiKey];
      if (body === undefined) return socket.destroy();
      if (Buffer.isBuffer(body)) return socket.write(body);
      const answer = Buffer.concat([int32(1), ...body]);
      // In two pieces, as a network may deliver it.
      const whole = Buffer.concat([int32(answer.length), answer]);
      socket.write(whole.subarray(0, 5));
      return setTimeout(() => socket.write(whole.subarray(5)), 10);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { at: { host: '127.0.0.1', port: server.address().port, timeoutMs: 500 }, asked };
}

const answers = (port) => ({
  [METADATA]: [int32(1), int32(1), text('127.0.0.1'), int32(port), int16(-1)],
  [FIND_COORDINATOR]: [int16(0), int32(1), text('127.0.0.1'), int32(port)],
  [JOIN_GROUP]: [int32(0), int16(0), int32(1), text('probe'), text('member-1'), text('member-1'), int32(0)],
  [LEAVE_GROUP]: [int16(0)],
});

describe('the probe of Kafka', () => {
  it('is content once it has joined a group, which it leaves again', async () => {
    const { at, asked } = await aBroker();
    expect(await probeKafka(at)).toBeNull();
    expect(asked).toEqual([METADATA, FIND_COORDINATOR, JOIN_GROUP, LEAVE_GROUP]);
  });

  it.each([
    {
      what: 'no coordinator yet',
      change: { [FIND_COORDINATOR]: [int16(15)] },
      problem: /no group coordinator yet .*15/,
    },
    {
      what: 'a loading coordinator',
      change: { [JOIN_GROUP]: [int32(0), int16(14)] },
      problem: /does not serve yet .*14/,
    },
    { what: 'a broken connection', change: { [METADATA]: undefined }, problem: /closed before an answer/ },
    {
      what: 'an answer of something else',
      change: { [METADATA]: Buffer.from('HTTP/1.1 400 Bad') },
      problem: /not one of Kafka/,
    },
    { what: 'silence', change: { [METADATA]: Buffer.alloc(0) }, problem: /no answer within 500 ms/ },
  ])('is not content with $what, however open the port', async ({ change, problem }) => {
    const { at } = await aBroker(() => change);
    expect(await probeKafka(at)).toMatch(problem);
  });

  it('is not content until every broker is registered', async () => {
    const { at } = await aBroker();
    expect(await probeKafka({ ...at, brokers: 3 })).toBe('only 1 of 3 brokers are registered');
  });

  it('says where nobody listens', async () => {
    expect(await probeKafka({ host: '127.0.0.1', port: 1 })).toMatch(/127\.0\.0\.1:1: .*ECONNREFUSED/);
  });
});
