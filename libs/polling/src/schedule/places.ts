/** How late a turn may come before it is held to be our own work that delays it, in milliseconds. */
const tooLateMs = 50;
/**
 * The share of places that always stay: so many polls delay a loop by tens of milliseconds, and devices that never answer hold their places for
 * as long as a poll may take, which must not put those out of sight that do.
 */
const keptAlways = 1 / 4;
const keptWhenLate = 3 / 4;
const wonWhenOnTime = 16;

/**
 * How many polls may be under way. Devices answer by themselves, so that many can be waited for; but where the event loop is late, it is
 * the loop that they wait for, and each of them more only keeps memory and makes the next turn later still, sends to the bus included. So a
 * late turn takes places away from those in use, and turns on time give them back: additive increase, multiplicative decrease, as TCP does
 * (RFC 5681). What has no place waits, and loses nothing.
 */
export class Places {
  private allowed: number;

  /** @param most how many there are while turns come on time */
  constructor(private readonly most: number) {
    this.allowed = most;
  }

  get count(): number {
    return this.allowed;
  }

  /** A turn came so many milliseconds later than it was asked for, with so many places in use. */
  turned(lateMs: number, inUse: number): void {
    if (lateMs <= tooLateMs) this.allowed = Math.min(this.most, this.allowed + wonWhenOnTime);
    else this.allowed = Math.max(Math.ceil(this.most * keptAlways), Math.floor(Math.min(this.allowed, inUse) * keptWhenLate));
  }
}
