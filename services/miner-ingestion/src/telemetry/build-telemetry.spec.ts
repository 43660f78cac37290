import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { aMiner, aReading } from '../../test/a-reading.js';
import type { ShareCounters } from '../reading/miner-reading.js';
import { buildTelemetry } from './build-telemetry.js';
import { trackReading, untracked } from './miner-track.js';
import { offlineTelemetry } from './offline-telemetry.js';

const shares = (accepted: number | null, rejected: number | null = 0, stale: number | null = 0): ShareCounters => ({
  accepted,
  rejected,
  stale,
  last_share_time: null,
});
const at = (tick: number) => ({ tick, observedAtMs: tick + 500, intervalMs: 60_000 });

function second(before: ShareCounters, after: ShareCounters) {
  const one = trackReading(untracked, aReading({ shares: before }), at(0));
  const reading = aReading({ shares: after, miningForSeconds: 1_060 });
  return buildTelemetry(aMiner(), 60_000, one, trackReading(one, reading, at(60_000)), reading);
}

describe('a telemetry record', () => {
  it.each([
    { before: shares(100, 2, 1), after: shares(130, 2, 2), deltas: [30, 0, 1], reset: false },
    { before: shares(100, 2, 1), after: shares(7, 1, 0), deltas: [7, 1, 0], reset: true },
    { before: shares(100, 2, 1), after: shares(130, 0, 1), deltas: [130, 0, 1], reset: true },
    { before: shares(null, 2, 1), after: shares(130, 3, 1), deltas: [null, 1, 0], reset: false },
    { before: shares(100), after: shares(null), deltas: [null, 0, 0], reset: false },
  ])('counts $deltas from $before.accepted to $after.accepted', ({ before, after, deltas, reset }) => {
    const record = second(before, after);
    expect([record.shares.accepted_delta, record.shares.rejected_delta, record.shares.stale_delta]).toEqual(deltas);
    expect(record.shares.counter_reset).toBe(reset);
    const flagged = record.quality.flags.filter(({ path }) => path.endsWith('_delta')).length;
    expect(flagged).toBe(deltas.filter((delta) => delta === null).length);
  });

  it('says of a first reading that there is nothing to compare with', () => {
    const reading = aReading();
    const record = buildTelemetry(aMiner(), 0, untracked, trackReading(untracked, reading, at(0)), reading);
    expect(record.shares).toMatchObject({ accepted: 100, accepted_delta: null, counter_reset: false });
    expect(record.quality.flags).toContainEqual({ path: 'shares.accepted_delta', reason: 'first_reading' });
  });

  it('stands on its tick, and says when it was true', () => {
    const record = second(shares(1), shares(2));
    expect([record.timestamp, record.observed_at]).toEqual([60_000, 60_500]);
  });

  it('passes its schema whether the miner answers or not', () => {
    const { codec } = topics.minerTelemetry;
    expect(codec.decode(codec.encode(second(shares(1), shares(2))))).toMatchObject({ miner_id: 'miner_01', model: 'Antminer S21' });
    const silent = offlineTelemetry(aMiner(), 0, 10, untracked);
    expect(codec.decode(codec.encode(silent))).toEqual(silent);
  });

  it('of an offline miner measures nothing: not one number but times', () => {
    const known = trackReading(untracked, aReading(), at(0));
    const {
      hashrate,
      temperature,
      power,
      shares: counters,
      hardware,
      config,
      fans,
      state,
      firmware_version,
    } = offlineTelemetry(aMiner(), 0, 10, known);
    const numbers = JSON.stringify([hashrate, temperature, power, counters, hardware, config, fans]).match(/:\s*-?\d/g);
    expect([numbers, state, firmware_version]).toEqual([null, 'offline', '1.2.7']);
  });
});
