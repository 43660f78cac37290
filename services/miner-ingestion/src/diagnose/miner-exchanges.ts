import type { DeviceRequest, DeviceResponse } from '@lodestream/polling';
import type { DeviceTalk } from '../drivers/miner-driver.js';

/** One request to a miner and what came of it, but for the body. */
export interface ExchangeFacts {
  /** UTC milliseconds at which it was asked. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly duration_ms: number;
  /** Bytes of the whole body; null where no answer came. */
  readonly bytes: number | null;
  /** Why no answer came. */
  readonly error: string | null;
}

/** An exchange whose body's beginning lies in a numbered place. */
export interface KeptExchange extends ExchangeFacts {
  readonly place: number;
}

/** A request that was just asked, and when. */
export interface Asked {
  readonly request: DeviceRequest;
  readonly at: number;
  readonly beganMs: number;
}

/** Who keeps exchanges. */
export interface ExchangeKeeper {
  asked(request: DeviceRequest): Asked;
  /** Keeps what became of a request: an answer, or why none came. */
  keep(miner: MinerExchanges, asked: Asked, response: DeviceResponse | null, error: string | null): void;
}

const none: readonly KeptExchange[] = [];

/** The last exchanges with one miner, as a link in the ring of all that have any: whoever was longest not asked comes first. */
export class MinerExchanges {
  /** Oldest first. */
  kept = none;
  earlier: MinerExchanges = this;
  later: MinerExchanges = this;

  constructor(
    readonly minerId: string,
    private readonly log: ExchangeKeeper,
  ) {}

  /** The same talk, written down. */
  listenTo(talk: DeviceTalk): DeviceTalk {
    return { request: (request) => this.overhear(talk, request) };
  }

  /** Makes this the last one before `end`. */
  moveBefore(end: MinerExchanges): void {
    this.leave();
    this.earlier = end.earlier;
    this.later = end;
    this.earlier.later = this;
    end.earlier = this;
  }

  /** Forgets the oldest exchange, and gives its place back. */
  forgetOldest(): number {
    const [oldest, ...others] = this.kept;
    if (oldest === undefined) throw new Error(`nothing is kept of ${this.minerId}`);
    this.kept = others.length === 0 ? none : others;
    if (others.length === 0) this.leave();
    return oldest.place;
  }

  private leave(): void {
    this.earlier.later = this.later;
    this.later.earlier = this.earlier;
    this.earlier = this;
    this.later = this;
  }

  private overhear(talk: DeviceTalk, request: DeviceRequest): Promise<DeviceResponse> {
    const { log } = this;
    const asked = log.asked(request);
    return talk.request(request).then(
      (response) => {
        log.keep(this, asked, response, null);
        return response;
      },
      (error: unknown) => {
        log.keep(this, asked, null, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
        throw error;
      },
    );
  }
}
