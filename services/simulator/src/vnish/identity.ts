import type { MinerTraits } from '../fleet/miner-traits.js';
import { hash32 } from '../random/hash.js';

const buildTimes = { '1.2.6': '2025-04-02 14:05:51+00:00', '1.2.7': '2025-06-20 10:11:12+00:00' } as const;
const platforms = ['aml', 'xil', 'cv', 'bb'] as const;

/** What a device says about its own build and board. */
export interface DeviceIdentity {
  readonly firmwareVersion: string;
  readonly buildTime: string;
  readonly buildUuid: string;
  readonly platform: string;
  readonly installType: 'nand' | 'sd';
  readonly mac: string;
}

/** The identity of a device: a function of its key, like everything about it. */
export function identityOf(traits: MinerTraits): DeviceIdentity {
  const { key, firmwareVersion } = traits;
  return {
    firmwareVersion,
    buildTime: buildTimes[firmwareVersion],
    buildUuid: uuidOf(key),
    platform: platforms[hash32(key, 91) % platforms.length]!,
    installType: hash32(key, 92) % 5 === 0 ? 'sd' : 'nand',
    mac: macOf(key),
  };
}

/** A serial number of `prefix` and eight characters, told apart by `salt`. */
export function serialOf(prefix: string, key: number, salt: number): string {
  return `${prefix}${hash32(key, 0x5e1, salt).toString(36).toUpperCase().padStart(8, '0').slice(-8)}`;
}

function uuidOf(key: number): string {
  const hex = [1, 2, 3, 4].map((part) => hash32(key, 90, part).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The firmware makes up locally administered addresses, so that no vendor can be read from them. */
function macOf(key: number): string {
  const high = hash32(key, 93);
  const low = hash32(key, 94);
  const bytes = [0x02, high >>> 24, (high >>> 16) & 255, (high >>> 8) & 255, high & 255, low & 255];
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(':');
}
