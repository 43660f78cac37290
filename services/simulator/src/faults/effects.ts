import type { Fault } from './fault.js';

/** What all faults in force at one moment do to the device itself. */
export interface Effects {
  /** Bit n: board n (0-based) is dead. */
  readonly deadBoards: number;
  /** Bit n: fan n is lost. */
  readonly lostFans: number;
  readonly heat: number;
  readonly hung: 'frozen' | 'empty' | null;
  /** Without power, or booting. */
  readonly down: boolean;
  readonly paused: boolean;
  /** A chip that gives less and less since then: 0-based board and chip. */
  readonly drift: { readonly board: number; readonly chip: number; readonly since: number } | null;
  /** A fan that turns slower and slower since then. */
  readonly wear: { readonly fan: number; readonly since: number } | null;
  /** Milliseconds that the device's own clock is wrong by. */
  readonly clockErrorMs: number;
}

/** A device nothing is wrong with. */
export const noEffects: Effects = {
  deadBoards: 0,
  lostFans: 0,
  heat: 1,
  hung: null,
  down: false,
  paused: false,
  drift: null,
  wear: null,
  clockErrorMs: 0,
};

/** Folds faults into their joint effect. */
export function effectsOf(faults: readonly Fault[]): Effects {
  return faults.reduce(withFault, noEffects);
}

function withFault(effects: Effects, fault: Fault): Effects {
  switch (fault.kind) {
    case 'dead_board':
      return { ...effects, deadBoards: effects.deadBoards | (1 << ((fault.board ?? 1) - 1)) };
    case 'fan_loss':
      return { ...effects, lostFans: effects.lostFans | (1 << (fault.fan ?? 0)) };
    case 'overheating':
      return { ...effects, heat: Math.max(effects.heat, fault.heat ?? 1) };
    case 'hung':
      return { ...effects, hung: fault.hung ?? 'frozen' };
    case 'reboot':
      return { ...effects, down: true };
    case 'offline':
      return { ...effects, down: effects.down || fault.offline === 'refuse' };
    case 'paused':
      return { ...effects, paused: true };
    case 'drifting_chip':
      return { ...effects, drift: { board: (fault.board ?? 1) - 1, chip: fault.chip ?? 0, since: fault.from } };
    case 'fan_wear':
      return { ...effects, wear: { fan: fault.fan ?? 0, since: fault.from } };
    case 'clock_jump':
      return { ...effects, clockErrorMs: effects.clockErrorMs + (fault.jumpMs ?? 0) };
    default:
      return effects;
  }
}
