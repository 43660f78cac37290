import { type Clock, type Log, TransientError } from '@lodestream/component';
import { type Command, fullTopicName, topics } from '@lodestream/records';
import { CommandDesk, type CommandEnding, type CommandTarget } from '@lodestream/service-kit';
import type { BatchContext, EventBus, IncomingBatch, Subscription } from '@lodestream/streaming';
import { carryOut, type CarryOutParts, readBack } from './carry-out.js';
import type { Standing } from './operated-market.js';

/** What carrying out operators' wishes needs. */
export interface MarketOverridesParts extends CarryOutParts {
  readonly bus: Pick<EventBus, 'subscribe' | 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  /** A command could not be read and is passed by. */
  readonly onUnreadable: (error: unknown) => void;
  /** Told what an operator changed, for whoever follows the source. */
  readonly onChanged?: (command: Command) => void;
}

const againAfterMs = 5_000;
const ours = /^(market|chain|coin):/;

/**
 * Carries out the commands that concern sources and prices while this replica polls, and tells in `command.results` what came of each.
 * All replicas share one group, so that what was asked while the lease went over is done by its next holder, unless it has expired.
 * A command that is delivered again does the same again: a hold runs from when it was asked for.
 */
export class MarketOverrides {
  private readonly desk: CommandDesk;

  constructor(private readonly parts: MarketOverridesParts) {
    this.desk = new CommandDesk({ ...parts, find: (command) => this.targetOf(command) });
  }

  /** Takes over what is held, however long the bus takes; resolves early once `signal` aborts. */
  open(signal: AbortSignal): Promise<void> {
    return this.insist(() => this.parts.holds.load(), signal);
  }

  /** Obeys until `signal` aborts. */
  async obeyUntil(signal: AbortSignal): Promise<void> {
    const { bus, topicPrefix, instance } = this.parts;
    let subscription: Subscription | undefined;
    const topic = fullTopicName(topicPrefix, topics.commands);
    const handler = (batch: IncomingBatch, context: BatchContext): Promise<void> => this.desk.handle(batch, context, signal);
    await this.insist(async () => {
      subscription = await bus.subscribe({ group: `${topicPrefix}market-polling.overrides`, topics: [topic], instance, handler });
    }, signal);
    if (!signal.aborted) await new Promise<void>((ended) => signal.addEventListener('abort', () => ended(), { once: true }));
    await subscription?.stop();
  }

  private async insist(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        this.parts.log.debug('What operators ask of the market can not be read yet.', { error });
        await this.parts.clock.sleep(againAfterMs, signal);
      }
    }
  }

  private targetOf({ miner_id: id }: Command): CommandTarget | CommandEnding | null {
    if (!ours.test(id)) return null;
    const { market, holds } = this.parts;
    const standing = market.standing(id);
    if (standing === null) return notOurs;
    return {
      readBack: () => readBack(market.standing(id) ?? standing, holds),
      carryOut: (command, signal) => this.carryOut(command, standing, signal),
    };
  }

  private async carryOut(command: Command, standing: Standing, signal: AbortSignal): Promise<CommandEnding> {
    const ending = await carryOut(command, standing, this.parts, signal);
    if (ending.outcome === 'succeeded') this.parts.onChanged?.(command);
    return ending;
  }
}

const notOurs: CommandEnding = {
  outcome: 'refused',
  reason: 'not_configured',
  detail: 'No source and no coin of that name is followed here.',
};
