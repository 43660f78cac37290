import { TransientError } from '@lodestream/component';
import type { LetterFilter, LetterListing, ReplayReport } from '@lodestream/streaming';

/** Lists and replays dead letters, wherever the bus is. */
export interface DeadLetterDesk {
  list(filter: LetterFilter, limit: number): Promise<LetterListing>;
  replay(filter: LetterFilter, options: { readonly again: boolean; readonly limit: number }): Promise<ReplayReport>;
}

const answerWithinMs = 60_000;

/** Asks the process that holds the embedded bus, through its management port. */
export class RemoteDeadLetterDesk implements DeadLetterDesk {
  constructor(private readonly managementUrl: string) {}

  list(filter: LetterFilter, limit: number): Promise<LetterListing> {
    return this.ask('dead-letters.list', { filter, limit });
  }

  replay(filter: LetterFilter, options: { readonly again: boolean; readonly limit: number }): Promise<ReplayReport> {
    return this.ask('dead-letters.replay', { filter, options });
  }

  private async ask<T>(operation: string, body: unknown): Promise<T> {
    const url = `${this.managementUrl}/operations/${operation}`;
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    };
    const answer = await fetch(url, init).catch((cause: unknown) => {
      throw new TransientError(
        `The process that holds the embedded bus does not answer at ${this.managementUrl}; check management.port.`,
        'connectivity',
        { cause },
      );
    });
    if (!answer.ok) throw new TransientError(`The running process could not do it: ${(await answer.text()).slice(0, 500)}`, 'dependency');
    return (await answer.json()) as T;
  }
}
