import { ask, bytes, int32, text } from './kafka-wire.mjs';

const METADATA = 3;
const FIND_COORDINATOR = 10;
const JOIN_GROUP = 11;
const LEAVE_GROUP = 13;
const GROUP = 'lodestream-probe';

/**
 * What keeps a Kafka cluster from serving consumers, or null if nothing does. An open port says little: coordinators
 * answer "loading" for seconds after it. So a member really joins a group here, and leaves it again.
 */
export async function probeKafka({ host, port, brokers = 1, timeoutMs = 3_000 }) {
  try {
    const listed = await listBrokers({ host, port, timeoutMs });
    if (listed < brokers) return `only ${listed} of ${brokers} brokers are registered`;
    return await joinGroup({ host, port, timeoutMs });
  } catch (error) {
    return `${host}:${port}: ${error.message || error.code}`;
  }
}

async function listBrokers(at) {
  const answer = await ask({ ...at, apiKey: METADATA, version: 1, body: [int32(0)] });
  return answer.int32();
}

async function joinGroup({ host, port, timeoutMs }) {
  const found = await ask({
    host,
    port,
    timeoutMs,
    apiKey: FIND_COORDINATOR,
    version: 0,
    body: [text(GROUP)],
  });
  const findError = found.int16();
  if (findError !== 0) return `no group coordinator yet (Kafka error ${findError})`;
  found.int32();
  const coordinator = { host: found.text(), port: found.int32(), timeoutMs };
  const joined = await ask({ ...coordinator, apiKey: JOIN_GROUP, version: 2, body: joinBody(timeoutMs) });
  joined.int32();
  const joinError = joined.int16();
  if (joinError !== 0) return `the group coordinator does not serve yet (Kafka error ${joinError})`;
  const member = memberOf(joined);
  await ask({ ...coordinator, apiKey: LEAVE_GROUP, version: 0, body: [text(GROUP), text(member)] });
  return null;
}

function joinBody(timeoutMs) {
  const protocol = [int32(1), text('probe'), bytes(Buffer.alloc(0))];
  return [text(GROUP), int32(10_000), int32(timeoutMs), text(''), text('probe'), ...protocol];
}

// After the error: generation, the protocol chosen, the leader's id, then our own id.
function memberOf(joined) {
  joined.int32();
  joined.text();
  joined.text();
  return joined.text();
}
