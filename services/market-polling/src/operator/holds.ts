import { type Clock, TransientError } from '@lodestream/component';
import type { Registers } from '@lodestream/streaming';

/** Something an operator holds for a while. */
export interface Hold {
  /** UTC milliseconds at which it was asked for. */
  readonly atMs: number;
  /** UTC milliseconds from which it holds no more. */
  readonly untilMs: number;
  readonly by: string;
  readonly reason: string | null;
}

/** A price that an operator has put in place of the sources'. */
export interface Pin extends Hold {
  readonly usd: number;
}

/** Everything that is held, as it outlives a process: pauses by source, pins by coin. */
export interface HoldsRecord {
  readonly pauses: Readonly<Record<string, Hold>>;
  readonly pins: Readonly<Record<string, Pin>>;
}

const register = 'holds';
const mostAttempts = 5;

/** What operators hold, agreed on by all replicas; a hold that has run out is none. */
export class Holds {
  private known: HoldsRecord = { pauses: {}, pins: {} };

  constructor(
    private readonly registers: Registers<HoldsRecord>,
    private readonly clock: Clock,
  ) {}

  /** Takes over what is held. @throws TransientError where that can't be read */
  async load(): Promise<void> {
    this.known = (await this.registers.read(register))?.record ?? this.known;
  }

  /** The pause of a source that is in force; null where there is none. */
  pauseOf(source: string): Hold | null {
    return this.inForce(this.known.pauses[source]);
  }

  /** The pin of a coin that is in force; null where there is none. */
  pinOf(coinId: string): Pin | null {
    return this.inForce(this.known.pins[coinId]);
  }

  /** Pauses a source, or ends its pause; in force once it is durable. @throws TransientError where it did not become so */
  pause(source: string, hold: Hold | null): Promise<void> {
    return this.change(({ pauses, pins }) => ({ pauses: put(pauses, source, hold), pins }));
  }

  /** Pins the price of a coin, or ends its pin; in force once it is durable. @throws TransientError where it did not become so */
  pin(coinId: string, pin: Pin | null): Promise<void> {
    return this.change(({ pauses, pins }) => ({ pauses, pins: put(pins, coinId, pin) }));
  }

  private async change(make: (record: HoldsRecord) => HoldsRecord): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const found = await this.registers.read(register);
      const record = this.withoutPast(make(found?.record ?? this.known));
      if (!(await this.registers.replace(register, found?.version ?? null, record))) continue;
      this.known = record;
      return;
    }
    throw new TransientError('Others change what is held at the same time.', 'storage');
  }

  private withoutPast({ pauses, pins }: HoldsRecord): HoldsRecord {
    return { pauses: this.present(pauses), pins: this.present(pins) };
  }

  private present<T extends Hold>(holds: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(Object.entries(holds).filter(([, hold]) => this.inForce(hold) !== null));
  }

  private inForce<T extends Hold>(hold: T | undefined): T | null {
    return hold !== undefined && hold.untilMs > this.clock.now() ? hold : null;
  }
}

function put<T>(holds: Readonly<Record<string, T>>, name: string, hold: T | null): Record<string, T> {
  const { [name]: _former, ...others } = holds;
  return hold === null ? others : { ...others, [name]: hold };
}
