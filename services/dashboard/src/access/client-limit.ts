import type { Clock } from '@lodestream/component';
import { TokenBucket } from '@lodestream/polling';

/** How often one client may ask. */
export interface ClientPace {
  /** Requests a second on average, from 1 to 1,000; the time between two is rounded up to whole milliseconds. */
  readonly perSecond: number;
  /** Requests at once after a quiet time. */
  readonly burst: number;
}

const mostClients = 10_000;

/** One token bucket a client. Of more than 10,000 clients the longest silent is forgotten. */
export class ClientLimit {
  private readonly clients = new Map<string, TokenBucket>();

  constructor(
    private readonly pace: ClientPace,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds until the client may ask again; 0 lets this request through and counts it. */
  waitMs(client: string): number {
    const bucket = this.clients.get(client) ?? this.fullBucket();
    this.clients.delete(client);
    this.clients.set(client, bucket);
    const [longestSilent] = this.clients.keys();
    if (this.clients.size > mostClients && longestSilent !== undefined) this.clients.delete(longestSilent);
    return bucket.tryTake() ? 0 : bucket.waitMs();
  }

  /** A bucket begins empty, for it can't know what was spent before; a client that was never seen has spent nothing, as if long silent. */
  private fullBucket(): TokenBucket {
    const { perSecond, burst } = this.pace;
    let silentMs = 0;
    const { clock } = this;
    const own: Clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic() + silentMs,
      sleep: (...asked) => clock.sleep(...asked),
    };
    const bucket = new TokenBucket({ cap: burst - 1 + perSecond, windowMs: 1_000, burst }, own);
    silentMs = bucket.waitMs(burst);
    return bucket;
  }
}
