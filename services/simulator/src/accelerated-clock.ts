import type { Clock } from '@lodestream/component';

/** A clock that runs `speed` times as fast as another from `anchorMs` on; sleeping takes as much less of the other's time. */
export class AcceleratedClock implements Clock {
  constructor(
    private readonly clock: Clock,
    private readonly speed: number,
    private readonly anchorMs: number,
  ) {}

  now(): number {
    return Math.floor(this.anchorMs + (this.clock.now() - this.anchorMs) * this.speed);
  }

  monotonic(): number {
    return this.clock.monotonic() * this.speed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.clock.sleep(ms / this.speed, signal);
  }
}
