import type { EventBus, IncomingMessage } from '@lodestream/streaming';

const pageMessages = 500;

/** Hands over all messages of a partition in order, up to the end it had. */
export async function readPartition(
  bus: Pick<EventBus, 'read'>,
  topic: string,
  { partition, logStart, logEnd }: { readonly partition: number; readonly logStart: number; readonly logEnd: number },
  note: (message: IncomingMessage) => void,
): Promise<void> {
  for (let offset = logStart; offset < logEnd;) {
    const { messages } = await bus.read({ topic, partition, offset }, pageMessages);
    for (const message of messages) note(message);
    const last = messages.at(-1);
    if (last === undefined) return;
    offset = last.offset + 1;
  }
}
