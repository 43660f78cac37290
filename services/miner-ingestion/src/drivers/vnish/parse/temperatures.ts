import type { BoardTemperature, MinerTemperature } from '@lodestream/records';
import { entriesOf, fieldsOf, type Measurements, numberOf, textOf } from '../../../reading/measurements.js';
import type { QualityReason } from '../../../reading/quality-reason.js';

type Fields = Readonly<Record<string, unknown>>;

/** Below and above, a reading is a sensor's way of saying that it failed: -273, -83, -40, 255. */
const coldest = -39;
const hottest = 200;

/** The hottest chip of the whole device: its own figure, or the hottest board's where it gives none. */
export function parseTemperature(miner: Fields, boards: BoardTemperature[], taken: Measurements): MinerTemperature {
  const reported = hottestOfPair(miner['chip_temp']);
  const max = typeof reported === 'number' ? reported : (hottestBoard(boards) ?? reported);
  return {
    ambient: taken.flag('temperature.ambient', 'not_reported'),
    avg_chip: taken.flag('temperature.avg_chip', 'not_reported'),
    max_chip: valueOrFlag('temperature.max_chip', max, taken),
    per_hashboard: boards,
  };
}

function hottestBoard(boards: readonly BoardTemperature[]): number | null {
  const temps = boards.map((board) => board.chip_temp).filter((value) => value !== null);
  return temps.length > 0 ? Math.max(...temps) : null;
}

const paths: { readonly pcb: string; readonly chip: string }[] = [];

/** Where the fields of a board stand in the record; made once for each place. */
function pathsOf(index: number): (typeof paths)[number] {
  return (paths[index] ??= {
    pcb: `temperature.per_hashboard[${index}].pcb_temp`,
    chip: `temperature.per_hashboard[${index}].chip_temp`,
  });
}

/** A board's hottest sensors: a `{min, max}` pair, or the sensor lists of early builds. */
export function boardTemperature(chain: Fields, id: number, index: number, taken: Measurements): BoardTemperature {
  const at = pathsOf(index);
  return {
    board_id: id,
    pcb_temp: valueOrFlag(at.pcb, hottestOf(chain['pcb_temp_sens'], chain['pcb_temp']), taken),
    chip_temp: valueOrFlag(at.chip, hottestOf(chain['chip_temp_sens'], chain['chip_temp']), taken),
  };
}

function hottestOf(sensors: unknown, pair: unknown): number | QualityReason {
  return sensors === undefined ? hottestOfPair(pair) : hottestOfSensors(sensors);
}

function hottestOfSensors(raw: unknown): number | QualityReason {
  const working = entriesOf(raw).filter((sensor) => textOf(sensor['status']) !== 'error');
  const temps = working
    .flatMap((sensor) => numberOf(sensor['temp']) ?? [])
    .filter((temp) => temp !== 0 && temp >= coldest && temp <= hottest);
  return temps.length > 0 ? Math.max(...temps) : 'not_measured';
}

/** 0 in both is how the firmware says that nothing was measured; a real 0 °C would hardly stand in both. */
function hottestOfPair(raw: unknown): number | QualityReason {
  const pair = fieldsOf(raw);
  const min = numberOf(pair['min']);
  const max = numberOf(pair['max']);
  const value = max ?? min;
  if (value === null) return 'not_reported';
  if (value === 0 && (min ?? 0) === 0) return 'not_measured';
  return value < coldest || value > hottest ? 'invalid' : value;
}

function valueOrFlag(path: string, value: number | QualityReason, taken: Measurements): number | null {
  return typeof value === 'number' ? value : taken.flag(path, value);
}
