import type { KnownReading, MinerTrack } from '../telemetry/miner-track.js';
import { modelName, sameModel } from '../telemetry/model-name.js';
import type { PolledMiner } from '../telemetry/polled-miner.js';
import type { MinerChange } from './miner-change.js';
import { settingsChange } from './settings-change.js';

type Detector = (before: MinerTrack, after: MinerTrack, miner: PolledMiner) => readonly (MinerChange | null)[];

/** Everything that changed between two polls of one miner, most telling first; nothing is told twice. */
export function detectChanges(before: MinerTrack, after: MinerTrack, miner: PolledMiner): MinerChange[] {
  const changes: MinerChange[] = [];
  for (const detect of detectors) for (const change of detect(before, after, miner)) if (change !== null) changes.push(change);
  return changes;
}

/** A reboot shows as a start of the system well after the one known; clocks and a resolution of minutes allow for the rest. */
const rebootToleranceMs = 150_000;

const reachability: Detector = (before, after) => {
  if (before.state === after.state) return [];
  if (after.state === 'offline') {
    return [
      change('offline', before.state, after.state, `The miner missed ${after.missedPolls} polls.`, { missed_polls: after.missedPolls }),
    ];
  }
  if (before.state !== 'offline') return [];
  return [change('online', before.state, after.state, 'The miner answers again.', { missed_polls: before.missedPolls })];
};

const state: Detector = (before, after) => {
  if (before.state === after.state || [before.state, after.state].includes('offline') || before.state === 'unknown') return [];
  const evidence = {
    'hashrate.total': after.reading?.hashrate.total,
    'hashrate.nominal': after.reading?.hashrate.nominal,
    'status.mining_status': after.reading?.status.mining_status,
  };
  return [change('state_changed', before.state, after.state, `The miner is ${after.state} now; it was ${before.state}.`, evidence)];
};

const gap: Detector = (before, after, miner) => {
  if (before.readTick === null || after.readTick === null || after.readTick - before.readTick < 1.5 * miner.intervalMs) return [];
  const missing = Math.round((after.readTick - before.readTick) / miner.intervalMs) - 1;
  const evidence = { missing_readings: missing, missed_polls: before.missedPolls };
  return [change('gap', String(before.readTick), String(after.readTick), `${missing} readings are missing.`, evidence)];
};

const starts: Detector = (before, after) => {
  if (before.reading === null || after.reading === null || before.reading === after.reading) return [];
  const { reading: is } = after;
  const sign = after.restartedBy;
  if (sign === null && !rebooted(before.reading, is)) return [];
  const [from, to] = sign === null ? [null, null] : [before.marks[sign], after.marks[sign]];
  return [
    sign === null ? null : change('restart', String(from), String(to), 'The mining software began anew.', { counter: sign, [sign]: to }),
    rebooted(before.reading, is)
      ? change('reboot', String(before.reading.bootedAtMs), String(is.bootedAtMs), 'The device started anew.', {
          'status.uptime': is.status.uptime,
        })
      : null,
  ];
};

function rebooted(was: KnownReading, is: KnownReading): boolean {
  return was.bootedAtMs !== null && is.bootedAtMs !== null && is.bootedAtMs - was.bootedAtMs > rebootToleranceMs;
}

const identity: Detector = (before, after, miner) => {
  const was = before.reading;
  const is = after.reading;
  if (is === null || was === is) return [];
  return [
    changed('firmware_changed', was?.firmwareVersion, is.firmwareVersion, 'The firmware is another one now.', 'firmware_version'),
    poolChange(was, is),
    was?.settings && is.settings ? settingsChange(was.settings, is.settings) : null,
    mismatch(before, is, miner),
    is.credentialRefused && was?.credentialRefused !== true
      ? change('credential_refused', null, null, 'The miner refuses the configured password; its settings can not be read.', {})
      : null,
  ];
};

function poolChange(was: KnownReading | null, is: KnownReading): MinerChange | null {
  if (was === null || (was.pool.url === is.pool.url && was.pool.user === is.pool.user)) return null;
  return changed('pool_changed', poolOf(was), poolOf(is), 'The miner works for another pool or user now.', 'pool');
}

function poolOf(reading: KnownReading): string | null {
  return reading.pool.url ? `${reading.pool.url} ${reading.pool.user ?? ''}`.trim() : null;
}

/** Told once for as long as it holds, and again when the device under the address becomes yet another one. */
function mismatch(before: MinerTrack, is: KnownReading, { expectedModel }: PolledMiner): MinerChange | null {
  if (before.reading?.reportedModel === is.reportedModel || sameModel(expectedModel, is.reportedModel)) return null;
  const evidence = { configured: expectedModel, reported: is.reportedModel };
  return change(
    'model_mismatch',
    modelName(expectedModel),
    modelName(is.reportedModel),
    'The miner reports another model than was configured.',
    evidence,
  );
}

const errors: Detector = (before, after) => {
  if (after.reading === null || after.state === 'offline' || haveSameCodes(before.errors, after.errors)) return [];
  const had = new Set(before.errors.map(({ code }) => code));
  const has = new Set(after.errors.map(({ code }) => code));
  const raised = after.errors.filter(({ code }) => !had.has(code));
  const cleared = before.errors.filter(({ code }) => !has.has(code));
  return [
    ...raised.map((error) => ({
      ...change('error_raised', null, error.code, error.message, { severity: error.severity }),
      about: error.code,
    })),
    ...cleared.map((error) => ({
      ...change('error_cleared', error.code, null, error.message, { severity: error.severity }),
      about: error.code,
    })),
  ];
};

function haveSameCodes(some: MinerTrack['errors'], others: MinerTrack['errors']): boolean {
  return some.length === others.length && some.every(({ code }, at) => others[at]!.code === code);
}

const detectors: readonly Detector[] = [reachability, gap, starts, state, identity, errors];

function changed(
  type: MinerChange['type'],
  from: string | null | undefined,
  to: string | null,
  detail: string,
  path: string,
): MinerChange | null {
  return from && to && from !== to ? change(type, from, to, detail, { [path]: to }) : null;
}

function change(
  type: MinerChange['type'],
  from: string | null,
  to: string | null,
  detail: string,
  evidence: Readonly<Record<string, unknown>>,
): MinerChange {
  const known = Object.entries(evidence).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return { type, from, to, detail, evidence: Object.fromEntries(known.map(([path, value]) => [path, String(value)])) };
}
