import type { Clock, Lifecycle, Log } from '@lodestream/component';
import { type Command, fullTopicName, topics } from '@lodestream/records';
import { CommandDesk, type CommandEnding, type CommandTarget } from '@lodestream/service-kit';
import type { EventBus, Subscription } from '@lodestream/streaming';
import { BegunCommands } from './begun-commands.js';
import { carryOut, readBack } from './carry-out.js';
import type { FindMiner } from './polled-miners.js';

/** What carrying out operators' wishes needs. */
export interface OverridesParts {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  readonly find: FindMiner;
}

const interrupted: CommandEnding = {
  outcome: 'unconfirmed',
  reason: 'interrupted',
  detail: 'The process that began it ended before it told what came of it.',
};

/**
 * Carries out the commands that concern polling, for the miners that are ours. Every replica reads all commands in a group of its own: a
 * miner's owner may be another one than the reader of its partition. A command that comes again, also to
 * another process, is not carried out again.
 */
export class Overrides implements Lifecycle {
  private readonly stopping = new AbortController();
  private readonly begun: BegunCommands;
  private readonly desk: CommandDesk;
  private subscription: Subscription | undefined;

  constructor(private readonly parts: OverridesParts) {
    this.begun = new BegunCommands(parts);
    this.desk = new CommandDesk({ ...parts, find: (command) => this.targetOf(command) });
  }

  async start(): Promise<void> {
    const { bus, topicPrefix, instance } = this.parts;
    await this.begun.recall();
    this.subscription = await bus.subscribe({
      group: `${topicPrefix}miner-ingestion.overrides.${instance}`,
      topics: [fullTopicName(topicPrefix, topics.commands)],
      instance,
      from: 'committed',
      handler: (batch, context) => this.desk.handle(batch, context, this.stopping.signal),
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.subscription?.stop();
    this.subscription = undefined;
  }

  private targetOf(command: Command): CommandTarget | CommandEnding | null {
    const miner = this.parts.find(command.miner_id);
    if (miner === undefined) return null;
    const standing = this.begun.begin(command);
    if (standing === 'settled') return null;
    if (standing === 'interrupted') return interrupted;
    return { readBack: () => readBack(miner.standing()), carryOut: (wish, signal) => carryOut(wish, miner, signal) };
  }
}
