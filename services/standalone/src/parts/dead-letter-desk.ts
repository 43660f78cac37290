import type { LetterFilter, LetterListing, ReplayReport } from '@lodestream/streaming';
import { askRunning } from './ask-running.js';

/** Lists and replays dead letters, wherever the bus is. */
export interface DeadLetterDesk {
  list(filter: LetterFilter, limit: number): Promise<LetterListing>;
  replay(filter: LetterFilter, options: { readonly again: boolean; readonly limit: number }): Promise<ReplayReport>;
}

/** Asks the process that holds the embedded bus, through its management port. */
export class RemoteDeadLetterDesk implements DeadLetterDesk {
  constructor(private readonly managementUrl: string) {}

  list(filter: LetterFilter, limit: number): Promise<LetterListing> {
    return askRunning(this.managementUrl, 'dead-letters.list', { filter, limit });
  }

  replay(filter: LetterFilter, options: { readonly again: boolean; readonly limit: number }): Promise<ReplayReport> {
    return askRunning(this.managementUrl, 'dead-letters.replay', { filter, options });
  }
}
