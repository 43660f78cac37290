import type { Socket } from 'node:net';
import type { LinkFaults } from './link-faults.js';

const SLICE_MS = 20;
const MAX_QUEUED_CHUNKS = 16;

/** One direction of a link: a bounded queue of chunks, each let through when the faults allow it. */
export class FaultyLane {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #allow: (bytes: number) => number;
  readonly #queue: { readonly bytes: Buffer; readonly at: number }[] = [];
  #faults: LinkFaults;
  #timer: NodeJS.Timeout | null = null;
  #nextSliceAt = 0;
  #waitsForDrain = false;
  #ended = false;

  constructor(from: Socket, to: Socket, faults: LinkFaults, allow: (bytes: number) => number) {
    this.#from = from;
    this.#to = to;
    this.#faults = faults;
    this.#allow = allow;
    from.on('data', (bytes: Buffer) => this.#receive(bytes));
    from.once('end', () => this.#sourceEnded());
    to.on('drain', () => this.#drained());
    to.once('connect', () => this.#pump());
  }

  /** Puts the lane under these faults, from the next byte on. */
  apply(faults: LinkFaults): void {
    this.#faults = faults;
    this.#nextSliceAt = 0;
    this.#pump();
  }

  /** Forgets what is queued and lets nothing through any more. */
  stop(): void {
    this.#clearTimer();
    this.#queue.length = 0;
  }

  // Reading pauses when too much is held back, so that the sender feels it, as it would on a real network.
  #receive(bytes: Buffer): void {
    this.#queue.push({ bytes, at: Date.now() });
    this.#pump();
    if (this.#queue.length > MAX_QUEUED_CHUNKS) this.#from.pause();
  }

  #sourceEnded(): void {
    this.#ended = true;
    this.#pump();
  }

  #drained(): void {
    this.#waitsForDrain = false;
    this.#pump();
  }

  #pump(): void {
    this.#clearTimer();
    if (this.#faults.blocked || this.#to.connecting || this.#waitsForDrain) return;
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const waitMs = Math.max(head.at + this.#faults.delayMs, this.#nextSliceAt) - Date.now();
      if (waitMs > 0) return void (this.#timer = setTimeout(() => this.#pump(), waitMs));
      this.#sendSlice();
      if (this.#waitsForDrain) return;
    }
    this.#from.resume();
    if (this.#ended) this.#to.end();
  }

  #sendSlice(): void {
    const head = this.#queue.shift();
    if (head === undefined || this.#to.destroyed) return;
    const sent = head.bytes.subarray(0, this.#sliceBytes());
    const left = head.bytes.subarray(sent.length);
    if (left.length > 0) this.#queue.unshift({ bytes: left, at: head.at });
    if (this.#isLimited()) this.#nextSliceAt = Date.now() + SLICE_MS;
    this.#waitsForDrain = !this.#to.write(sent.subarray(0, this.#allow(sent.length)));
  }

  #isLimited(): boolean {
    return Number.isFinite(this.#faults.bytesPerSecond);
  }

  #sliceBytes(): number {
    return this.#isLimited() ? Math.max(1, Math.floor((this.#faults.bytesPerSecond * SLICE_MS) / 1_000)) : Infinity;
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
