import { createHash } from 'node:crypto';
import type { MinerEvent, MinerEventType } from '@lodestream/records';
import type { Point } from '../telemetry-store.port.js';
import { fieldsOf, type MeasurementField, type MeasurementTag } from './measurement-field.js';
import { tagText } from './tag-text.js';

/** The measurement of what happened to miners. */
export const minerEventMeasurement = 'miner_event';

// Of these, one reading may show several at once; without a tag of their own they would be one point and overwrite each other.
const severalAtOnce: ReadonlySet<MinerEventType> = new Set(['error_raised', 'error_cleared', 'config_changed', 'other']);

/** The tags of `miner_event`. */
export const minerEventTags: readonly MeasurementTag<MinerEvent>[] = [
  { name: 'miner_id', source: 'miner_id', meaning: 'Identity of the miner in the fleet.', read: (event) => event.miner_id },
  {
    name: 'subject',
    source: 'from, to',
    meaning:
      'Eight hexadecimal digits made of `from` and `to`, so that several errors or changes of one moment stay apart; absent on other types.',
    read: subjectOf,
  },
  { name: 'type', source: 'type', meaning: 'What kind of event it is.', read: (event) => event.type },
];

/** The fields of `miner_event`. */
export const minerEventSchema: readonly MeasurementField<MinerEvent>[] = fieldsOf([
  ['from', 'string', '-', 'from', 'What held before.', (event) => event.from],
  ['to', 'string', '-', 'to', 'What holds now.', (event) => event.to],
  ['detail', 'string', '-', 'detail', 'One sentence for an operator.', (event) => event.detail],
  ['evidence', 'string', 'JSON', 'evidence', 'The readings that led to the event, by field path; absent when there are none.', evidenceOf],
  [
    'observed_at',
    'integer',
    'ms since 1970, UTC',
    'observed_at',
    "When it was noticed, by the collector's clock.",
    (event) => event.observed_at,
  ],
]);

const integers: ReadonlySet<string> = new Set(minerEventSchema.filter(({ kind }) => kind === 'integer').map(({ name }) => name));

/** One event as one point. */
export function minerEventPoint(event: MinerEvent): Point {
  const tags = Object.fromEntries(minerEventTags.map(({ name, read }) => [name, tagText(read(event))]));
  const fields = Object.fromEntries(minerEventSchema.map(({ name, read }) => [name, read(event)]));
  return { measurement: minerEventMeasurement, tags, fields, timestampMs: event.timestamp, integers };
}

function subjectOf({ type, from, to }: MinerEvent): string | null {
  if (!severalAtOnce.has(type)) return null;
  return createHash('sha256')
    .update(JSON.stringify([from, to]))
    .digest('hex')
    .slice(0, 8);
}

function evidenceOf({ evidence }: MinerEvent): string | null {
  return Object.keys(evidence).length === 0 ? null : JSON.stringify(evidence).slice(0, 32_768);
}
