import { type Preset, presetNamed, presetsOf } from '../physics/presets.js';
import { type Answer, type Call, json } from './answer.js';

/** `GET /perf-summary`: the preset in force and the switcher that would change it by temperature. */
export function perfSummary({ miner, at }: Call): Answer {
  const { device } = miner.segmentAt(at);
  const preset = presetNamed(miner.traits.model, device.applied.preset);
  const presets = presetsOf(miner.traits.model);
  return json({
    current_preset: {
      ...presetRow(preset, device.phase === 'auto-tuning' ? 'untuned' : 'tuned'),
      globals: { volt: Math.round(preset.millivolts / 10), freq: Math.round(preset.frequencyMhz) },
    },
    preset_switcher: {
      enabled: false,
      top_preset: presets.at(-1)!.name,
      min_preset: presets[0]!.name,
      decrease_temp: 75,
      rise_temp: 55,
      check_time: 300,
      autochange_top_preset: false,
      ignore_fan_speed: false,
      power_delta: 0,
    },
  });
}

/** `GET /autotune/presets`: what the device may be set to, as a bare array that begins with `disabled`. */
export function autotunePresets({ miner, at }: Call): Answer {
  const { applied } = miner.segmentAt(at).device;
  const rows = presetsOf(miner.traits.model).map((preset) => presetRow(preset, preset.name === applied.preset ? 'tuned' : 'untuned'));
  return json([{ name: 'disabled', pretty: 'disabled', status: 'untuned', modded_psu_required: false }, ...rows]);
}

function presetRow({ name, pretty, moddedPsu }: Preset, status: 'tuned' | 'untuned'): Record<string, unknown> {
  return { name, pretty, status, modded_psu_required: moddedPsu };
}
