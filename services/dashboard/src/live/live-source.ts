import type { Clock } from '@lodestream/component';
import type { CommandView } from '../commands/command-view.js';
import type { FleetSums } from '../fleet/fleet-summary.js';
import type { FleetView } from '../fleet/fleet-view.js';
import type { DeadLetterCount } from '../follow/dead-letter-count.js';
import { marketReport } from '../market/market-sources.js';
import type { MarketView } from '../market/market-view.js';
import type { SystemView } from '../follow/system-view.js';

/** Where a push gets what it sends: always the state of this moment. */
export interface LiveSource {
  fleet(): unknown;
  miner(minerId: string): unknown;
  system(): unknown;
  market(): unknown;
  /** All listed miners. */
  minerIds(): readonly string[];
  /** The rows of these miners, with `gone` for one that is listed no more. */
  rows(minerIds: Iterable<string>): unknown;
}

/** What the live channel reads from. */
export interface LiveParts {
  readonly view: FleetView;
  readonly sums: FleetSums;
  readonly system: SystemView;
  readonly market: MarketView;
  readonly commands: CommandView;
  readonly deadLetters: DeadLetterCount;
  readonly clock: Clock;
}

/** The live channel's states, in the very shapes REST answers with. */
export function liveSource(parts: LiveParts): LiveSource {
  const { view, sums, system, deadLetters, clock } = parts;
  let kept: number | null = null;
  return {
    market: () => marketReport(parts, clock.now()),
    fleet: () => sums.at(clock.now()),
    miner: (minerId) => view.get(minerId, clock.now()) ?? null,
    minerIds: () => [...view.ids()],
    rows: (minerIds) => Array.from(minerIds, (id) => rowOrGone(view, id, clock.now())),
    system: () => {
      void deadLetters.kept().then((count) => (kept = count));
      return { as_of: clock.now(), services: system.rows(clock.now()), dead_letters: { kept } };
    },
  };
}

function rowOrGone(view: FleetView, minerId: string, nowMs: number): unknown {
  return view.shownRow(minerId, nowMs) ?? { miner_id: minerId, gone: true };
}
