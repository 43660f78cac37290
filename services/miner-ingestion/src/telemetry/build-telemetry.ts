import { counterDeltas } from '@lodestream/mining';
import type { MinerShares, MinerTelemetry, QualityFlag } from '@lodestream/records';
import type { MinerReading } from '../reading/miner-reading.js';
import type { QualityReason } from '../reading/quality-reason.js';
import { modelName } from './model-name.js';
import { comparableMarks, restartSign, spansGap } from './counter-marks.js';
import { isFrozen, type MinerTrack } from './miner-track.js';
import type { ShareCounter } from './pool-marks.js';
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
  const { mining_status, uptime } = reading.status;
  // Written out: to a copy of the envelope fourteen fields would be added one by one.
  return {
    timestamp: tick,
    observed_at: after.readAtMs ?? tick,
    miner_id: miner.id,
    ip_address: miner.origin.address,
    driver: miner.driver,
    location: miner.location,
    kind: 'poll',
    lane: 'live',
    interval_ms: miner.intervalMs,
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
    status: { mining_status, uptime, errors: [...after.errors] },
    config: reading.config,
    quality: {
      flags: flagsOf(reading, deltaFlags(miner, tick, before, reading, shares), isFrozen(after)),
    },
    hardware: reading.hardware,
  };
}

function sharesOf({ marks, reading: before }: MinerTrack, now: MinerReading): MinerShares {
  const comparable = comparableMarks(marks, now);
  const seen = { accepted: comparable['shares.accepted'], rejected: comparable['shares.rejected'], stale: comparable['shares.stale'] };
  const deltas = counterDeltas(before === null ? null : seen, now.shares, restartSign(marks, now) !== null);
  const { accepted, rejected, stale, last_share_time } = now.shares;
  return {
    accepted,
    rejected,
    stale,
    last_share_time,
    accepted_delta: deltas.accepted,
    rejected_delta: deltas.rejected,
    stale_delta: deltas.stale,
    counter_reset: deltas.reset,
  };
}

/** Whoever makes a rate of a delta has to know that it is missing, or counts more than one interval. */
function deltaFlags(miner: PolledMiner, tick: number, before: MinerTrack, now: MinerReading, shares: MinerShares): QualityFlag[] {
  const missed = before.readTick !== null && tick - before.readTick >= 1.5 * miner.intervalMs;
  const flags: QualityFlag[] = [];
  const judge = (counter: ShareCounter, delta: number | null): void => {
    const reason = reasonOf(counter, delta);
    if (reason !== null) flags.push({ path: `shares.${counter}_delta`, reason });
  };
  const reasonOf = (counter: ShareCounter, delta: number | null): QualityReason | null => {
    if (delta === null) return before.reading === null ? 'first_reading' : 'not_derivable';
    return missed || (!shares.counter_reset && spansGap(before, now, counter)) ? 'spans_gap' : null;
  };
  judge('accepted', shares.accepted_delta);
  judge('rejected', shares.rejected_delta);
  judge('stale', shares.stale_delta);
  return flags;
}

function flagsOf({ flags }: MinerReading, ofDeltas: readonly QualityFlag[], frozen: boolean): QualityFlag[] {
  const all = [...flags, ...ofDeltas];
  if (frozen) all.push({ path: '', reason: 'frozen' });
  return all;
}
