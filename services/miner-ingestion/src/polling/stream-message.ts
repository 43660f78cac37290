import type { Codec, MinerEvent, MinerTelemetry } from '@lodestream/records';
import { topics } from '@lodestream/records';
import { continueTrace, type OutgoingMessage, writeHeaders } from '@lodestream/streaming';
import type { MinerChange } from '../events/miner-change.js';
import { type Remembered, writeRemembered } from '../memory/remembered.js';

/** Who produces, and when. */
export interface Produced {
  readonly source: string;
  readonly atMs: number;
  /** The trace of the poll; a reading and the events it showed belong together. */
  readonly traceParent: string;
}

/** A reading as a message; its identity is miner, tick and kind, however often it is sent. */
export function telemetryMessage(record: MinerTelemetry, produced: Produced): OutgoingMessage {
  const eventId = `${record.miner_id}:${record.timestamp}:${record.kind}`;
  return message(topics.minerTelemetry.codec, record, record.miner_id, eventId, produced);
}

/** The tick of a miner's reading by the `event-id` that {@link telemetryMessage} gave it; null for any other one. */
export function tickOfReading(minerId: string, eventId: string | undefined): number | null {
  const [, tick] = /^(-?\d+):[^:]*$/.exec(eventId?.slice(minerId.length + 1) ?? '') ?? [];
  return tick === undefined ? null : Number(tick);
}

/** A change as a message of the tick at which it showed. */
export function eventMessage(minerId: string, tick: number, change: MinerChange, produced: Produced): OutgoingMessage {
  const { type, from, to, detail, evidence, about } = change;
  const event: MinerEvent = {
    timestamp: tick,
    observed_at: produced.atMs,
    miner_id: minerId,
    type,
    from,
    to,
    detail,
    evidence: { ...evidence },
  };
  const kind = about === undefined ? type : `${type}/${about}`;
  return message(topics.minerEvents.codec, event, minerId, `${minerId}:${tick}:${kind}`, produced);
}

/** What was told of a miner so far, for whoever polls it next; null once it is no miner of the fleet any more. */
export function trackMessage(minerId: string, told: Remembered | null, { atMs }: Pick<Produced, 'atMs'>): OutgoingMessage {
  return { key: minerId, value: told === null ? null : writeRemembered(told), timestampMs: atMs };
}

function message<T>(codec: Codec<T>, record: T, key: string, eventId: string, { source, atMs, traceParent }: Produced): OutgoingMessage {
  const facts = { schema: codec.schema, eventId, producedAtMs: atMs, source, lineage: [], traceParent };
  return { key, value: codec.encode(record), headers: writeHeaders(facts), timestampMs: atMs };
}

/** A trace of its own for one poll. */
export const newTrace = (): string => continueTrace(undefined);
