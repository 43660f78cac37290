import type { SettingsSnapshot } from '../reading/miner-reading.js';
import type { MinerChange } from './miner-change.js';

/** What changed in a device's settings, in the words of its own names; null when nothing did. */
export function settingsChange(before: SettingsSnapshot, after: SettingsSnapshot): MinerChange | null {
  if (before.fingerprint === after.fingerprint) return null;
  const names = [...new Set([...Object.keys(before.highlights), ...Object.keys(after.highlights)])];
  const changed = names.filter((name) => before.highlights[name] !== after.highlights[name]);
  const text = ({ highlights }: SettingsSnapshot): string | null =>
    changed.map((name) => `${name}=${highlights[name] ?? ''}`).join(' ') || null;
  const what = changed.length > 0 ? changed.join(', ') : 'something other than the watched settings';
  return {
    type: 'config_changed',
    from: text(before),
    to: text(after),
    detail: `The settings changed: ${what}.`,
    evidence: { fingerprint: after.fingerprint },
  };
}
