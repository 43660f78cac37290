import { type Log, silentLog } from '@lodestream/component';
import type { EventBus, IncomingBatch } from '../event-bus.port.js';
import type { DeliveryContext } from './delivery-context.js';
import type { ResumePoints } from './resume-points.js';

const readTogether = 1_000;

/** What noticing an older sink or state needs. */
export interface RewindParts {
  readonly resumePoints: ResumePoints;
  readonly log: Log | undefined;
}

/**
 * Where to begin again, before a batch, because a sink or a state that keeps its position is older than the committed offset: its data
 * came from a backup, or is gone. Null almost always. Counting begins anew where it is; what the log no longer has from there on is
 * then booked as lost. The position is never a reason to pass messages over: what a crash left between the sink's write and the
 * dead letters of that very write would never be told.
 */
export async function rewindTo(batch: IncomingBatch, { group, ledger }: DeliveryContext, parts: RewindParts): Promise<number | null> {
  const [first] = batch.messages;
  if (!first || !ledger) return null;
  const needed = await parts.resumePoints.ask(batch, group);
  if (needed === null) return null;
  const counted = await ledger.countedTo(batch);
  // What retention took has been booked as lost already: where nothing older than the account is left, there is nothing to read again.
  if (Math.max(needed, batch.logStart) < counted) {
    const { topic, partition, logStart } = batch;
    const where = { group, topic, partition, committed: counted, needed, logStart };
    (parts.log ?? silentLog).error(
      'A sink or a state is older than the committed offset; the stream is read again from where it is.',
      where,
    );
    await ledger.restart(batch, needed);
  }
  const from = Math.max(Math.min(needed, counted), batch.logStart);
  return from < first.offset ? from : null;
}

/** The messages from an offset up to a batch, in order, some at a time; where the log has none, they are gone. */
export async function* batchesBefore(batch: IncomingBatch, from: number, bus: Pick<EventBus, 'read'>): AsyncGenerator<IncomingBatch> {
  const { topic, partition, messages, logEnd } = batch;
  const end = messages[0]!.offset;
  for (let offset = from; offset < end;) {
    const read = await bus.read({ topic, partition, offset }, Math.min(readTogether, end - offset));
    const missed = read.messages.filter((message) => message.offset < end);
    if (missed.length === 0) return;
    yield { ...read, messages: missed, logEnd: Math.max(read.logEnd, logEnd) };
    offset = missed[missed.length - 1]!.offset + 1;
  }
}
