import { parseSubscribe } from './live-message.js';

/** The part of a socket a session needs. */
export interface LiveSocket {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** Where a session gets what it sends: always the state of this moment. */
export interface LiveSource {
  fleet(): unknown;
  miner(minerId: string): unknown;
  system(): unknown;
  /** The rows of these miners, with null for one that is gone; of all when asked without ids. */
  rows(minerIds?: ReadonlySet<string>): unknown;
}

const mostBufferedBytes = 512 * 1024;
const patienceMs = 30_000;

/**
 * One live client. It holds names of what has changed, never the changes themselves: a client that reads slowly gets the latest state
 * when it is ready, and one that reads nothing for 30 seconds is closed.
 */
export class LiveSession {
  private readonly channels = new Set<string>();
  private readonly changed = new Set<string>();
  private readonly changedMiners = new Set<string>();
  private allMiners = false;
  private slowSinceMs: number | null = null;

  constructor(
    private readonly socket: LiveSocket,
    private readonly source: LiveSource,
  ) {}

  /** Takes in a client's message; a wrong one is answered with what is wrong. */
  receive(text: string): void {
    const message = parseSubscribe(text);
    if (typeof message === 'string') return this.socket.send(JSON.stringify({ error: message }));
    this.channels.clear();
    this.changed.clear();
    this.changedMiners.clear();
    for (const channel of message.subscribe) {
      this.channels.add(channel);
      if (channel === 'miners') this.allMiners = true;
      else this.changed.add(channel);
    }
  }

  /** Notes that a miner has changed, and with it the fleet. */
  minerChanged(minerId: string): void {
    if (this.channels.has('fleet')) this.changed.add('fleet');
    if (this.channels.has('miners')) this.changedMiners.add(minerId);
    if (this.channels.has(`miner:${minerId}`)) this.changed.add(`miner:${minerId}`);
  }

  /** Notes that the system's state has changed. */
  systemChanged(): void {
    if (this.channels.has('system')) this.changed.add('system');
  }

  /** Sends the latest state of all that has changed, unless the client is still busy with what it got. */
  flush(nowMs: number): void {
    if (this.socket.bufferedAmount > mostBufferedBytes) return this.wait(nowMs);
    this.slowSinceMs = null;
    for (const channel of this.changed) this.send(channel, this.stateOf(channel));
    this.changed.clear();
    this.sendRows();
  }

  private sendRows(): void {
    if (this.allMiners) this.socket.send(JSON.stringify({ channel: 'miners', whole: true, data: this.source.rows() }));
    else if (this.changedMiners.size > 0) this.send('miners', this.source.rows(this.changedMiners));
    this.allMiners = false;
    this.changedMiners.clear();
  }

  private stateOf(channel: string): unknown {
    if (channel === 'fleet') return this.source.fleet();
    if (channel === 'system') return this.source.system();
    return this.source.miner(channel.slice('miner:'.length));
  }

  private send(channel: string, data: unknown): void {
    this.socket.send(JSON.stringify({ channel, data }));
  }

  private wait(nowMs: number): void {
    this.slowSinceMs ??= nowMs;
    if (nowMs - this.slowSinceMs > patienceMs) this.socket.close(1013, 'nothing was read for 30 seconds');
  }
}
