import type { MinerTraits } from '../fleet/miner-traits.js';
import { hash32, uniform, uniformIn } from '../random/hash.js';
import { bootMs, type Fault, type FaultDetail, type FaultKind } from './fault.js';

/** A fault with everything its plan left open decided by the miner's seed; `salt` tells two faults of a miner apart. */
export function completeFault(
  traits: MinerTraits,
  kind: FaultKind,
  when: { from: number; to: number },
  detail: FaultDetail,
  salt: number,
): Fault {
  const to = kind === 'reboot' ? when.from + bootMs : when.to;
  return { ...drawn(traits, kind, salt), ...detail, kind, from: when.from, to };
}

function drawn(traits: MinerTraits, kind: FaultKind, salt: number): FaultDetail {
  const { key, model } = traits;
  switch (kind) {
    case 'dead_board':
      return { board: 1 + (hash32(key, 0xb0a2d, salt) % model.boards) };
    case 'drifting_chip':
      return { board: 1 + (hash32(key, 0xd21f, salt) % model.boards), chip: hash32(key, 0xd220, salt) % model.chipsPerBoard };
    case 'fan_wear':
    case 'fan_loss':
      return { fan: hash32(key, 0xfa2, salt) % model.fans };
    case 'overheating':
      return { heat: uniform(key, 0x4ea7, salt) < 0.7 ? 1.7 : 2.3 };
    case 'hung':
      return { hung: uniform(key, 0x4a26, salt) < 0.5 ? 'frozen' : 'empty' };
    case 'offline':
      return { offline: uniform(key, 0x0ff, salt) < 0.5 ? 'refuse' : 'blackhole' };
    case 'slow':
      return { delayMs: Math.round(uniformIn(4_000, 25_000, key, 0x510, salt)) };
    case 'bomb':
      return { bomb: uniform(key, 0xb0b, salt) < 0.5 ? 'gzip' : 'deep' };
    case 'wrong_length':
      return { length: uniform(key, 0x1e6, salt) < 0.5 ? 'short' : 'long' };
    case 'clock_jump':
      return { jumpMs: (uniform(key, 0xc10c, salt) < 0.5 ? -1 : 1) * 3_600_000 };
    default:
      return {};
  }
}
