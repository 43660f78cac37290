import type { Clock } from '@lodestream/component';
import type { DeviceRequest, DeviceResponse } from '@lodestream/polling';
import { redact } from '@lodestream/service-kit';
import { type Asked, type ExchangeFacts, type ExchangeKeeper, type KeptExchange, MinerExchanges } from './miner-exchanges.js';

/** One request to a miner and what came of it, fit to be shown: without secrets. */
export interface ShownExchange extends ExchangeFacts {
  /** The beginning of the body; null where no answer came. */
  readonly body: string | null;
}

/** What the log holds at most. */
export interface ExchangeBounds {
  readonly perMiner: number;
  readonly bytes: number;
}

const bounds: ExchangeBounds = { perMiner: 8, bytes: 8 * 1024 * 1024 };
const placeBytes = 2_048;
/** A secret that the cut of the kept bytes halves must not be shown in half. */
const shownBodyLetters = 1_024;
/** What an exchange weighs beside its body, about. */
const overheadBytes = 300;

/**
 * The last exchanges with each miner, without headers and bodies of requests, where credentials travel; in memory and bounded: past the
 * bound, the oldest exchange of the miner longest not asked is forgotten. Bodies lie in places of one block that are used again: a text
 * for each would live for seconds, long enough to be garbage among what is old, and there costs the most to clear away.
 */
export class ExchangeLog implements ExchangeKeeper {
  private readonly bodies: Buffer;
  private readonly places: number;
  private begunPlaces = 0;
  /** The beginning and the end of the ring of miners. */
  private readonly ends = new MinerExchanges('', this);

  constructor(
    private readonly clock: Clock,
    private readonly secretsOf: (minerId: string) => readonly string[],
    private readonly limits: ExchangeBounds = bounds,
  ) {
    this.places = Math.max(1, Math.floor(limits.bytes / (placeBytes + overheadBytes)));
    this.bodies = Buffer.allocUnsafeSlow(this.places * placeBytes);
  }

  /** The exchanges with a miner that are to come. */
  of(minerId: string): MinerExchanges {
    return new MinerExchanges(minerId, this);
  }

  /** The last exchanges with a miner, oldest first; none where it was not asked lately, or not by us. */
  last(minerId: string): readonly ShownExchange[] {
    const secrets = this.secretsOf(minerId);
    const all: KeptExchange[] = [];
    for (let each = this.ends.later; each !== this.ends; each = each.later) if (each.minerId === minerId) all.push(...each.kept);
    return all.slice(-this.limits.perMiner).map((exchange) => this.shown(exchange, secrets));
  }

  asked(request: DeviceRequest): Asked {
    return { request, at: this.clock.now(), beganMs: this.clock.monotonic() };
  }

  keep(miner: MinerExchanges, { request, at, beganMs }: Asked, response: DeviceResponse | null, error: string | null): void {
    const place = this.placeFor(miner);
    response?.body.copy(this.bodies, place * placeBytes, 0, placeBytes);
    const exchange = {
      at,
      method: request.method,
      path: request.path,
      status: response?.status ?? null,
      duration_ms: Math.round(this.clock.monotonic() - beganMs),
      bytes: response?.body.length ?? null,
      error,
      place,
    };
    miner.kept = miner.kept.length === 0 ? [exchange] : [...miner.kept, exchange];
    miner.moveBefore(this.ends);
  }

  private placeFor(miner: MinerExchanges): number {
    if (miner.kept.length >= this.limits.perMiner) return miner.forgetOldest();
    if (this.begunPlaces < this.places) return this.begunPlaces++;
    return this.ends.later.forgetOldest();
  }

  private shown({ place, path, error, ...rest }: KeptExchange, secrets: readonly string[]): ShownExchange {
    const show = (text: string): string => redact(text, secrets);
    const from = place * placeBytes;
    const body = rest.bytes === null ? null : this.bodies.toString('utf8', from, from + Math.min(rest.bytes, placeBytes));
    return {
      ...rest,
      path: show(path),
      error: error === null ? null : show(error),
      body: body === null ? null : show(body).slice(0, shownBodyLetters),
    };
  }
}
