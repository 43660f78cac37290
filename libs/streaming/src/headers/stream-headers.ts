import type { Headers, Position } from '../event-bus.port.js';

/** The names of the headers that every message of ours carries, and of those a replay adds. */
export const headerNames = {
  schema: 'schema',
  eventId: 'event-id',
  producedAt: 'produced-at',
  source: 'source',
  lineage: 'lineage',
  traceParent: 'traceparent',
  traceState: 'tracestate',
  replayOf: 'replay-of',
  replayFor: 'replay-for',
  replayedAt: 'replayed-at',
} as const;

/** What the headers of a message say about it. */
export interface StreamFacts {
  /** Record and major version, such as `miner_telemetry.v1`. */
  readonly schema: string;
  /** Equal for equal events, however often they are sent. */
  readonly eventId: string;
  readonly producedAtMs: number;
  /** Service and instance that produced it. */
  readonly source: string;
  /** The messages it was made from; empty where it came from outside. */
  readonly lineage: readonly Position[];
  readonly traceParent: string;
  readonly traceState?: string;
}

/** How many origins a message names one by one; of more it says only how many. */
export const maxLineage = 16;

/** The facts as headers. */
export function writeHeaders({ schema, eventId, producedAtMs, source, traceParent, lineage, traceState }: StreamFacts): Headers {
  const headers: Record<string, string> = {
    [headerNames.schema]: schema,
    [headerNames.eventId]: eventId,
    [headerNames.producedAt]: String(producedAtMs),
    [headerNames.source]: source,
    [headerNames.traceParent]: traceParent,
  };
  if (lineage.length > 0) headers[headerNames.lineage] = writeLineage(lineage);
  if (traceState !== undefined) headers[headerNames.traceState] = traceState;
  return headers;
}

/** What can be told from headers that anybody may have written; a fact that is absent or unreadable is null. */
export function readHeaders(headers: Headers): { readonly [K in keyof StreamFacts]: StreamFacts[K] | null } {
  const producedAt = Number(headers[headerNames.producedAt] ?? Number.NaN);
  return {
    schema: headers[headerNames.schema] ?? null,
    eventId: headers[headerNames.eventId] ?? null,
    producedAtMs: Number.isSafeInteger(producedAt) ? producedAt : null,
    source: headers[headerNames.source] ?? null,
    lineage: readLineage(headers[headerNames.lineage]),
    traceParent: headers[headerNames.traceParent] ?? null,
    traceState: headers[headerNames.traceState] ?? null,
  };
}

/** A place in the stream as text: `topic/partition/offset`. */
export const placeText = (at: Position): string => `${at.topic}/${at.partition}/${at.offset}`;

function writeLineage(lineage: readonly Position[]): string {
  const named = lineage.slice(0, maxLineage).map(placeText).join(',');
  return lineage.length > maxLineage ? `${named},+${lineage.length - maxLineage}` : named;
}

function readLineage(text: string | undefined): readonly Position[] | null {
  if (text === undefined) return null;
  const places = text.split(',').map((place) => /^([^/]+)\/(\d+)\/(\d+)$/.exec(place));
  return places.flatMap((p) => (p ? [{ topic: p[1]!, partition: Number(p[2]), offset: Number(p[3]) }] : []));
}
