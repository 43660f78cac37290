import type { MinerEvent } from '@lodestream/records';
import type { Point } from '@lodestream/telemetry-store';

const integers: ReadonlySet<string> = new Set(['observed_at']);

/**
 * The point an event is stored as. Two errors may begin at one tick of one miner, so that the code of an error is part of the
 * point's identity; codes are few, unlike the values that other events go from and to, which are fields.
 */
export function minerEventPoint(event: MinerEvent): Point {
  const { miner_id, type, from, to, detail, evidence } = event;
  const code = type === 'error_raised' ? to : type === 'error_cleared' ? from : null;
  const proof = Object.entries(evidence).map(([path, value]) => `${path}=${value}`).join(' ');
  return {
    measurement: 'miner_events',
    tags: { miner_id, type, ...(code && { error_code: code }) },
    fields: { observed_at: event.observed_at, from, to, detail, evidence: proof === '' ? null : proof.slice(0, maxEvidence) },
    timestampMs: event.timestamp,
    integers,
  };
}

/** Characters of evidence that are stored; the topic keeps the whole. */
export const maxEvidence = 4_000;
