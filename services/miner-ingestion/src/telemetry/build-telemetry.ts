import { counterDeltas } from '@lodestream/mining';
import type { MinerShares, MinerTelemetry, QualityFlag } from '@lodestream/records';
import type { MinerReading } from '../reading/miner-reading.js';
import type { QualityReason } from '../reading/quality-reason.js';
import { modelName } from './model-name.js';
import { comparableMarks, restartSign, spansGap } from './counter-marks.js';
import { isFrozen, type MinerTrack } from './miner-track.js';
import { type ShareCounter, shareCounters } from './pool-marks.js';
import type { PolledMiner } from './polled-miner.js';

/** A complete record of one reading: what the device gave, whose it is, and what only two readings together tell. */
export function buildTelemetry(
  miner: PolledMiner,
  tick: number,
  before: MinerTrack,
  after: MinerTrack,
  reading: MinerReading,
): MinerTelemetry {
  const shares = sharesOf(before, reading);
  return {
    ...envelope(miner, tick, after.readAtMs ?? tick),
    model: modelName(reading.reportedModel) ?? modelName(miner.expectedModel),
    firmware_version: reading.firmwareVersion,
    firmware_name: reading.firmwareName,
    algorithm: reading.algorithm,
    state: after.state,
    hashrate: reading.hashrate,
    temperature: reading.temperature,
    power: reading.power,
    fans: [...reading.fans],
    pool: reading.pool,
    shares,
    status: { ...reading.status, errors: [...after.errors] },
    config: reading.config,
    quality: {
      flags: [
        ...reading.flags,
        ...deltaFlags(miner, tick, before, reading, shares),
        ...(isFrozen(after) ? [{ path: '', reason: 'frozen' }] : []),
      ],
    },
    hardware: reading.hardware,
  };
}

/** What every record of a miner says of its origin. */
export function envelope(miner: PolledMiner, tick: number, observedAtMs: number): Pick<MinerTelemetry, EnvelopeField> {
  return {
    timestamp: tick,
    observed_at: observedAtMs,
    miner_id: miner.id,
    ip_address: miner.origin.address,
    driver: miner.driver,
    location: miner.location,
    kind: 'poll',
    lane: 'live',
    interval_ms: miner.intervalMs,
  };
}

type EnvelopeField = 'timestamp' | 'observed_at' | 'miner_id' | 'ip_address' | 'driver' | 'location' | 'kind' | 'lane' | 'interval_ms';

function sharesOf({ marks, reading: before }: MinerTrack, now: MinerReading): MinerShares {
  const comparable = comparableMarks(marks, now);
  const seen = { accepted: comparable['shares.accepted'], rejected: comparable['shares.rejected'], stale: comparable['shares.stale'] };
  const deltas = counterDeltas(before === null ? null : seen, now.shares, restartSign(marks, now) !== null);
  return {
    ...now.shares,
    accepted_delta: deltas.accepted,
    rejected_delta: deltas.rejected,
    stale_delta: deltas.stale,
    counter_reset: deltas.reset,
  };
}

/** Whoever makes a rate of a delta has to know that it is missing, or counts more than one interval. */
function deltaFlags(miner: PolledMiner, tick: number, before: MinerTrack, now: MinerReading, shares: MinerShares): QualityFlag[] {
  const missed = before.readTick !== null && tick - before.readTick >= 1.5 * miner.intervalMs;
  const reasonOf = (counter: ShareCounter): QualityReason | null => {
    if (shares[`${counter}_delta`] === null) return before.reading === null ? 'first_reading' : 'not_derivable';
    return missed || (!shares.counter_reset && spansGap(before, now, counter)) ? 'spans_gap' : null;
  };
  return shareCounters.flatMap((counter) => {
    const reason = reasonOf(counter);
    return reason === null ? [] : [{ path: `shares.${counter}_delta`, reason }];
  });
}
