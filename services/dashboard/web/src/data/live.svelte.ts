import { SvelteMap } from 'svelte/reactivity';
import type { FleetSummary, MinerKnown, MinerRow, SystemReport } from './types';

/** How the page stands to the server. */
export type Link = 'connecting' | 'live' | 'lost';

const firstRetryMs = 500;
const longestRetryMs = 10_000;

interface Push {
  readonly channel?: string;
  readonly whole?: boolean;
  readonly data?: unknown;
}

/** Everything the page shows, kept up to date through one socket that comes back by itself. */
class LiveState {
  link = $state<Link>('connecting');
  fleet = $state.raw<FleetSummary | null>(null);
  system = $state.raw<SystemReport | null>(null);
  miner = $state.raw<MinerKnown | null>(null);
  /** True once the server has said that it knows no such miner. */
  minerMissing = $state(false);
  readonly miners = new SvelteMap<string, MinerRow>();
  /** Counts every change of `miners`, for those who redraw as a whole. */
  version = $state(0);
  heardAt = $state<number | null>(null);
  private channels: readonly string[] = [];
  private socket: WebSocket | null = null;
  private retryMs = firstRetryMs;

  /** Sets which channels are wanted from now on. */
  subscribe(channels: readonly string[]): void {
    if (channels.join() === this.channels.join() && this.socket !== null) return;
    const minerBefore = this.channels.find((name) => name.startsWith('miner:'));
    if (!channels.includes(minerBefore ?? '')) this.forgetMiner();
    this.channels = channels;
    if (this.socket === null) this.connect();
    else if (this.socket.readyState === WebSocket.OPEN) this.say();
  }

  private forgetMiner(): void {
    this.miner = null;
    this.minerMissing = false;
  }

  private connect(): void {
    const address = new URL('/api/v1/live', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onopen = () => {
      this.retryMs = firstRetryMs;
      this.say();
    };
    socket.onmessage = (event: MessageEvent<string>) => this.hear(JSON.parse(event.data) as Push);
    socket.onclose = () => this.retry();
  }

  private say(): void {
    this.socket?.send(JSON.stringify({ subscribe: this.channels }));
  }

  private retry(): void {
    this.link = this.heardAt === null ? 'connecting' : 'lost';
    setTimeout(() => this.connect(), this.retryMs * (0.75 + Math.random() / 2));
    this.retryMs = Math.min(longestRetryMs, this.retryMs * 2);
  }

  private hear(push: Push): void {
    this.link = 'live';
    this.heardAt = Date.now();
    if (push.channel === 'fleet') this.fleet = push.data as FleetSummary;
    else if (push.channel === 'system') this.system = push.data as SystemReport;
    else if (push.channel === 'miners') this.takeRows(push.data as readonly (MinerRow & { gone?: boolean })[], push.whole ?? false);
    else if (push.channel?.startsWith('miner:')) this.takeMiner(push.data as MinerKnown | null);
  }

  private takeMiner(known: MinerKnown | null): void {
    this.miner = known;
    this.minerMissing = known === null;
  }

  private takeRows(rows: readonly (MinerRow & { gone?: boolean })[], whole: boolean): void {
    if (whole) this.miners.clear();
    for (const row of rows) {
      if (row.gone) this.miners.delete(row.miner_id);
      else this.miners.set(row.miner_id, row);
    }
    this.version += 1;
  }
}

/** The one live state of the page. */
export const live = new LiveState();
