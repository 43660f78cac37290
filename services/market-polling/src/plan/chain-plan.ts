import { findCoin } from '@lodestream/mining';
import type { Judgement } from '@lodestream/service-kit';
import { type Cadence, cadenceOf, judgeSchedules, plannedBy, type Schedules } from './cadence.js';

/** The settings that switch sources of chains on. */
export type ChainSetting = 'explorers' | 'minerstat' | 'nodes';

/** The settings that decide when chains are asked for. */
export interface ChainTimes {
  readonly explorers: boolean;
  readonly explorer_interval: number;
  readonly minerstat: boolean;
  readonly minerstat_interval: number;
  readonly nodes: readonly unknown[];
  readonly node_interval: number;
  readonly schedules?: Schedules;
}

/** minerstat is asked no more often than this, by interval or by expression. */
const leastOfMinerstat = 300;

/** How often each kind of source of chains is asked. */
export function chainCadences(times: ChainTimes): Readonly<Record<ChainSetting, Cadence>> {
  return {
    explorers: cadenceOf('explorers', times.explorer_interval, times.schedules),
    minerstat: cadenceOf('minerstat', times.minerstat_interval, times.schedules),
    nodes: cadenceOf('nodes', times.node_interval, times.schedules),
  };
}

/** When chains will be asked for, in sentences as those of a source of prices; empty where no source is switched on. */
export function describeChains(times: ChainTimes): string {
  const cadences = chainCadences(times);
  const settings = (['explorers', 'minerstat', 'nodes'] as const).filter((each) =>
    each === 'nodes' ? times.nodes.length > 0 : times[each],
  );
  if (settings.length === 0) return '';
  const lines = settings.map((each) => {
    const { intervalSeconds, schedule } = plannedBy(cadences[each]);
    return `    ${each}: ${schedule === undefined ? `every ${intervalSeconds} s` : `by ${schedule}`}`;
  });
  return ['  chains that are followed, which nobody counts', ...lines].join('\n');
}

/** What is no expression or no time zone, and what asks minerstat more often than its interval may. */
function schedulesFit(value: unknown): Judgement[] {
  const { schedules } = (value ?? {}) as Partial<ChainTimes>;
  const faults = judgeSchedules(schedules);
  if (faults.length > 0) return faults;
  const { cron, intervalSeconds } = cadenceOf('minerstat', leastOfMinerstat, schedules);
  if (cron === null || intervalSeconds >= leastOfMinerstat) return [];
  const message = `this asks minerstat every ${intervalSeconds} s on average, which is more often than every ${leastOfMinerstat} s`;
  return [{ path: ['schedules', 'minerstat'], message, remedy: 'Name fewer times, such as "*/10 * * * *".' }];
}

/** Refuses schedules that can't be kept, and nodes that nobody could be asked for by: of no coin that we know, or two of one coin. */
export function networksFit(value: unknown): Judgement[] {
  const nodes = (value as Partial<ChainTimes> | null | undefined)?.nodes;
  return [...(Array.isArray(nodes) ? nodesFit(nodes) : []), ...schedulesFit(value)];
}

function nodesFit(nodes: readonly { readonly coin?: unknown }[]): Judgement[] {
  const ids = nodes.map((node) => (typeof node?.coin === 'string' ? node.coin : null));
  return ids.flatMap((id, index) => {
    const path = ['nodes', index, 'coin'];
    if (id === null) return [];
    if (findCoin(id) === undefined)
      return [{ path, message: `${id} is no coin whose chain is known here`, remedy: 'Name a coin by its id, such as bellscoin.' }];
    return ids.indexOf(id) === index ? [] : [{ path, message: `${id} has a node already`, remedy: 'Keep one node of each coin.' }];
  });
}
