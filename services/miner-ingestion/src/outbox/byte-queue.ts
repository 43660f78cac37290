import type { OutgoingMessage } from '@lodestream/streaming';

/** What one message costs besides its key, value and headers. */
const overheadBytes = 128;

/** A queue that knows its bytes. The messages lent to a send stay counted until they are settled. */
export class ByteQueue {
  private messages: OutgoingMessage[] = [];
  private head = 0;
  private lentBytes = 0;
  private waitingBytes = 0;

  /** Messages that wait, without the lent ones. */
  get length(): number {
    return this.messages.length - this.head;
  }

  get bytes(): number {
    return this.waitingBytes + this.lentBytes;
  }

  push(message: OutgoingMessage): void {
    this.messages.push(message);
    this.waitingBytes += bytesOf(message);
  }

  /** Takes the oldest messages out for a send. */
  lend(atMost: number): OutgoingMessage[] {
    const batch = this.messages.slice(this.head, this.head + atMost);
    this.advance(batch.length);
    this.lentBytes = batch.reduce((sum, message) => sum + bytesOf(message), 0);
    this.waitingBytes -= this.lentBytes;
    return batch;
  }

  /** The lent messages are done with. */
  settle(): void {
    this.lentBytes = 0;
  }

  /** Gives up the oldest message that is not lent, and answers with it; undefined when there is none. */
  dropOldest(): OutgoingMessage | undefined {
    const oldest = this.messages[this.head];
    if (oldest === undefined) return undefined;
    this.waitingBytes -= bytesOf(oldest);
    this.advance(1);
    return oldest;
  }

  /** Forgets what waits and is not wanted, and says how many messages that were. */
  keepOnly(isWanted: (message: OutgoingMessage) => boolean): number {
    const { length } = this;
    this.messages = this.messages.slice(this.head).filter(isWanted);
    this.head = 0;
    this.waitingBytes = this.messages.reduce((sum, message) => sum + bytesOf(message), 0);
    return length - this.messages.length;
  }

  /** Forgets everything that waits, and says how many that were. */
  clear(): number {
    const { length } = this;
    this.messages = [];
    this.head = 0;
    this.waitingBytes = 0;
    return length;
  }

  /** Moves on without moving memory each time: what was passed is let go in one piece now and then. */
  private advance(count: number): void {
    this.head += count;
    if (this.head < 1_024 && this.head < this.messages.length) return;
    this.messages = this.messages.slice(this.head);
    this.head = 0;
  }
}

function bytesOf({ key, value, headers }: OutgoingMessage): number {
  let bytes = overheadBytes + (key?.length ?? 0) + (value?.length ?? 0);
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0);
  return bytes;
}
