import { presetsOf, defaultPreset } from '../physics/presets.js';
import { type Answer, type Call, hashrateUnit, json } from './answer.js';
import { identityOf } from './identity.js';

const columns = 9;

/** `GET /model`: the limits of the hardware and how its chips are laid out; it never changes. */
export function model({ miner }: Call): Answer {
  const { traits } = miner;
  const { model: hardware } = traits;
  const id = identityOf(traits);
  return json({
    full_name: hardware.fullName,
    model: hardware.shortName,
    algorithm: hardware.algorithm,
    series: hardware.series,
    platform: id.platform,
    install_type: id.installType,
    hr_measure: hashrateUnit(miner).name,
    serial: 'N/A',
    chain: {
      chips_per_chain: hardware.chipsPerBoard,
      chips_per_domain: 3,
      num_chains: hardware.boards,
      topology: topologyOf(hardware.chipsPerBoard),
    },
    cooling: {
      min_fan_pwm: 10,
      min_target_temp: 20,
      max_target_temp: hardware.series === 'x21' ? 100 : 90,
      fan_min_count: { min: 0, max: hardware.fans, default: 3 },
    },
    overclock: overclockLimits(miner),
  });
}

/** Voltages here are in steps of 10 mV, unlike those of boards and presets. */
function overclockLimits({ traits }: Call['miner']): Record<string, unknown> {
  const presets = presetsOf(traits.model);
  const normal = defaultPreset(traits.model);
  const [weakest, strongest] = [presets[0]!, presets.at(-1)!];
  return {
    min_voltage: Math.floor(weakest.millivolts / 10),
    default_voltage: Math.floor(normal.millivolts / 10),
    max_voltage: Math.ceil(strongest.millivolts / 10),
    max_voltage_stock_psu: Math.ceil(presets.at(-2)!.millivolts / 10),
    min_freq: Math.floor(weakest.frequencyMhz),
    default_freq: Math.round(normal.frequencyMhz),
    max_freq: Math.ceil(strongest.frequencyMhz * 1.2),
    warn_freq: Math.ceil(strongest.frequencyMhz),
  };
}

function topologyOf(chips: number): Record<string, unknown> {
  const rows = Math.ceil(chips / columns);
  const cell = (row: number, column: number): number => (row * columns + column < chips ? row * columns + column : -1);
  const grid = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cell(row, column)));
  return { chips: grid, num_cols: columns, num_rows: rows };
}
