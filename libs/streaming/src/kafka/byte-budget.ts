import { TransientError } from '@lodestream/component';

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
  readonly refuse: (error: Error) => void;
}

/** Room for so many bytes; who finds none waits, first come first served. One that is larger than all the room has it alone. */
export class ByteBudget {
  private taken = 0;
  private readonly waiting: Waiter[] = [];

  constructor(
    private readonly capacity: number,
    private readonly mostWaiting: number,
  ) {}

  /**
   * Calls `admit` as soon as there is room, which may be before this returns; callers are let in strictly in their order, so
   * that what they then do keeps it. `refuse` is called instead if everyone is sent away.
   * @throws TransientError when too many wait already
   */
  enter(bytes: number, admit: () => void, refuse: (error: Error) => void): void {
    if (this.waiting.length === 0 && this.fits(bytes)) {
      this.taken += bytes;
      return admit();
    }
    if (this.waiting.length >= this.mostWaiting) {
      throw new TransientError(`${this.waiting.length} sends wait already: the broker takes less than is produced`, 'resource_exhaustion');
    }
    this.waiting.push({ bytes, admit, refuse });
  }

  /** Gives room back, and lets in who fits now. */
  release(bytes: number): void {
    this.taken -= bytes;
    for (let first = this.waiting[0]; first && this.fits(first.bytes); first = this.waiting[0]) {
      this.waiting.shift();
      this.taken += first.bytes;
      first.admit();
    }
  }

  /** Sends everyone who waits away. */
  refuseAll(error: Error): void {
    for (const waiter of this.waiting.splice(0)) waiter.refuse(error);
  }

  private fits(bytes: number): boolean {
    return this.taken === 0 || this.taken + bytes <= this.capacity;
  }
}
