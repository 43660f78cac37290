import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { ChainBook } from './chain-book.js';
import type { ChainSource } from './chain-facts.js';

/** What a round of chains needs. */
export interface ChainRoundOptions {
  readonly source: ChainSource;
  readonly book: ChainBook;
  readonly clock: Clock;
  readonly log: Log;
  readonly onState: (source: string, state: 'up' | 'down', error: Error | null) => void;
}

/** Asks one source for its chains at each tick, and tells when it falls silent or speaks again. */
export class ChainRound {
  private isDown = false;

  constructor(private readonly options: ChainRoundOptions) {}

  get source(): ChainSource {
    return this.options.source;
  }

  /** What went wrong, or null. */
  async run(signal: AbortSignal): Promise<Error | null> {
    const { source, book, clock, log } = this.options;
    try {
      book.take(source.source, await source.facts(signal), clock.now());
      this.become(false, null);
      return null;
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      if (signal.aborted) return error;
      if (!this.isDown)
        log.warn('A source of chains does not answer; what was known goes on until it is out of date.', { source: source.source, error });
      this.become(true, error);
      return error;
    }
  }

  private become(isDown: boolean, error: Error | null): void {
    if (isDown !== this.isDown) this.options.onState(this.options.source.source, isDown ? 'down' : 'up', error);
    this.isDown = isDown;
  }
}
