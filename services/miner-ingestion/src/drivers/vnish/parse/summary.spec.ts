import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { aMiner } from '../../../../test/a-reading.js';
import { buildTelemetry } from '../../../telemetry/build-telemetry.js';
import { trackReading, untracked } from '../../../telemetry/miner-track.js';
import { knowNothing } from '../knowledge.js';
import { parseSummary } from './summary.js';

const odd = [-1, 0.5, 3e9, 1e300, -1e300, 5e-324, Number.MAX_SAFE_INTEGER, '9'.repeat(250), 'x', null, {}, []] as const;
const text = (value: unknown): string => (typeof value === 'string' ? value : String(value));

/** A device that sends the same odd value everywhere. */
const summaryOf = (value: unknown) => ({
  system: { uptime: `${text(value)} days, 1:00` },
  miner: {
    miner_status: { miner_state: 'mining', miner_state_time: value },
    miner_type: 'Antminer S21 (Vnish 1.2.7)',
    ...{ hr_realtime: value, hr_nominal: value, hr_average: value, power_consumption: 3_500, hw_errors: value, restart_count: value },
    chip_temp: { min: value, max: value },
    cooling: { fan_duty: value, fans: [{ id: value, rpm: value, max_rpm: value }] },
    chains: [
      {
        ...{ id: value, hashrate_rt: value, hashrate_ideal: value, voltage: value, frequency: value, hw_errors: value },
        chip_statuses: { grey: value, orange: value, red: value },
      },
    ],
    pools: [
      { url: 'pool:1', status: 'active', accepted: value, rejected: value, stale: value, ls_time: `${text(value)}:00:00` },
      { url: 'pool:2', status: 'working', accepted: value, rejected: value, stale: value },
    ],
  },
});

describe('a state called like a property of every object', () => {
  it.each(['constructor', '__proto__', 'toString'])('is unknown: %s', (miner_state) => {
    const parts = { status: null, repaired: false, knowledge: knowNothing(), expectedAlgorithm: null, observedAtMs: 0 };
    expect(parseSummary({ summary: { miner: { miner_status: { miner_state } } }, ...parts }).activity).toBe('unknown');
  });
});

describe('a reading of odd values', () => {
  it.each(odd)('%j fits the schema all the same, so that it is not lost for one value', (value) => {
    const at = 1_700_000_000_000;
    const parts = { status: null, repaired: false, knowledge: knowNothing(), expectedAlgorithm: null, observedAtMs: at };
    const reading = parseSummary({ summary: summaryOf(value), ...parts });
    const after = trackReading(untracked, reading, { tick: at, observedAtMs: at, intervalMs: 60_000 });
    const encode = () => topics.minerTelemetry.codec.encode(buildTelemetry(aMiner(), at, untracked, after, reading));
    expect(encode).not.toThrow();
  });
});
