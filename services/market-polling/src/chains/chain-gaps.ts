import type { ChainFactName, ChainGaps, GapReason, HeldFacts } from './chain-facts.js';

/** Fills what a source gave no answer to with what is known otherwise, and says so; what nobody knows stays as it is. */
export function filled(facts: HeldFacts, otherwise: HeldFacts | null, reason: GapReason): HeldFacts {
  if (otherwise === null || facts.unanswered === undefined) return facts;
  const found = facts.unanswered.filter((name) => otherwise[name] !== null);
  return {
    ...facts,
    ...Object.fromEntries(found.map((name) => [name, otherwise[name]])),
    unanswered: facts.unanswered.filter((name) => !found.includes(name)),
    gaps: { ...facts.gaps, ...Object.fromEntries(found.map((name) => [name, reason])) },
  };
}

/** Every fact that did not come from the last answers, with why. */
export const gapsOf = ({ unanswered = [], gaps = {} }: HeldFacts): ChainGaps => ({
  ...gaps,
  ...Object.fromEntries(unanswered.map((name) => [name, 'no_answer' as const])),
});

const paths: Readonly<Record<ChainFactName, string>> = {
  difficulty: 'mining_metrics.network_difficulty',
  hashrate: 'mining_metrics.network_hashrate',
  height: 'mining_metrics.height',
  feesPerBlock: 'mining_metrics.fees_per_block',
  secondsPerBlock: 'mining_metrics.block_time',
};

/** All facts that may lack an answer. */
export const chainFactNames = Object.keys(paths) as readonly ChainFactName[];

/** Where a record tells a fact. */
export const pathOfFact = (name: ChainFactName): string => paths[name];
