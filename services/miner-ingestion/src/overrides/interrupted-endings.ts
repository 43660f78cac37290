import { type Clock, errorClassOf, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { CommandResult } from '@lodestream/records';
import type { CommandDesk, CommandEnding } from '@lodestream/service-kit';
import type { BegunCommands } from './begun-commands.js';
import { persist } from './persist.js';

/** What telling of interrupted commands needs. */
export interface InterruptedEndingsParts {
  readonly begun: BegunCommands;
  readonly desk: Pick<CommandDesk, 'tell'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly isOurs: (minerId: string) => boolean;
  /** Told of commands that are given up: they stay without an end until their miner has its next owner. */
  readonly onLeft: (commands: number) => void;
}

const interrupted: CommandEnding = {
  outcome: 'unconfirmed',
  reason: 'interrupted',
  detail: 'The process that began it ended before it told what came of it.',
};

/** Tells what was begun by somebody who never told its end as interrupted; where the bus does not let it, again and again. */
export class InterruptedEndings {
  constructor(private readonly parts: InterruptedEndingsParts) {}

  /** Tells of all that was begun for a miner and has no end, once it is known that it has none; as long as the miner is ours. */
  async tellOf(minerId: string, signal: AbortSignal): Promise<void> {
    const { begun, clock, log, isOurs, onLeft } = this.parts;
    const isWanted = (): boolean => isOurs(minerId);
    const error = await persist(() => this.attempt(minerId, signal), { clock, signal, isWanted });
    if (error === null) return;
    const left = begun.unendedOf(minerId).length;
    onLeft(left);
    log.error('Commands that were interrupted stay without an end until their miner has another owner.', {
      minerId,
      commands: left,
      error,
      errorClass: errorClassOf(error),
    });
  }

  private async attempt(minerId: string, signal: AbortSignal): Promise<Error | null> {
    const { begun, isOurs } = this.parts;
    const error = await begun.catchUp();
    if (error !== null) return error;
    if (signal.aborted || !isOurs(minerId)) return null;
    const errors = await Promise.all(begun.unendedOf(minerId).map((result) => this.tell(result)));
    return errors.find((each) => each !== null) ?? null;
  }

  private async tell(result: CommandResult): Promise<Error | null> {
    const { begun, desk, log } = this.parts;
    begun.settle(result);
    try {
      await desk.tell(result, interrupted);
      return null;
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      begun.reopen(result);
      log.warn('The end of an interrupted command could not be told yet.', {
        minerId: result.miner_id,
        error,
        errorClass: errorClassOf(error),
      });
      return error;
    }
  }
}
