import { PermanentError } from '@lodestream/component';
import type { OutgoingMessage, Publisher } from '@lodestream/streaming';

/** How many messages the bus took and how many it refuses for good, with its last reason. */
export interface SendOutcome {
  readonly sent: number;
  readonly refused: number;
  readonly error?: unknown;
}

/**
 * Sends a batch; when the bus refuses it for good, halves it until only the messages it means are left out.
 * @throws TransientError when the bus can't be had; the caller sends the whole batch again, which is why sends must be idempotent downstream
 */
export async function sendAll(publisher: Publisher, topic: string, batch: readonly OutgoingMessage[]): Promise<SendOutcome> {
  if (batch.length === 0) return { sent: 0, refused: 0 };
  try {
    await publisher.send(topic, batch);
    return { sent: batch.length, refused: 0 };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    if (batch.length === 1) return { sent: 0, refused: 1, error };
    const middle = Math.ceil(batch.length / 2);
    const first = await sendAll(publisher, topic, batch.slice(0, middle));
    const second = await sendAll(publisher, topic, batch.slice(middle));
    return { sent: first.sent + second.sent, refused: first.refused + second.refused, error: second.error ?? first.error };
  }
}
