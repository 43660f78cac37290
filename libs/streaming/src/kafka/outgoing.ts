import { PermanentError } from '@lodestream/component';
import { maxMessageBytes, type OutgoingMessage } from '../event-bus.port.js';
import { partitionOf } from '../partitioner.js';

// What a record takes beside its content: lengths, offset and time deltas.
const recordOverheadBytes = 40;

/** How many bytes key, value and headers take. */
export function weigh({ key, value, headers }: OutgoingMessage): number {
  let bytes = lengthOf(key) + lengthOf(value);
  for (const name in headers) bytes += Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '');
  return bytes;
}

/** How many bytes a message takes in a request. */
export const weighInRequest = (message: OutgoingMessage): number => weigh(message) + recordOverheadBytes;

/** @throws PermanentError for the first message that no broker would take, before anything is sent */
export function refuseOversized(topic: string, messages: readonly OutgoingMessage[]): void {
  messages.forEach((message, index) => {
    const bytes = weigh(message);
    if (bytes <= maxMessageBytes) return;
    throw new PermanentError(`message ${index} for ${topic} weighs ${bytes} bytes; at most ${maxMessageBytes} are allowed`, 'validation');
  });
}

/** What a topic is, as far as sending needs to know. */
export interface TopicFacts {
  readonly partitions: number;
  readonly compacted: boolean;
}

/** @throws PermanentError for the first message this topic would refuse: a partition it has not, or no key where it compacts */
export function refuseMisfits(topic: string, messages: readonly OutgoingMessage[], facts: TopicFacts): void {
  messages.forEach(({ key, partition }, index) => {
    if (partition !== undefined && !(Number.isInteger(partition) && partition >= 0 && partition < facts.partitions)) {
      throw new PermanentError(`message ${index} names partition ${partition}; ${topic} has ${facts.partitions}`, 'validation');
    }
    if (key === null && facts.compacted) throw new PermanentError(`message ${index} has no key; ${topic} is compacted`, 'validation');
  });
}

/** The partition of every message: the named one, else the key's by murmur2; those without a key go to `keyless` together. */
export function partitionsFor(messages: readonly OutgoingMessage[], { partitions }: TopicFacts, keyless: number): number[] {
  return messages.map(({ key, partition }) => partition ?? (key === null ? keyless % partitions : partitionOf(key, partitions)));
}

/** Cuts messages into runs that fit a request, keeping their order. */
export function cut(messages: readonly OutgoingMessage[], most: { requestMessages: number; requestBytes: number }): OutgoingMessage[][] {
  const runs: OutgoingMessage[][] = [];
  let room = 0;
  for (const message of messages) {
    const bytes = weighInRequest(message);
    const run = runs.at(-1);
    if (run && run.length < most.requestMessages && bytes <= room) {
      run.push(message);
      room -= bytes;
      continue;
    }
    runs.push([message]);
    room = most.requestBytes - bytes;
  }
  return runs;
}

function lengthOf(content: string | Buffer | null): number {
  return content === null ? 0 : Buffer.byteLength(content);
}
