import { joulesPerUnit } from '@lodestream/mining';
import type { Algorithm, BoardHashrate, MinerHardware, MinerPower, MinerSettings } from '@lodestream/records';
import { fieldsOf, Measurements, type Plausible, textOf } from '../../../reading/measurements.js';
import type { MinerReading } from '../../../reading/miner-reading.js';
import type { VnishKnowledge } from '../knowledge.js';
import { parseBoards } from './boards.js';
import { parseCooling } from './cooling.js';
import { errorsOf } from './errors.js';
import { parseHashrate } from './hashrate.js';
import { parsePools } from './pools.js';
import { rateScaleOf } from './rate-scale.js';
import { bootedAt } from './slow-reads.js';
import { parseStatus } from './status.js';
import { parseTemperature } from './temperatures.js';

/** Everything one reading is made from. */
export interface SummaryParts {
  /** `GET /summary`, as parsed JSON. */
  readonly summary: unknown;
  /** `GET /status`, asked for only when the summary has no miner in it. */
  readonly status: unknown;
  readonly repaired: boolean;
  readonly knowledge: VnishKnowledge;
  readonly expectedAlgorithm: Algorithm | null;
  readonly observedAtMs: number;
}

const drawn: Plausible = { zero: 'placeholder', max: 100_000 };

/** One reading from the wire: pure, total, and without a guess where the device said nothing. */
export function parseSummary(parts: SummaryParts): MinerReading {
  const { knowledge, observedAtMs } = parts;
  const taken = new Measurements();
  const miner = fieldsOf(fieldsOf(parts.summary)['miner']);
  const ofMiner = fieldsOf(miner['miner_status']);
  const status = parseStatus(parts.status === null ? ofMiner : { ...fieldsOf(parts.status), ...ofMiner });
  const minerType = textOf(miner['miner_type']) ?? knowledge.info?.miner ?? null;
  const scale = rateScaleOf(knowledge, minerType, parts.expectedAlgorithm);
  const boards = parseBoards(miner['chains'], scale, taken);
  const boardRates = boards.map((board) => board.hashrate);
  const hashrate = parseHashrate(miner, boardRates, scale, taken);
  const cooling = parseCooling(miner['cooling'], minerType, taken);
  const pools = parsePools(miner['pools'], observedAtMs, taken);
  const booted = bootedAt(fieldsOf(parts.summary)['system'], observedAtMs) ?? knowledge.info?.bootedAtMs ?? null;
  if (parts.repaired) taken.flag('', 'repaired');
  return {
    observedAtMs,
    algorithm: scale.algorithm,
    ...identityOf(minerType, knowledge),
    activity: status.activity,
    miningForSeconds: status.activity === 'mining' ? status.seconds : null,
    bootedAtMs: booted,
    hashrate,
    temperature: parseTemperature(
      miner,
      boards.map((board) => board.temperature),
      taken,
    ),
    power: powerOf(miner, boardRates, hashrate.total, taken),
    fans: cooling.fans,
    pool: pools.pool,
    shares: pools.shares,
    sharesByPool: pools.sharesByPool,
    status: {
      mining_status: status.state ?? taken.flag('status.mining_status', 'not_reported'),
      uptime: uptimeOf(booted, parts, taken),
      errors: errorsOf({ status, hashrate, cooling, pools, knowledge }),
    },
    config: configOf(knowledge, boardRates, taken),
    hardware: hardwareOf(miner, cooling.mode, taken),
    settings: knowledge.settings?.snapshot ?? null,
    credentialRefused: knowledge.credentialRefused,
    flags: taken.flags,
  };
}

function uptimeOf(bootedAtMs: number | null, { knowledge, observedAtMs }: SummaryParts, taken: Measurements): number | null {
  if (bootedAtMs !== null) return Math.round((observedAtMs - bootedAtMs) / 1_000);
  return taken.flag('status.uptime', knowledge.info === null ? 'not_read_yet' : 'not_reported');
}

function hardwareOf(miner: Readonly<Record<string, unknown>>, fanMode: string | null, taken: Measurements): MinerHardware {
  return {
    hw_errors: taken.count('hardware.hw_errors', miner['hw_errors']),
    hw_error_percent: taken.number('hardware.hw_error_percent', miner['hw_errors_percent'], { max: 100 }),
    restart_count: taken.count('hardware.restart_count', miner['restart_count']),
    fan_mode: fanMode,
  };
}

/** `miner_type` carries model and version in one: `Antminer S19 (Vnish 1.2.6)`. */
function identityOf(
  minerType: string | null,
  { info }: VnishKnowledge,
): Pick<MinerReading, 'reportedModel' | 'firmwareName' | 'firmwareVersion'> {
  const [reportedModel, firmwareName, firmwareVersion] = [info?.miner ?? null, info?.firmwareName ?? null, info?.firmwareVersion ?? null];
  if (reportedModel !== null && firmwareName !== null && firmwareVersion !== null) return { reportedModel, firmwareName, firmwareVersion };
  const match = /^(.*?)\s*\((\w+)\s+([\w.+-]+)\)\s*$/.exec(minerType ?? '');
  return {
    reportedModel: reportedModel ?? match?.[1] ?? minerType,
    firmwareName: firmwareName ?? match?.[2] ?? null,
    firmwareVersion: firmwareVersion ?? match?.[3] ?? null,
  };
}

/** The firmware's own efficiency has meant three things in three builds: it is always computed anew. */
function powerOf(
  miner: Readonly<Record<string, unknown>>,
  boards: readonly BoardHashrate[],
  total: number | null,
  taken: Measurements,
): MinerPower {
  const consumption = taken.number('power.consumption', miner['power_consumption'] ?? miner['power_usage'], drawn);
  const efficiency = joulesPerUnit(consumption, total) ?? taken.flag('power.efficiency', 'not_derivable');
  let highest: number | null = null;
  for (const { voltage } of boards) if (voltage !== null && (highest === null || voltage > highest)) highest = voltage;
  return { consumption, efficiency, voltage: highest ?? taken.flag('power.voltage', 'not_measured') };
}

function configOf({ preset, settings }: VnishKnowledge, boards: readonly BoardHashrate[], taken: Measurements): MinerSettings {
  const missing = (path: string, read: unknown): null => taken.flag(path, read === null ? 'not_read_yet' : 'not_reported');
  return {
    frequency: settings?.frequencyMhz ?? preset?.frequencyMhz ?? meanFrequency(boards) ?? missing('config.frequency', preset),
    overclock_profile: preset?.name ?? missing('config.overclock_profile', preset),
    power_limit: settings?.powerLimitWatts ?? preset?.watts ?? missing('config.power_limit', preset),
  };
}

function meanFrequency(boards: readonly BoardHashrate[]): number | null {
  const inUse = boards.map((board) => board.frequency).filter((value) => value !== null);
  return inUse.length > 0 ? Math.round((inUse.reduce((sum, value) => sum + value, 0) / inUse.length) * 100) / 100 : null;
}
