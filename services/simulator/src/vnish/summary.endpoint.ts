import type { VirtualMiner } from '../fleet/virtual-miner.js';
import type { Reading } from '../life/reading.js';
import { devFeePart } from '../life/share-counters.js';
import { type Answer, type Call, hashrateUnit, reportedBy, round1, round2 } from './answer.js';
import { stateFields } from './status.endpoint.js';
import { chainsOf, hardwareErrors, knowsBoards, temperatures } from './summary-chains.js';
import { bestShare, poolsOf } from './summary-pools.js';

/** `GET /summary`: everything a monitor polls for. A hung process that lost its values answers `{"miner":null}`. */
export function summary({ miner, at }: Call): Answer {
  const { device, effects } = miner.segmentAt(at);
  if (device.frozenAt !== null && effects.hung === 'empty') return nothing(at);
  const reading = reportedBy(miner, at);
  const unit = hashrateUnit(miner).size;
  const pools = poolsOf(miner, reading);
  const known = knowsBoards(reading);
  const hrRealtime = round1(reading.measuredRate / unit);
  const power = known ? reading.measuredWatts : 0;
  const body =
    `{"miner":{"miner_status":{${stateFields(reading.segment.device, reading.at)}},` +
    `"miner_type":"${miner.traits.model.fullName} (Vnish ${miner.traits.firmwareVersion})",` +
    `${rates(miner, reading, unit, known)},${heat(reading, known)},"power_consumption":${power},"power_usage":${power},` +
    `"power_efficiency":${efficiency(reading, unit, power)},"hw_errors_percent":${known ? 0.01 : 0},"hr_error":${known ? 0.02 : 0},` +
    `"hw_errors":${known ? hardwareErrors(reading, 1) : 0},"devfee_percent":${round2(devFeePart * 100)},` +
    `"devfee":${known ? round1((reading.averageRate * devFeePart) / unit) : 0},"pools":${pools.json},` +
    `"cooling":${cooling(reading, miner, known)},"chains":${chainsOf(miner.traits, reading, unit)},` +
    `"found_blocks":0,"best_share":${bestShare(miner, reading)}}}`;
  const minerState = reading.segment.device.phase;
  return {
    status: 200,
    body,
    digest: {
      observedAt: reading.at,
      hrRealtime,
      powerConsumption: power,
      accepted: pools.accepted,
      minerState,
    },
  };
}

function nothing(observedAt: number): Answer {
  const digest = { observedAt, hrRealtime: null, powerConsumption: null, accepted: null, minerState: 'none' };
  return { status: 200, body: '{"miner":null}', digest };
}

/** Rates in the declared unit; the two deprecated fields are in the next unit up. */
function rates(miner: VirtualMiner, reading: Reading, unit: number, known: boolean): string {
  const realtime = reading.measuredRate / unit;
  const average = known ? reading.averageRate / unit : 0;
  const stock = miner.traits.model.hashesPerSecond / unit;
  return (
    `"hr_stock":${round1(stock)},"average_hashrate":${round2(average / 1000)},"instant_hashrate":${round2(realtime / 1000)},` +
    `"hr_realtime":${round1(realtime)},"hr_nominal":${known ? round1(reading.nominalRate / unit) : 0},"hr_average":${round1(average)}`
  );
}

function heat(reading: Reading, known: boolean): string {
  const alive = reading.boards.filter((board) => board.alive);
  const measured = known && alive.length > 0;
  const pcb = Math.max(...alive.map((board) => board.pcbC));
  const chip = Math.max(...alive.map((board) => board.chipC));
  return `"pcb_temp":${temperatures(pcb, measured)},"chip_temp":${temperatures(chip, measured)}`;
}

/** Watts for each of the next unit up a second: J/TH on SHA-256. */
function efficiency(reading: Reading, unit: number, power: number): number {
  return reading.measuredRate > 0 ? round2((power * unit * 1000) / reading.measuredRate) : 0;
}

function cooling(reading: Reading, miner: VirtualMiner, known: boolean): string {
  const { mode, param } = reading.segment.device.applied.cooling;
  const settings = `"settings":{"mode":{"name":"${mode}","param":${param}}},"fan_duty":${known ? reading.duty : 0}`;
  if (!known) return `{"fan_num":0,"fans":[],${settings}}`;
  const max = miner.traits.model.fanMaxRpm;
  const fans = reading.fans.map(({ rpm, lost }, id) => `{"id":${id},"rpm":${rpm},"status":"${lost ? 'lost' : 'ok'}","max_rpm":${max}}`);
  return `{"fan_num":${fans.length},"fans":[${fans.join(',')}],${settings}}`;
}
