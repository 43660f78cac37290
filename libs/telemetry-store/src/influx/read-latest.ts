import { newestByTag } from '../newest-by-tag.js';
import { tagSetKey } from '../tag-set.js';
import type { FieldValue, LatestQuery, LatestRow } from '../telemetry-store.port.js';
import type { AskFlux, FluxRow } from './ask-flux.js';
import { fluxRows } from './flux.js';

const endOfTimeMs = Date.UTC(2200, 0, 1);
type Found = { tags: Record<string, string>; timestampMs: number; fields: Record<string, FieldValue> };

/** Asks InfluxDB for the last value of each field of each series, and keeps of them what belongs to the series' newest point. */
export async function readLatest(ask: AskFlux, bucket: string, query: LatestQuery): Promise<LatestRow[]> {
  const rows = fluxRows({ bucket, tags: {}, ...query, fromMs: Math.max(0, query.sinceMs), toMs: endOfTimeMs });
  const newest = new Map<string, Found>();
  for (const row of await ask(`${rows}\n  |> last()`)) take(newest, row);
  return newestByTag(query.by, [...newest.values()]);
}

function take(newest: Map<string, Found>, row: FluxRow): void {
  const tags = tagsOf(row);
  const key = tagSetKey(tags);
  const timestampMs = Date.parse(String(row._time));
  const known = newest.get(key);
  if (known !== undefined && known.timestampMs > timestampMs) return;
  const value = asWritten(row._value as FieldValue);
  if (known?.timestampMs === timestampMs) known.fields[String(row._field)] = value;
  else newest.set(key, { tags, timestampMs, fields: { [String(row._field)]: value } });
}

// The server's CSV ends every line inside a text with CR LF, whatever was written.
function asWritten(value: FieldValue): FieldValue {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value;
}

function tagsOf(row: FluxRow): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [name, value] of Object.entries(row))
    if (!name.startsWith('_') && name !== 'result' && name !== 'table' && typeof value === 'string' && value !== '') tags[name] = value;
  return tags;
}
