class Ticking {
  /** The server's time, to the second: ages are told by the clock that made the timestamps, not by this device's. */
  now = $state(Date.now());
  private offsetMs = 0;

  constructor() {
    setInterval(() => this.tick(), 1_000);
  }

  /** Takes the server's time as it was a moment ago; small differences are the line's and not followed. */
  follow(serverNow: number): void {
    const offsetMs = serverNow - Date.now();
    if (Math.abs(offsetMs - this.offsetMs) < 1_500) return;
    this.offsetMs = offsetMs;
    this.tick();
  }

  private tick(): void {
    this.now = Date.now() + this.offsetMs;
  }
}

/** The time, once a second, for ages. */
export const ticking = new Ticking();
