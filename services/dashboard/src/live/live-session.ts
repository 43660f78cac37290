import { parseSubscribe } from './live-message.js';
import { type LivePush, rowsInMessage } from './live-push.js';

/** The part of a socket a session needs. */
export interface LiveSocket {
  readonly bufferedAmount: number;
  /** Calls `sent` once the text is with the system, or with an error where it never will be. */
  send(text: string, sent?: (error?: Error) => void): void;
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
  /** A message of rows is on its way, and the next ones wait for it. */
  private sending = false;
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
    if (this.channels.has('miners')) this.sendRows(push);
  }

  private note({ changes }: LivePush): void {
    if (this.channels.has('fleet') && (changes.beat || changes.miners.size > 0)) this.due.add('fleet');
    if (this.channels.has('system') && changes.beat) this.due.add('system');
    if (this.channels.has('market') && changes.beat) this.due.add('market');
    for (const channel of this.minerChannels) if (changes.miners.has(channel.slice('miner:'.length))) this.due.add(channel);
  }

  private sendRows(push: LivePush): void {
    if (this.wantsAllRows) return this.sending ? undefined : this.sendAll(push);
    if (this.behind.size > 0 || push.isLarge) {
      for (const minerId of push.changes.miners) this.behind.add(minerId);
      if (!this.sending) this.sendBehind(push);
      return;
    }
    const rows = push.changedRows();
    if (rows !== null) this.socket.send(rows);
  }

  private sendAll(push: LivePush): void {
    const { text, rest } = push.firstRows();
    this.wantsAllRows = false;
    this.behind.clear();
    for (const minerId of rest) this.behind.add(minerId);
    this.sendAndGoOn(text, push);
  }

  /** As many rows as a message may hold, of those the client has not got yet. */
  private sendBehind(push: LivePush): void {
    const minerIds: string[] = [];
    for (const minerId of this.behind) {
      if (minerIds.length === rowsInMessage) break;
      minerIds.push(minerId);
      this.behind.delete(minerId);
    }
    this.sendAndGoOn(push.rowsOf(minerIds, this.behind.size > 0), push);
  }

  /** The next rows follow as fast as the client takes them, each as it stands then. */
  private sendAndGoOn(text: string, push: LivePush): void {
    this.sending = true;
    this.socket.send(text, (error) => {
      this.sending = false;
      if (error) return;
      this.slowSinceMs = null;
      if (this.behind.size > 0 && !this.wantsAllRows) this.sendBehind(push);
    });
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
