import type { MinerTraits } from '../fleet/miner-traits.js';
import { defaultPreset } from '../physics/presets.js';

/** A pool as the device's settings list it. */
export interface PoolSetup {
  readonly url: string;
  readonly user: string;
  readonly pass: string;
}

/** The part of a device's settings that has an effect on what it does. */
export interface DeviceSetup {
  readonly preset: string;
  readonly pools: readonly PoolSetup[];
  readonly cooling: { readonly mode: 'auto' | 'manual'; readonly param: number };
  /** Fewer turning fans than this and the firmware stops mining. */
  readonly fanMinCount: number;
  /** A hotter board than this, in °C, and the firmware stops mining. */
  readonly restartTempC: number;
  readonly hostname: string;
  /** Everything else somebody saved, to be read back as it was; left out while nobody did. */
  readonly document?: { readonly [field: string]: unknown };
}

/** How a device of these traits comes out of the box of its farm. */
export function defaultSetup(traits: MinerTraits): DeviceSetup {
  const coin = traits.model.algorithm === 'scrypt' ? 'ltc' : 'btc';
  const user = `acct.w${String(traits.index + 1).padStart(5, '0')}`;
  return {
    preset: defaultPreset(traits.model).name,
    pools: [
      { url: `${coin}.pool-one.example:3333`, user, pass: `x-${traits.key.toString(16)}` },
      { url: `${coin}.pool-two.example:3333`, user, pass: `x-${traits.key.toString(16)}` },
    ],
    cooling: { mode: 'auto', param: traits.model.chipAbovePcb > 10 ? 72 : 68 },
    fanMinCount: 3,
    restartTempC: 85,
    hostname: `antminer-${traits.index + 1}`,
  };
}
