import type { LiveSource } from './live-source.js';

/** What has changed since the push before. */
export interface LiveChanges {
  readonly miners: ReadonlySet<string>;
  /** Whether what is told at a steady pace is due: the system, and the fleet as a sign of life. */
  readonly beat: boolean;
}

/** Rows that one message holds at most: some 300 KB, which a client on a slow line takes in a few seconds. */
export const rowsInMessage = 500;

/** The beginning of all rows, and the miners that are to follow. */
export interface FirstRows {
  readonly text: string;
  readonly rest: readonly string[];
}

/** One push to all clients: each state is read and written as text once, however many clients get it. */
export class LivePush {
  private readonly texts = new Map<string, string>();
  private changed: string | null = null;
  private first: FirstRows | null = null;

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

  /** The message all rows begin with. */
  firstRows(): FirstRows {
    this.first ??= this.beginRows();
    return this.first;
  }

  /** Whether what changed is too much for one message. */
  get isLarge(): boolean {
    return this.changes.miners.size > rowsInMessage;
  }

  /** The message with the rows that changed, or null where none did. */
  changedRows(): string | null {
    if (this.changes.miners.size === 0) return null;
    this.changed ??= this.rowsOf(this.changes.miners, false);
    return this.changed;
  }

  /** The message with some rows as they stand now, for a client that is not there yet; says whether `more` follow. */
  rowsOf(minerIds: Iterable<string>, more: boolean): string {
    return JSON.stringify({ channel: 'miners', ...(more && { more }), data: this.source.rows(minerIds) });
  }

  private beginRows(): FirstRows {
    const ids = this.source.minerIds();
    const rest = ids.slice(rowsInMessage);
    const data = this.source.rows(ids.slice(0, rowsInMessage));
    return { text: JSON.stringify({ channel: 'miners', whole: true, ...(rest.length > 0 && { more: true }), data }), rest };
  }

  private stateOf(channel: string): unknown {
    if (channel === 'fleet') return this.source.fleet();
    if (channel === 'system') return this.source.system();
    if (channel === 'market') return this.source.market();
    return this.source.miner(channel.slice('miner:'.length));
  }
}
