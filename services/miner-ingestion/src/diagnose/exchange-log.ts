import type { Clock } from '@lodestream/component';
import type { DeviceResponse } from '@lodestream/polling';
import type { DeviceTalk } from '../drivers/miner-driver.js';
import { redact } from '@lodestream/service-kit';

/** One request to a miner and what came of it, fit to be shown. */
export interface ShownExchange {
  /** UTC milliseconds at which it was asked. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly duration_ms: number;
  /** Bytes of the whole body; null where no answer came. */
  readonly bytes: number | null;
  /** The beginning of the body, without secrets. */
  readonly body: string | null;
  /** Why no answer came, without secrets. */
  readonly error: string | null;
}

/** Its body is the bytes as they came, a letter each: small buffers keep the large block they were cut from alive, text weighs what it is. */
type Kept = ShownExchange;

/** What the log holds at most. */
export interface ExchangeBounds {
  readonly perMiner: number;
  readonly bytes: number;
}

const bounds: ExchangeBounds = { perMiner: 8, bytes: 8 * 1024 * 1024 };
/** Past the bound, it holds so much of it again. */
const keptOfBound = 15 / 16;
const keptBodyBytes = 2_048;
/** A secret that the cut of the kept bytes halves must not be shown in half. */
const shownBodyLetters = 1_024;
/** What an exchange weighs beside its body, about. */
const overheadBytes = 300;

/** The last exchanges with each miner, without headers and bodies of requests, where credentials travel; in memory and bounded: past the bound, the miner longest not asked is forgotten. */
export class ExchangeLog {
  private readonly miners = new Map<string, Kept[]>();
  private weight = 0;

  constructor(
    private readonly clock: Clock,
    private readonly secretsOf: (minerId: string) => readonly string[],
    private readonly limits: ExchangeBounds = bounds,
  ) {}

  /** The last exchanges with a miner, oldest first; none where it was not asked lately, or not by us. */
  last(minerId: string): readonly ShownExchange[] {
    const show = (text: string): string => redact(text, this.secretsOf(minerId));
    return (this.miners.get(minerId) ?? []).map(({ body, path, error, ...rest }) => ({
      ...rest,
      path: show(path),
      error: error === null ? null : show(error),
      body: body === null ? null : show(Buffer.from(body, 'latin1').toString()).slice(0, shownBodyLetters),
    }));
  }

  /** The same talk, written down. */
  listenTo(minerId: string, talk: DeviceTalk): DeviceTalk {
    return {
      request: (request) => {
        const [at, began] = [this.clock.now(), this.clock.monotonic()];
        const note = (what: Pick<Kept, 'status' | 'bytes' | 'body' | 'error'>): void =>
          this.keep(minerId, {
            at,
            method: request.method,
            path: request.path,
            duration_ms: Math.round(this.clock.monotonic() - began),
            ...what,
          });
        return talk.request(request).then(answered(note), failed(note));
      },
    };
  }

  private keep(minerId: string, exchange: Kept): void {
    const exchanges = this.miners.get(minerId) ?? [];
    exchanges.push(exchange);
    this.weight += weightOf(exchange);
    if (exchanges.length > this.limits.perMiner) this.weight -= weightOf(exchanges.shift());
    this.miners.delete(minerId);
    this.miners.set(minerId, exchanges);
    if (this.weight > this.limits.bytes) this.makeRoom();
  }

  /** Room for many at once: whoever looks for the oldest walks over the places of all that were asked again or forgotten since. */
  private makeRoom(): void {
    const bytes = this.limits.bytes * keptOfBound;
    for (const [minerId, exchanges] of this.miners) {
      if (this.weight <= bytes || this.miners.size === 1) return;
      for (const exchange of exchanges) this.weight -= weightOf(exchange);
      this.miners.delete(minerId);
    }
  }
}

type Note = (what: Pick<Kept, 'status' | 'bytes' | 'body' | 'error'>) => void;

const weightOf = (exchange: Kept | undefined): number => (exchange === undefined ? 0 : overheadBytes + (exchange.body?.length ?? 0));

function answered(note: Note): (response: DeviceResponse) => DeviceResponse {
  return (response) => {
    const { status, body } = response;
    note({ status, bytes: body.length, body: body.toString('latin1', 0, keptBodyBytes), error: null });
    return response;
  };
}

function failed(note: Note): (error: unknown) => never {
  return (error) => {
    note({ status: null, bytes: null, body: null, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    throw error;
  };
}
