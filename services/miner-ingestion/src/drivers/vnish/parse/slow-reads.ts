import { entriesOf, fieldsOf, numberOf, textOf } from '../../../reading/measurements.js';
import type { DeviceInfo, ModelFacts, PresetFacts } from '../knowledge.js';
import { uptimeSeconds } from './durations.js';

/** Reads `GET /info`; the device's uptime becomes the time it started, by our clock. */
export function parseInfo(raw: unknown, observedAtMs: number): DeviceInfo {
  const info = fieldsOf(raw);
  return {
    miner: textOf(info['miner']) ?? textOf(info['model']),
    firmwareName: textOf(info['fw_name']),
    firmwareVersion: textOf(info['fw_version']),
    algorithm: textOf(info['algorithm']),
    rateUnit: textOf(info['hr_measure']),
    bootedAtMs: bootedAt(info['system'], observedAtMs),
  };
}

/** When the system started, from the `system` block that `/info`, and `/summary` of early builds, carry. */
export function bootedAt(system: unknown, observedAtMs: number): number | null {
  const uptime = uptimeSeconds(textOf(fieldsOf(system)['uptime']));
  return uptime === null ? null : observedAtMs - uptime * 1_000;
}

/** Reads `GET /model`. */
export function parseModel(raw: unknown): ModelFacts {
  const model = fieldsOf(raw);
  const chain = fieldsOf(model['chain']);
  return {
    boards: positive(chain['num_chains']),
    chipsPerBoard: positive(chain['chips_per_chain']),
    algorithm: textOf(model['algorithm']),
    rateUnit: textOf(model['hr_measure']),
  };
}

/** Reads `GET /perf-summary`. A preset is usually named after its watts, but need not be. */
export function parsePreset(raw: unknown): PresetFacts {
  const preset = fieldsOf(fieldsOf(raw)['current_preset']);
  const name = textOf(preset['name']);
  return {
    name: textOf(preset['pretty']) ?? name,
    watts: name !== null && /^\d{2,5}$/.test(name) ? Number(name) : null,
    frequencyMhz: positive(fieldsOf(preset['globals'])['freq']),
  };
}

/** Reads `GET /boards` or `GET /chains`: the boards on which a sensor is broken. */
export function parseBrokenSensors(raw: unknown): number[] {
  return entriesOf(raw).flatMap((board, index) => {
    const broken = entriesOf(board['sensors']).some((sensor) => textOf(sensor['state']) === 'error');
    return broken ? [numberOf(board['id']) ?? index + 1] : [];
  });
}

function positive(raw: unknown): number | null {
  const value = numberOf(raw);
  return value !== null && value > 0 ? value : null;
}
