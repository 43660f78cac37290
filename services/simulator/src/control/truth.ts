import { canonicalUnitOf, findModel, hashesPerSecond } from '@lodestream/mining';
import type { Fault } from '../faults/fault.js';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import type { Command } from '../life/command.js';
import type { Reading } from '../life/reading.js';
import type { Segment } from '../life/segment.js';
import { isMining } from '../life/targets.js';
import { timeOfWork } from '../life/share-counters.js';
import { disruptionOf } from '../wire/disruption.js';

/** Where a miner is reached. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000;

/**
 * What is true of a miner at `at`, whatever its firmware says: canonical units (TH/s on SHA-256, GH/s on Scrypt, W, °C), faults in
 * force, commands it obeyed.
 */
export function truthOf(miner: VirtualMiner, at: number, place: Place): Record<string, unknown> {
  const { traits } = miner;
  const reading = miner.at(at);
  const { segment } = reading;
  const { device } = segment;
  const unit = canonical(traits.model.algorithm);
  const rate = (value: number): number => Math.round((value / unit.size) * 1e6) / 1e6;
  return {
    miner_id: traits.id,
    index: traits.index,
    ...place,
    at,
    model: traits.model.id,
    algorithm: traits.model.algorithm,
    firmware_version: traits.firmwareVersion,
    location: traits.location,
    state: stateOf(reading, traits.model.id),
    device_state: device.phase,
    failure: device.failure?.description ?? null,
    reachable: disruptionOf(segment).unreachable === null,
    hashrate: {
      total: rate(reading.rate),
      measured: rate(reading.measuredRate),
      nominal: rate(reading.nominalRate),
      average: rate(reading.averageRate),
      unit: unit.name,
    },
    power: {
      consumption: round3(reading.watts),
      measured: reading.measuredWatts,
      efficiency: efficiency(reading, unit.size),
    },
    temperature: temperatures(reading),
    fans: reading.fans.map(({ rpm, lost }, id) => ({ fan_id: id, speed: rpm, status: lost ? 'lost' : 'ok' })),
    fan_duty: reading.duty,
    boards: boards(reading, rate),
    shares: shares(miner, reading),
    pool: device.applied.pools[device.pools.at(-1)!.pool]?.url ?? null,
    preset: device.applied.preset,
    booted_at: device.phase === 'off' ? null : device.bootedAt,
    uptime_s: device.phase === 'off' ? null : Math.floor((at - device.bootedAt) / 1000),
    restarts: device.restarts,
    faults: segment.faults.map(faultInForce),
    commands: miner.memory.commands.filter((command) => command.at <= at).map(commandDone),
  };
}

/** The state an observer who sees everything would give the miner. */
export function stateOf(reading: Reading, model: string): string {
  const { segment, rate, nominalRate } = reading;
  const { device, effects } = segment;
  if (disruptionOf(segment).unreachable !== null) return 'offline';
  if (device.planned) return 'paused';
  const broken = effects.deadBoards !== 0 || effects.lostFans !== 0 || device.frozenAt !== null;
  return !isMining(device.phase) || broken || isHot(reading, model) || rate < 0.9 * nominalRate ? 'degraded' : 'hashing';
}

/** Whether a chip is as hot as the model's chips should never be. */
function isHot({ boards }: Reading, model: string): boolean {
  const limits = findModel(model)?.limits;
  return limits !== null && limits !== undefined && boards.some(({ chipC, alive }) => alive && Math.round(chipC) >= limits.warnC);
}

function canonical(algorithm: 'sha256d' | 'scrypt'): { name: string; size: number } {
  const name = canonicalUnitOf(algorithm);
  return { name, size: hashesPerSecond({ value: 1, unit: name })! };
}

function efficiency({ rate, watts }: Reading, size: number): number | null {
  return rate > 0 ? round3((watts * size) / rate) : null;
}

function temperatures({ ambientC, boards: all }: Reading): Record<string, unknown> {
  const living = all.filter((board) => board.alive);
  const hottest = (of: 'pcbC' | 'chipC'): number | null =>
    living.length === 0 ? null : round3(Math.max(...living.map((board) => board[of])));
  return { ambient: round3(ambientC), max_pcb: hottest('pcbC'), max_chip: hottest('chipC') };
}

function boards(reading: Reading, rate: (value: number) => number): Record<string, unknown>[] {
  return reading.boards.map((board, at) => ({
    board_id: at + 1,
    alive: board.alive,
    hashrate: rate(board.rate),
    measured: rate(board.measuredRate),
    power: round3(board.watts),
    pcb_temp: round3(board.pcbC),
    chip_temp: round3(board.chipC),
  }));
}

function shares(miner: VirtualMiner, reading: Reading): Record<string, unknown> {
  const counters = miner.sharesOf(reading);
  const { segment, work } = reading;
  const { pools, processSince } = segment.device;
  const total = { accepted: 0, rejected: 0, stale: 0 };
  for (const pool of new Set(pools.map((span) => span.pool))) {
    const counts = counters.ofPool(pool, pools, work);
    total.accepted += counts.accepted;
    total.rejected += counts.rejected;
    total.stale += counts.stale;
  }
  const last = counters.lastShareWork(work);
  const lastAt = last === null ? null : lastShareTime(segment, last, reading.at);
  return {
    ...total,
    difficulty: miner.traits.shareDifficulty,
    counters_since: processSince,
    last_share_at: lastAt,
  };
}

function lastShareTime(segment: Segment, work: number, at: number): number {
  return Math.round(timeOfWork(segment, work, at));
}

function faultInForce(fault: Fault): Record<string, unknown> {
  const { kind, from, to, ...detail } = fault;
  return { kind, from: Number.isFinite(from) ? from : null, to: Number.isFinite(to) ? to : null, detail };
}

/** A command as it is shown: settings without the passwords in them. */
function commandDone(command: Command): Record<string, unknown> {
  if (command.kind === 'settings') return { at: command.at, kind: command.kind, preset: command.setup.preset };
  return { ...command };
}
