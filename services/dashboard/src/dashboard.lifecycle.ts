import { withDeadline, type Clock, type Lifecycle, type Log } from '@lodestream/component';
import type { HealthRegistry } from '@lodestream/service-kit';
import type { TelemetryStore } from '@lodestream/telemetry-store';
import type { FleetView } from './fleet/fleet-view.js';
import { recallRows } from './fleet/recall.js';
import type { StreamFollower } from './follow/stream-follower.js';
import type { LiveGateway } from './live/live-gateway.js';

/** What the dashboard starts and stops. */
export interface DashboardParts {
  readonly view: FleetView;
  readonly follower: StreamFollower;
  readonly live: LiveGateway;
  readonly store: TelemetryStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: HealthRegistry;
}

const recallSinceMs = 24 * 3_600_000;
const recallWithinMs = 30_000;
const startWaitsMs = 3_000;

/** Starts the view from what the store knows, then follows the stream; the live channel opens last and closes first. */
export class DashboardLifecycle implements Lifecycle {
  constructor(private readonly parts: DashboardParts) {}

  async start(): Promise<void> {
    const { follower, live, health } = this.parts;
    await this.recallAWhile();
    await follower.start();
    health.registerLag('dashboard', () => follower.lag());
    health.register('dashboard/stream', () => {
      const reason = follower.trouble();
      return reason === null ? { ready: true } : { ready: false, reason };
    });
    await live.start();
  }

  async stop(): Promise<void> {
    await this.parts.live.stop();
    await this.parts.follower.stop();
  }

  /** What the store says later than this still counts, but the page does not wait for it. */
  private async recallAWhile(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, startWaitsMs)));
    await Promise.race([this.recall(), enough]);
    clearTimeout(timer);
  }

  /** Without the store the page still goes live; it only knows less of miners that are silent. */
  private async recall(): Promise<void> {
    const { store, view, clock, log } = this.parts;
    try {
      const asked = recallRows(store, clock.now() - recallSinceMs);
      for (const recalled of await withDeadline(asked, recallWithinMs, 'recalling the fleet')) view.recall(recalled);
    } catch (error) {
      log.warn('The store could not say what it knows; starting from the stream alone.', { error });
    }
  }
}
