import type { MinerTraits } from '../fleet/miner-traits.js';
import type { DeviceSetup, PoolSetup } from '../life/device-setup.js';
import { presetNamed, presetsOf } from '../physics/presets.js';

/** A settings document as it goes over the wire. */
export type SettingsDocument = { readonly [field: string]: unknown };

/** What was wrong with a settings document, in the firmware's words. */
export class RefusedSettings extends Error {
  override name = 'RefusedSettings';
}

/** The whole settings of a device: what its setup says, inside everything else the firmware keeps. */
export function documentOf(traits: MinerTraits, setup: DeviceSetup): SettingsDocument {
  const document = setup.document ?? untouched(traits);
  const miner = part(document, 'miner');
  const overclock = part(miner, 'overclock');
  const preset = presetNamed(traits.model, setup.preset);
  const globals = { volt: Math.round(preset.millivolts / 10), freq: Math.round(preset.frequencyMhz) };
  return {
    ...document,
    miner: {
      ...miner,
      cooling: {
        ...part(miner, 'cooling'),
        mode: { name: setup.cooling.mode, param: setup.cooling.param },
        fan_min_count: setup.fanMinCount,
      },
      misc: { ...part(miner, 'misc'), restart_temp: setup.restartTempC },
      overclock: { ...overclock, preset: setup.preset, globals },
      pools: setup.pools,
    },
    network: { ...part(document, 'network'), hostname: setup.hostname },
  };
}

/** The setup after somebody sent a part of the document; what the part leaves out stays. Throws {@link RefusedSettings}. */
export function setupAfter(traits: MinerTraits, setup: DeviceSetup, change: SettingsDocument): DeviceSetup {
  const { password: _password, ...kept } = change;
  const document = merged(documentOf(traits, setup), kept) as SettingsDocument;
  const miner = part(document, 'miner');
  const cooling = part(miner, 'cooling');
  const mode = part(cooling, 'mode');
  return {
    preset: presetIn(traits, part(miner, 'overclock')['preset'], setup.preset),
    pools: poolsIn(miner['pools']),
    cooling: {
      mode: mode['name'] === 'manual' ? 'manual' : 'auto',
      param: numberIn(mode['param'], 0, 100, 'cooling.mode.param'),
    },
    fanMinCount: numberIn(cooling['fan_min_count'], 0, 4, 'cooling.fan_min_count'),
    restartTempC: numberIn(part(miner, 'misc')['restart_temp'], 50, 120, 'misc.restart_temp'),
    hostname: String(part(document, 'network')['hostname']).slice(0, 63),
    document,
  };
}

function untouched(traits: MinerTraits): SettingsDocument {
  const { model } = traits;
  const chain = { freq: 0, chips: [], disabled: false };
  return {
    miner: {
      cooling: { fan_min_duty: 10, fan_max_duty: 100 },
      misc: {
        restart_hashrate: 0,
        max_restart_attempts: 3,
        asic_boost: model.algorithm === 'sha256d',
        quiet_mode: false,
        quick_start: false,
        ignore_broken_sensors: false,
        ignore_chip_sensors: false,
        min_operational_chains: 1,
        auto_chip_throttling: true,
        downscale_preset_on_failure: false,
      },
      overclock: {
        modded_psu: false,
        chains: Array.from({ length: model.boards }, () => chain),
        preset_switcher: {
          enabled: false,
          top_preset: presetsOf(model).at(-1)!.name,
          min_preset: presetsOf(model)[0]!.name,
        },
      },
    },
    network: { dhcp: true, ipaddress: '', netmask: '', gateway: '', dnsservers: [] },
    regional: { timezone: { current: 'GMT' } },
    ui: { theme: 'auto', locale: 'en' },
    layout: {},
  };
}

function presetIn(traits: MinerTraits, value: unknown, current: string): string {
  if (value === undefined) return current;
  const known = value === 'disabled' || presetsOf(traits.model).some((preset) => preset.name === value);
  if (!known) throw new RefusedSettings('unknown preset');
  return value as string;
}

function poolsIn(value: unknown): PoolSetup[] {
  const rows = Array.isArray(value) ? (value as Partial<PoolSetup>[]) : [];
  if (rows.length < 1 || rows.length > 5) throw new RefusedSettings('pools must be one to five');
  return rows.map(({ url, user, pass }) => {
    if (typeof url !== 'string' || typeof user !== 'string') throw new RefusedSettings('a pool needs url and user');
    return {
      url: url.slice(0, 255),
      user: user.slice(0, 255),
      pass: typeof pass === 'string' ? pass.slice(0, 255) : '',
    };
  });
}

function numberIn(value: unknown, low: number, high: number, name: string): number {
  if (typeof value !== 'number' || !(value >= low && value <= high)) throw new RefusedSettings(`${name} is out of range`);
  return value;
}

function part(document: SettingsDocument, name: string): SettingsDocument {
  const value = document[name];
  return isDocument(value) ? value : {};
}

function merged(old: unknown, change: unknown): unknown {
  if (!isDocument(old) || !isDocument(change)) return change;
  const result: Record<string, unknown> = { ...old };
  for (const [name, value] of Object.entries(change)) result[name] = merged(old[name], value);
  return result;
}

function isDocument(value: unknown): value is SettingsDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
