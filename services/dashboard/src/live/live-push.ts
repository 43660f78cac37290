import type { LiveSource } from './live-source.js';

/** What has changed since the push before. */
export interface LiveChanges {
  readonly miners: ReadonlySet<string>;
  /** Whether what is told at a steady pace is due: the system, and the fleet as a sign of life. */
  readonly beat: boolean;
}

/** One push to all clients: each state is read and written as text once, however many clients get it. */
export class LivePush {
  private readonly texts = new Map<string, string>();
  private changed: string | null = null;
  private all: string | null = null;

  constructor(
    private readonly source: LiveSource,
    readonly changes: LiveChanges,
  ) {}

  /** The message of a channel's state at this moment. */
  stateText(channel: string): string {
    const text = this.texts.get(channel) ?? JSON.stringify({ channel, data: this.stateOf(channel) });
    this.texts.set(channel, text);
    return text;
  }

  /** The message with every miner's row. */
  allRows(): string {
    this.all ??= JSON.stringify({ channel: 'miners', whole: true, data: this.source.rows() });
    return this.all;
  }

  /** The message with the rows that changed, or null where none did. */
  changedRows(): string | null {
    if (this.changes.miners.size === 0) return null;
    this.changed ??= this.rowsOf(this.changes.miners);
    return this.changed;
  }

  /** The message with some rows, for a client that has to catch up. */
  rowsOf(minerIds: ReadonlySet<string>): string {
    return JSON.stringify({ channel: 'miners', data: this.source.rows(minerIds) });
  }

  private stateOf(channel: string): unknown {
    if (channel === 'fleet') return this.source.fleet();
    if (channel === 'system') return this.source.system();
    if (channel === 'market') return this.source.market();
    return this.source.miner(channel.slice('miner:'.length));
  }
}
