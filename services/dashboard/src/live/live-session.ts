import { parseSubscribe } from './live-message.js';
import type { LivePush } from './live-push.js';

/** The part of a socket a session needs. */
export interface LiveSocket {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Ends the connection without asking the other side. */
  terminate(): void;
}

const mostBufferedBytes = 512 * 1024;
const patienceMs = 30_000;
const closingMs = 5_000;

/**
 * One live client. It holds names of what has changed, never the changes themselves: a client that reads slowly gets the latest state
 * when it is ready, and one that reads nothing for 30 seconds is closed.
 */
export class LiveSession {
  private readonly channels = new Set<string>();
  private readonly minerChannels = new Set<string>();
  private readonly due = new Set<string>();
  private readonly behind = new Set<string>();
  private wantsAllRows = false;
  private slowSinceMs: number | null = null;
  private givenUp = false;

  constructor(private readonly socket: LiveSocket) {}

  /** Takes in a client's message: what it names is subscribed from now on, and sent whole with the next push. */
  receive(text: string): void {
    const message = parseSubscribe(text);
    if (typeof message === 'string') return this.complain(message);
    for (const names of [this.channels, this.minerChannels, this.due, this.behind]) names.clear();
    for (const channel of message.subscribe) {
      this.channels.add(channel);
      if (channel !== 'miners') this.due.add(channel);
      if (channel.startsWith('miner:')) this.minerChannels.add(channel);
    }
    this.wantsAllRows = this.channels.has('miners');
  }

  /** Whether the client is being closed because it does not read. */
  get isGivenUp(): boolean {
    return this.givenUp;
  }

  /** Sends the latest state of all that has changed, unless the client is still busy with what it got. */
  flush(push: LivePush, nowMs: number): void {
    this.note(push);
    if (this.socket.bufferedAmount > mostBufferedBytes) return this.fallBehind(push, nowMs);
    this.slowSinceMs = null;
    for (const channel of this.due) this.socket.send(push.stateText(channel));
    this.due.clear();
    const rows = this.rowsFrom(push);
    if (rows !== null) this.socket.send(rows);
  }

  private note({ changes }: LivePush): void {
    if (this.channels.has('fleet') && (changes.beat || changes.miners.size > 0)) this.due.add('fleet');
    if (this.channels.has('system') && changes.beat) this.due.add('system');
    if (this.channels.has('market') && changes.beat) this.due.add('market');
    for (const channel of this.minerChannels) if (changes.miners.has(channel.slice('miner:'.length))) this.due.add(channel);
  }

  private rowsFrom(push: LivePush): string | null {
    if (!this.channels.has('miners')) return null;
    if (this.wantsAllRows) {
      this.wantsAllRows = false;
      this.behind.clear();
      return push.allRows();
    }
    if (this.behind.size === 0) return push.changedRows();
    for (const minerId of push.changes.miners) this.behind.add(minerId);
    const text = push.rowsOf(this.behind);
    this.behind.clear();
    return text;
  }

  private fallBehind({ changes }: LivePush, nowMs: number): void {
    if (this.channels.has('miners') && !this.wantsAllRows) for (const minerId of changes.miners) this.behind.add(minerId);
    this.slowSinceMs ??= nowMs;
    const waitedMs = nowMs - this.slowSinceMs;
    if (waitedMs <= patienceMs) return;
    this.givenUp = true;
    if (waitedMs > patienceMs + closingMs) this.socket.terminate();
    else this.socket.close(1013, 'nothing was read for 30 seconds');
  }

  // Whoever sends nonsense and reads no answer would otherwise fill our memory with answers.
  private complain(error: string): void {
    if (this.socket.bufferedAmount < mostBufferedBytes) this.socket.send(JSON.stringify({ error }));
  }
}
