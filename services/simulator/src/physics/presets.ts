import type { MinerModel } from './miner-model.js';

const { pow, round } = Math;

/** One power level the firmware offers for a model. */
export interface Preset {
  /** Its watts as text, as the firmware names presets. */
  readonly name: string;
  readonly pretty: string;
  readonly watts: number;
  readonly hashesPerSecond: number;
  readonly frequencyMhz: number;
  readonly millivolts: number;
  readonly moddedPsu: boolean;
}

const levels = [0.55, 0.65, 0.75, 0.85, 0.93, 1, 1.08, 1.18];
const cache = new Map<string, readonly Preset[]>();

/** All presets of a model, weakest first; the one at its nominal watts is the default. */
export function presetsOf(model: MinerModel): readonly Preset[] {
  const known = cache.get(model.id);
  if (known !== undefined) return known;
  const presets = levels.map((level) => presetAt(model, level));
  cache.set(model.id, presets);
  return presets;
}

/** The preset a miner comes with. */
export function defaultPreset(model: MinerModel): Preset {
  return presetNamed(model, String(model.watts));
}

/** The preset of that name; an unknown name or `disabled` means the model's default. */
export function presetNamed(model: MinerModel, name: string): Preset {
  const presets = presetsOf(model);
  return presets.find((preset) => preset.name === name) ?? presets[levels.indexOf(1)]!;
}

/** Power grows faster than hashrate: each hash costs more energy the harder the chips are driven. */
function presetAt(model: MinerModel, level: number): Preset {
  const watts = level === 1 ? model.watts : round((model.watts * level) / 10) * 10;
  const ratio = watts / model.watts;
  const hashesPerSecond = model.hashesPerSecond * pow(ratio, 0.68);
  return {
    name: String(watts),
    pretty: `${watts} watt ~ ${prettyRate(model, hashesPerSecond)}`,
    watts,
    hashesPerSecond,
    frequencyMhz: model.frequencyMhz * pow(ratio, 0.68),
    millivolts: round((model.millivolts * pow(ratio, 0.16)) / 10) * 10,
    moddedPsu: level > 1.1,
  };
}

function prettyRate(model: MinerModel, hashesPerSecond: number): string {
  if (model.algorithm === 'scrypt') return `${round(hashesPerSecond / 1e6)} MH`;
  return `${round(hashesPerSecond / 1e12)} TH`;
}
