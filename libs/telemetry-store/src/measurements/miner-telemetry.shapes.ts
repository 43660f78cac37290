import type { BoardHashrate, BoardTemperature, MinerFan, MinerTelemetry } from '@lodestream/records';
import { FieldLayout } from '../field-layout.js';
import { boardFields, boardTemperatureFields, fanFields } from './miner-parts.fields.js';
import { minerTelemetryFields } from './miner-telemetry.fields.js';
import { WideFields } from './wide-fields.js';

/** The fields of boards, of their temperatures, and of fans, in the order in which they stand in a point. */
export const boards = new WideFields<BoardHashrate>('board', boardFields, ({ board_id }) => board_id);
export const boardTemperatures = new WideFields<BoardTemperature>('board', boardTemperatureFields, ({ board_id }) => board_id);
export const fans = new WideFields<MinerFan>('fan', fanFields, ({ fan_id }) => fan_id);

const scalarIntegers = minerTelemetryFields.filter(({ kind }) => kind === 'integer').map(({ name }) => name);

/** The fields of `miner_telemetry` that are whole numbers. */
export const minerTelemetryIntegers: ReadonlySet<string> = new Set([...scalarIntegers, ...boards.integers]);

/** How the readings of miners with the same boards and fans are laid out. */
export interface ReadingShape {
  readonly layout: FieldLayout;
  /** For each part of the record, in order, where its first field stands; -1 for a part not to be believed. */
  readonly places: readonly number[];
  /** The numbers of the parts, which make the shape. */
  readonly numbers: readonly number[];
}

const shapes = new Map<string, ReadingShape>();
const mostShapes = 1_000;
let latest: ReadingShape | undefined;

/** The shape of a reading. A farm has few: one for each layout of boards and fans; most readings have that of the one before. */
export function shapeOf(record: MinerTelemetry): ReadingShape {
  if (latest !== undefined && hasNumbers(record, latest.numbers)) return latest;
  const lists = [
    record.hashrate.per_hashboard.map(boards.numberOf),
    record.temperature.per_hashboard.map(boardTemperatures.numberOf),
    record.fans.map(fans.numberOf),
  ] as const;
  const key = lists.join(';');
  let shape = shapes.get(key);
  if (shape === undefined) {
    if (shapes.size >= mostShapes) shapes.clear();
    shapes.set(key, (shape = newShape(lists)));
  }
  return (latest = shape);
}

function hasNumbers({ hashrate, temperature, fans: listed }: MinerTelemetry, numbers: readonly number[]): boolean {
  const [hashing, warm] = [hashrate.per_hashboard, temperature.per_hashboard];
  if (numbers[0] !== hashing.length || numbers[1] !== warm.length || numbers[2] !== listed.length) return false;
  let at = 3;
  for (const { board_id } of hashing) if (numbers[at++] !== board_id) return false;
  for (const { board_id } of warm) if (numbers[at++] !== board_id) return false;
  for (const { fan_id } of listed) if (numbers[at++] !== fan_id) return false;
  return true;
}

function newShape(lists: readonly [readonly number[], readonly number[], readonly number[]]): ReadingShape {
  const names = minerTelemetryFields.map(({ name }) => name);
  const known = new Map<string, number>();
  const placed = (wide: Pick<WideFields<never>, 'namesOf'>) => (number: number) => {
    const [first, ...others] = wide.namesOf(number);
    if (first === undefined) return -1;
    // A device may name a part twice; then the later one counts, in the same place.
    const place = known.get(first) ?? names.push(first, ...others) - others.length - 1;
    known.set(first, place);
    return place;
  };
  const places = [...lists[0].map(placed(boards)), ...lists[1].map(placed(boardTemperatures)), ...lists[2].map(placed(fans))];
  const numbers = [...lists.map(({ length }) => length), ...lists.flat()];
  return { layout: new FieldLayout(names, minerTelemetryIntegers), places, numbers };
}
