import { connect, type Socket } from 'node:net';
import { FaultyLane } from './faulty-lane.js';
import type { Direction, LinkFaults } from './link-faults.js';

/** What a link tells its proxy. */
export interface LinkReports {
  readonly passed: (direction: Direction, bytes: number) => void;
  readonly ended: () => void;
}

/** One client's connection through a fault proxy: two sockets, and two lanes between them. */
export class FaultyLink {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #lanes: Record<Direction, FaultyLane>;
  readonly #reports: LinkReports;
  #faults: LinkFaults;
  #untilReset = Infinity;
  #ended = false;

  constructor(client: Socket, target: { host: string; port: number }, faults: LinkFaults, reports: LinkReports) {
    this.#client = client;
    this.#server = connect({ ...target, allowHalfOpen: true });
    this.#reports = reports;
    this.#faults = faults;
    this.#lanes = {
      up: new FaultyLane(client, this.#server, faults, (bytes) => this.#allow('up', bytes)),
      down: new FaultyLane(this.#server, client, faults, (bytes) => this.#allow('down', bytes)),
    };
    for (const socket of [client, this.#server]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.reset());
      socket.once('close', () => this.#socketClosed());
    }
    this.apply(faults);
  }

  /** Puts the link under these faults, from the next byte on. */
  apply(faults: LinkFaults): void {
    this.#faults = faults;
    this.#untilReset = faults.resetAfter?.bytes ?? Infinity;
    this.#lanes.up.apply(faults);
    this.#lanes.down.apply(faults);
  }

  /** Resets both ends now. */
  reset(): void {
    for (const socket of [this.#client, this.#server]) {
      if (!socket.destroyed) socket.resetAndDestroy();
    }
    this.#finish();
  }

  // How many of these bytes may pass; the link resets itself right after the last one before a declared reset.
  #allow(direction: Direction, bytes: number): number {
    const limited = this.#faults.resetAfter?.direction === direction;
    const allowed = limited ? Math.min(bytes, this.#untilReset) : bytes;
    if (limited) this.#untilReset -= allowed;
    this.#reports.passed(direction, allowed);
    if (limited && this.#untilReset <= 0) setImmediate(() => this.reset());
    return allowed;
  }

  // One side may be closed while the last bytes are still on their way to the other.
  #socketClosed(): void {
    if (this.#client.closed && this.#server.closed) this.#finish();
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#lanes.up.stop();
    this.#lanes.down.stop();
    this.#reports.ended();
  }
}
