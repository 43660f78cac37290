import { findModel } from '@lodestream/mining';
import type { MinerFan } from '@lodestream/records';
import { entriesOf, fieldsOf, type Measurements, numberOf, partIdOf, type Plausible, textOf } from '../../../reading/measurements.js';

/** The fans, and how they are driven. */
export interface Cooling {
  readonly fans: readonly MinerFan[];
  readonly mode: string | null;
  /** True for immersion and hydro models, where fans are listed but do not exist. */
  readonly withoutFans: boolean;
}

/** Reads `cooling`; fans that a liquid-cooled device lists are left out, for they are not there. */
export function parseCooling(raw: unknown, minerType: string | null, taken: Measurements): Cooling {
  const cooling = fieldsOf(raw);
  const mode = textOf(fieldsOf(fieldsOf(cooling['settings'])['mode'])['name']);
  const withoutFans =
    mode?.toLowerCase().startsWith('immers') === true ||
    findModel(minerType)?.fans === 0 ||
    minerType?.toLowerCase().includes('hyd') === true;
  const fans = entriesOf(cooling['fans'], 16).map((fan, index) => parseFan(fan, index, cooling['fan_duty'], taken));
  return { fans: withoutFans ? [] : fans, mode: mode ?? taken.flag('hardware.fan_mode', 'not_reported'), withoutFans };
}

const turning: Plausible = { max: 100_000 };
const share: Plausible = { max: 100 };
const paths: { readonly speed: string; readonly percent: string }[] = [];

/** Where the fields of a fan stand in the record; made once for each place. */
function pathsOf(index: number): (typeof paths)[number] {
  return (paths[index] ??= { speed: `fans[${index}].speed`, percent: `fans[${index}].speed_percent` });
}

function parseFan(fan: Readonly<Record<string, unknown>>, index: number, duty: unknown, taken: Measurements): MinerFan {
  const at = pathsOf(index);
  const speed = taken.number(at.speed, fan['rpm'], turning);
  const ceiling = numberOf(fan['max_rpm']) ?? 0;
  const measured = speed !== null && ceiling > 0 ? Math.round((speed / ceiling) * 1_000) / 10 : null;
  return {
    fan_id: partIdOf(fan['id'], index),
    speed,
    speed_percent: measured ?? taken.number(at.percent, duty, share),
    status: textOf(fan['status']),
  };
}
