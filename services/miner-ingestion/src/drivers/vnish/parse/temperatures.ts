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

/** A board's hottest sensors: a `{min, max}` pair, or the sensor lists of early builds. */
export function boardTemperature(chain: Fields, id: number, index: number, taken: Measurements): BoardTemperature {
  const read = (name: 'pcb_temp' | 'chip_temp'): number | null => {
    const value = chain[`${name}_sens`] === undefined ? hottestOfPair(chain[name]) : hottestOfSensors(chain[`${name}_sens`]);
    return valueOrFlag(`temperature.per_hashboard[${index}].${name}`, value, taken);
  };
  return { board_id: id, pcb_temp: read('pcb_temp'), chip_temp: read('chip_temp') };
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
  const [min, max] = [numberOf(fieldsOf(raw)['min']), numberOf(fieldsOf(raw)['max'])];
  const value = max ?? min;
  if (value === null) return 'not_reported';
  if (value === 0 && (min ?? 0) === 0) return 'not_measured';
  return value < coldest || value > hottest ? 'invalid' : value;
}

function valueOrFlag(path: string, value: number | QualityReason, taken: Measurements): number | null {
  return typeof value === 'number' ? value : taken.flag(path, value);
}
