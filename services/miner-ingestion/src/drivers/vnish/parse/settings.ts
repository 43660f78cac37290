import { createHash } from 'node:crypto';
import { entriesOf, fieldsOf, numberOf, textOf } from '../../../reading/measurements.js';
import type { PresetFacts, SettingsFacts } from '../knowledge.js';

const secretKey = /pass|pw|secret|token|api_?key|private|psk/i;

/**
 * Reads `GET /settings`. What looks like a secret is left out before anything is kept: only a fingerprint of the rest and the
 * settings worth showing survive.
 */
export function parseSettings(raw: unknown): SettingsFacts {
  const miner = fieldsOf(fieldsOf(raw)['miner']);
  const globals = fieldsOf(fieldsOf(miner['overclock'])['globals']);
  const frequency = numberOf(globals['freq']);
  return {
    snapshot: { fingerprint: fingerprintOf(withoutSecrets(raw, 0)), highlights: highlightsOf(miner) },
    powerLimitWatts: powerLimit(fieldsOf(miner['misc'])),
    frequencyMhz: frequency !== null && frequency > 0 ? frequency : null,
  };
}

/** What can be told of a device's settings without a login: the preset in force. */
export function settingsOfPreset(preset: PresetFacts): SettingsFacts {
  const values = { preset: preset.name, frequency: preset.frequencyMhz?.toString() ?? null };
  return { snapshot: { fingerprint: fingerprintOf(values), highlights: known(values) }, powerLimitWatts: null, frequencyMhz: null };
}

const fingerprintOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** A limit that is switched off, or 0, limits nothing. */
function powerLimit(misc: Readonly<Record<string, unknown>>): number | null {
  const limit = numberOf(misc['power_limit']);
  return misc['power_limit_enabled'] === false || limit === null || limit <= 0 ? null : limit;
}

function highlightsOf(miner: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const overclock = fieldsOf(miner['overclock']);
  const globals = fieldsOf(overclock['globals']);
  const misc = fieldsOf(miner['misc']);
  const mode = fieldsOf(fieldsOf(miner['cooling'])['mode']);
  const pools = entriesOf(miner['pools']).map((pool) => `${withoutLogin(textOf(pool['url']) ?? '')} ${textOf(pool['user']) ?? ''}`.trim());
  return known({
    preset: textOf(overclock['preset']),
    frequency: textOf(globals['freq']),
    voltage: textOf(globals['volt']),
    power_limit: textOf(misc['power_limit']),
    restart_temp: textOf(misc['restart_temp']),
    fan_mode: [textOf(mode['name']), textOf(mode['param'])].filter((part) => part !== null).join(' ') || null,
    pools: pools.join(', ') || null,
  });
}

function known(values: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** A URL may carry a login before its host; it is cut out. */
export function withoutLogin(url: string): string {
  return url.includes('@') ? url.replace(/^([a-z0-9+.-]+:\/\/)?[^/@]*@/i, '$1') : url;
}

/** A copy with stable key order and without anything that is, or could be, a secret; too deep nesting is cut. */
function withoutSecrets(value: unknown, depth: number): unknown {
  if (depth > 12) return null;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  if (typeof value === 'string') return withoutLogin(value);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !secretKey.test(key));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, withoutSecrets(item, depth + 1)]));
}
