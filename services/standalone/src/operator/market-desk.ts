import type { CommandResult } from '@lodestream/records';
import { askRunning, type Running } from './ask-running.js';

/** What an operator may ask of a source of market data, and of the price of a coin. */
export const marketActions = ['poll_now', 'pause_polling', 'resume_polling', 'pin_price', 'unpin_price'] as const;

/** What somebody wants done in the market. */
export interface MarketWish {
  /** A source as `market:coingecko` or `chain:mempool`, a coin as `coin:bitcoin`. */
  readonly subject: string;
  readonly action: (typeof marketActions)[number];
  /** Minutes that a pause or a pin lasts. */
  readonly minutes?: number;
  /** The price of one whole coin in USD. */
  readonly usd?: number;
  readonly reason?: string;
}

/** Has things done by whoever polls the market, wherever the bus is. */
export interface MarketDesk {
  /**
   * Asks, and waits for what came of it; both are written to the audit and to `commands`.
   * @throws TransientError when nobody who polls the market has answered within 30 seconds
   */
  ask(wish: MarketWish): Promise<CommandResult>;
}

/** Asks the process that holds the embedded bus, through its management port. */
export class RemoteMarketDesk implements MarketDesk {
  constructor(private readonly running: Running) {}

  ask(wish: MarketWish): Promise<CommandResult> {
    return askRunning(this.running, 'market.ask', wish);
  }
}
