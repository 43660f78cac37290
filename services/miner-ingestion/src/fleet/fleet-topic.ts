import type { FleetMiner } from '@lodestream/records';
import { fullTopicName, topics } from '@lodestream/records';
import { continueTrace, type EventBus, type OutgoingMessage, writeHeaders } from '@lodestream/streaming';

const codec = topics.fleetMiners.codec;
const pageMessages = 500;

/** Waits for one step of some work, in whatever way bounds it; `what` names the step. */
export type Step = <T>(what: string, work: Promise<T>) => Promise<T>;

/**
 * Everything the compacted fleet topic holds now, by miner, page by page, each of them a `step`. Records that can't be read are handed
 * to `onBad` and left out.
 */
export async function readFleet(
  bus: EventBus,
  topicPrefix: string,
  onBad: (error: unknown) => void,
  step: Step,
): Promise<Map<string, FleetMiner>> {
  const topic = fullTopicName(topicPrefix, topics.fleetMiners);
  const fleet = new Map<string, FleetMiner>();
  for (const { partition, logStart, logEnd } of await step('Asking how long the fleet topic is', bus.admin.offsetsOf(topic))) {
    let offset = logStart;
    while (offset < logEnd) {
      const { messages } = await step('Reading a page of the fleet topic', bus.read({ topic, partition, offset }, pageMessages));
      for (const { key, value } of messages) remember(fleet, key?.toString() ?? '', value, onBad);
      const last = messages.at(-1);
      if (last === undefined) break;
      offset = last.offset + 1;
    }
  }
  return fleet;
}

function remember(fleet: Map<string, FleetMiner>, key: string, value: Buffer | null, onBad: (error: unknown) => void): void {
  fleet.delete(key);
  if (value === null) return;
  try {
    fleet.set(key, codec.decode(value));
  } catch (error) {
    onBad(error);
  }
}

/** The message that writes a fleet record, or takes one out. */
export function fleetMessage(
  minerId: string,
  record: FleetMiner | null,
  from: { readonly source: string; readonly atMs: number },
): OutgoingMessage {
  const facts = {
    schema: codec.schema,
    eventId: `${minerId}:${from.atMs}:fleet`,
    producedAtMs: from.atMs,
    source: from.source,
    lineage: [],
  };
  return {
    key: minerId,
    value: record === null ? null : codec.encode(record),
    headers: writeHeaders({ ...facts, traceParent: continueTrace(undefined) }),
  };
}
