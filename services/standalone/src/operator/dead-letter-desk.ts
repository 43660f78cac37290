import type { LetterFilter, LetterListing, ReplayReport } from '@lodestream/streaming';
import { askRunning, type Running } from './ask-running.js';

/** Lists and replays dead letters, wherever the bus is. */
export interface DeadLetterDesk {
  list(filter: LetterFilter, limit: number): Promise<LetterListing>;
  replay(filter: LetterFilter, options: { readonly again: boolean; readonly limit: number }): Promise<ReplayReport>;
}

/** Asks the process that holds the embedded bus, through its management port. */
export class RemoteDeadLetterDesk implements DeadLetterDesk {
  constructor(private readonly running: Running) {}

  list(filter: LetterFilter, limit: number): Promise<LetterListing> {
    return askRunning(this.running, 'dead-letters.list', { filter, limit });
  }

  replay(filter: LetterFilter, options: { readonly again: boolean; readonly limit: number }): Promise<ReplayReport> {
    return askRunning(this.running, 'dead-letters.replay', { filter, ...options });
  }
}
