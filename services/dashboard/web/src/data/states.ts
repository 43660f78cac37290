import type { MinerState, Severity } from './types';

/** How a state is told: a word, a colour of the theme and a shape, so that no one needs to see colours. */
export interface StateLook {
  readonly word: string;
  readonly meaning: string;
  /** A path in a box of 16 by 16. */
  readonly shape: string;
}

/** The states, worst first. */
export const stateOrder: readonly MinerState[] = ['offline', 'degraded', 'stale', 'unknown', 'paused', 'hashing'];

export const looks: Readonly<Record<MinerState, StateLook>> = {
  offline: {
    word: 'Offline',
    meaning: 'does not answer',
    shape: 'M1.7 4.5L4.5 1.7 8 5.2l3.5-3.5 2.8 2.8L10.8 8l3.5 3.5-2.8 2.8L8 10.8l-3.5 3.5-2.8-2.8L5.2 8z',
  },
  degraded: { word: 'Degraded', meaning: 'a fault, or under 90 % of nominal', shape: 'M8 1.5l7 12.5H1z' },
  stale: {
    word: 'Stale',
    meaning: 'no reading for two intervals',
    shape: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  },
  unknown: { word: 'Unknown', meaning: 'never read', shape: 'M8 1l7 7-7 7-7-7zm0 3.2L4.2 8 8 11.8 11.8 8z' },
  paused: { word: 'Paused', meaning: 'stopped on purpose', shape: 'M3 2h4v12H3zm6 0h4v12H9z' },
  hashing: { word: 'Hashing', meaning: 'works as it should', shape: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z' },
};

/** How bad a state is; the lower the worse. */
export const rankOf = (state: MinerState): number => stateOrder.indexOf(state);

/** The colour of a severity, as a variable of the theme. */
export const severityColor: Readonly<Record<Severity, string>> = {
  critical: 'var(--offline)',
  major: 'var(--degraded)',
  warning: 'var(--degraded)',
  info: 'var(--text-dim)',
};

const severities: readonly Severity[] = ['critical', 'major', 'warning', 'info'];

/** Errors with the worst first; equally bad ones stay in the miner's own order, for it gives them no time. */
export function worstFirst<E extends { readonly severity: Severity }>(errors: readonly E[]): E[] {
  return errors.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
