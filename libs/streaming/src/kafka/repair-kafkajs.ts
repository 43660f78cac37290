import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import Connection from 'kafkajs/src/network/connection.js';
import OffsetManager from 'kafkajs/src/consumer/offsetManager/index.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import fetch from 'kafkajs/src/protocol/requests/fetch/index.js';
import produce from 'kafkajs/src/protocol/requests/produce/index.js';
import { fetchAnswer } from './fetch-answer.js';
import { type ProduceRequest, produceBody } from './produce-body.js';

const shortestWaitMs = 10;
const lengthPrefixBytes = 4;
/** The first version of a produce request that carries record batches of magic 2. */
const firstOfBatches = 3;
/** The version of a fetch that kafkajs asks for, of every broker since 2.3. */
const readVersion = 11;
let repaired = false;

/**
 * Repairs faults of kafkajs 2.2.4 that no option reaches, once for the process.
 *
 * Its request queue asks for a look at its waiting requests after a time that is negative unless the broker throttles (Node
 * warns of it: TimeoutNegativeWarning), and each look asks for the next: a thousand timers a second for every connection, some
 * of which outlive it and keep the process from ending. A look is needed only while a request waits.
 *
 * Its connection keeps the bytes of an answer that was cut off, and reads what comes after the reconnection as that answer's
 * rest: from then on no answer is understood and every request times out. A new connection begins with nothing.
 *
 * It also asks the socket of a broker that has gone not to keep the process alive, once for each try to reach that broker. Node
 * keeps such a wish as a listener until the socket connects, which a closed one never does (MaxListenersExceededWarning, and a leak
 * for as long as the broker is away). A socket that has closed takes no more wishes.
 *
 * Its consumer answers "offset out of range" by committing the log's start without the text beside the group's offset: a process
 * that ends then has lost the account of everything, this loss included. It goes to the log's start and commits nothing.
 *
 * Its consumer gives a join up at the first failure that is no rebalance (a coordinator that still loads, a connection that breaks)
 * and goes on fetching as if it had joined. A coordinator that came back with the group as it was takes its heartbeats, so nothing
 * ever makes it join again: it fetches in a hurry, and we hand over nothing, because the assignment that ended was never followed
 * by another. A join goes on until it succeeds or cannot; fetchers that want one at the same time share it.
 *
 * It asks the wall clock whether a heartbeat is due. After that was set back by an hour it is silent for an hour, the group gives its
 * partitions away, and nothing tells it so. A last heartbeat in the future means that the next one is due. So it is with a broker's wish to be
 * asked less for a while, which is kept in time that never steps.
 *
 * It makes dozens of objects for each record that it writes or reads, which takes several times the CPU that ours takes. What is sent and
 * what is read is the same, but for one thing: its consumer stops for ever at a batch that compaction has emptied, and ours passes over it.
 */
export function repairKafkajs(): void {
  if (repaired) return;
  repaired = true;
  repairRequestQueue();
  repairThrottle();
  repairConnection();
  repairOffsetManager();
  repairConsumerGroup();
  repairHeartbeat();
  repairProduce();
  repairFetch();
}

function repairRequestQueue(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const waitMs = Math.max(this.throttledUntil - performance.now(), shortestWaitMs);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };
}

/** In time that never steps: the wall clock, set back by an hour, would hold everything back for an hour. */
function repairThrottle(): void {
  RequestQueue.prototype.maybeThrottle = function (this: RequestQueue, forMs: number | null): void {
    if (forMs !== null && forMs > 0) this.throttledUntil = Math.max(performance.now() + forMs, this.throttledUntil);
  };
  RequestQueue.prototype.canSendSocketRequestImmediately = function (this: RequestQueue): boolean {
    const { maxInFlightRequests, inflight } = this;
    return this.throttledUntil <= performance.now() && inflight.size < (maxInFlightRequests ?? Infinity);
  };
}

function repairConnection(): void {
  const connect = Connection.prototype.connect;
  Connection.prototype.connect = function (this: Connection): Promise<boolean> {
    if (!this.isConnected()) {
      this.chunks = [];
      this.bytesBuffered = 0;
      this.bytesNeeded = lengthPrefixBytes;
    }
    const before = this.socket;
    const connecting = connect.call(this);
    const { socket } = this;
    if (socket && socket !== before) socket.once('close', () => (socket.unref = () => socket));
    return connecting;
  };
}

function repairOffsetManager(): void {
  OffsetManager.prototype.setDefaultOffset = async function (this: OffsetManager, { topic, partition }): Promise<void> {
    const asked = { topic, fromBeginning: true, partitions: [{ partition }] };
    const [answer] = await this.cluster.fetchTopicsOffset([asked]);
    const offset = answer?.partitions.find((each) => each.partition === partition)?.offset;
    if (offset !== undefined) await this.seek({ topic, partition, offset });
  };
}

function repairConsumerGroup(): void {
  const joins = new WeakMap<ConsumerGroup, Promise<void>>();
  const tryToJoin = ConsumerGroup.prototype.joinAndSync;
  const join = (group: ConsumerGroup): Promise<void> =>
    group.retrier(async (giveUp) => {
      try {
        await tryToJoin.call(group);
      } catch (error) {
        if ((error as { readonly retriable?: boolean }).retriable === true) throw error;
        giveUp(error);
      }
    });
  ConsumerGroup.prototype.joinAndSync = function (this: ConsumerGroup): Promise<void> {
    const joining = joins.get(this) ?? join(this).finally(() => joins.delete(this));
    joins.set(this, joining);
    return joining;
  };
}

function repairHeartbeat(): void {
  const beat = ConsumerGroup.prototype.heartbeat;
  ConsumerGroup.prototype.heartbeat = function (this: ConsumerGroup, asked): Promise<void> {
    if (this.lastRequest > Date.now()) this.lastRequest = 0;
    return beat.call(this, asked);
  };
}

function repairProduce(): void {
  const stock = produce.protocol;
  produce.protocol = (asked) => {
    const version = stock(asked);
    return (call) => {
      const made = version(call);
      if (Number(asked.version) < firstOfBatches || call.compression) return made;
      return { ...made, request: { ...made.request, encode: () => Promise.resolve(written(call)) } };
    };
  };
}

/** What kafkajs takes for one of its encoders. */
function written(call: ProduceRequest): { readonly buf: Buffer; readonly buffer: Buffer } {
  const buffer = produceBody(call, Date.now());
  return { buf: buffer, buffer };
}

function repairFetch(): void {
  const stock = fetch.protocol;
  fetch.protocol = (asked) => {
    const version = stock(asked);
    if (Number(asked.version) !== readVersion) return version;
    return (call) => {
      const made = version(call);
      const decode = (answer: Buffer): Promise<unknown> => Promise.resolve(fetchAnswer(answer) ?? made.response.decode(answer));
      return { ...made, response: { ...made.response, decode } };
    };
  };
}
