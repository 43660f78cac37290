import { Line, type Link } from './line.svelte';
import type { MarketReport } from './market-types';
import { session } from './session.svelte';
import { ticking } from './ticking.svelte';
import type { FleetSummary, MinerKnown, MinerRow, SystemReport } from './types';

type RowChange = MinerRow & { readonly gone?: boolean };

interface Push {
  readonly channel?: string;
  /** In the first message of all rows. */
  readonly whole?: boolean;
  /** More rows are on their way. */
  readonly more?: boolean;
  readonly data?: unknown;
}

const manyMiners = 2_000;
const calmMs = 1_000;

/** Everything the page shows, kept up to date through one line that comes back by itself. */
class LiveState {
  fleet = $state.raw<FleetSummary | null>(null);
  system = $state.raw<SystemReport | null>(null);
  market = $state.raw<MarketReport | null>(null);
  miner = $state.raw<MinerKnown | null>(null);
  /** True once the server has said that it knows no such miner. */
  minerMissing = $state(false);
  /** Every miner's row; not reactive by itself, for ten thousand rows are redrawn as a whole. */
  readonly miners = new Map<string, MinerRow>();
  /** Counts the changes of `miners`, for those who redraw. */
  version = $state(0);
  /** Counts the changes of which miners there are and where they stand. */
  placement = $state(0);
  private channels: readonly string[] = [];
  private pending: ReturnType<typeof setTimeout> | undefined;
  private moved = false;
  /** Rows from before that a new whole has not named yet; they stay on the page until it is complete. */
  private unnamed = new Set<string>();
  private readonly line = new Line(
    () => JSON.stringify({ subscribe: this.channels }),
    (text) => this.hear(JSON.parse(text) as Push),
    () => void session.check(),
  );

  get link(): Link {
    return this.line.link;
  }

  /** How long nothing has been heard of the server, or null while nothing ever was. */
  get quietMs(): number | null {
    return this.line.quietMs;
  }

  /** Sets which channels are wanted from now on. */
  subscribe(channels: readonly string[]): void {
    if (channels.join() === this.channels.join()) return;
    const minerBefore = this.channels.find((name) => name.startsWith('miner:'));
    if (!channels.includes(minerBefore ?? '')) this.forgetMiner();
    this.channels = channels;
    this.line.say();
  }

  private forgetMiner(): void {
    this.miner = null;
    this.minerMissing = false;
  }

  private hear(push: Push): void {
    if (push.channel === 'fleet') this.takeFleet(push.data as FleetSummary);
    else if (push.channel === 'system') this.system = push.data as SystemReport;
    else if (push.channel === 'market') this.market = push.data as MarketReport;
    else if (push.channel === 'miners') this.takeRows(push.data as readonly RowChange[], push);
    else if (push.channel !== undefined && this.channels.includes(push.channel)) this.takeMiner(push.data as MinerKnown | null);
  }

  private takeFleet(fleet: FleetSummary): void {
    this.fleet = fleet;
    ticking.follow(fleet.as_of);
  }

  private takeMiner(known: MinerKnown | null): void {
    this.miner = known;
    this.minerMissing = known === null;
  }

  private takeRows(rows: readonly RowChange[], { whole = false, more = false }: Push): void {
    if (whole) this.unnamed = new Set(this.miners.keys());
    let moved = whole;
    for (const row of rows) {
      const before = this.miners.get(row.miner_id);
      this.unnamed.delete(row.miner_id);
      if (row.gone) this.miners.delete(row.miner_id);
      else this.miners.set(row.miner_id, row);
      moved ||= row.gone === true || before?.location !== row.location || before.rack !== row.rack;
    }
    if (!more) moved = this.dropUnnamed() || moved;
    this.moved ||= moved;
    this.show(whole || (this.moved && !more));
  }

  private dropUnnamed(): boolean {
    const any = this.unnamed.size > 0;
    for (const minerId of this.unnamed) this.miners.delete(minerId);
    this.unnamed.clear();
    return any;
  }

  /** A large fleet changes all the time; it is redrawn once a second, which is as fast as anyone reads. */
  private show(atOnce: boolean): void {
    if (atOnce || this.miners.size < manyMiners) this.redraw();
    else this.pending ??= setTimeout(() => this.redraw(), calmMs);
  }

  private redraw(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    if (this.moved) this.placement += 1;
    this.moved = false;
    this.version += 1;
  }
}

/** The one live state of the page. */
export const live = new LiveState();
