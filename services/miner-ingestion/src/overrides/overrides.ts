import type { Clock, Lifecycle, Log } from '@lodestream/component';
import { type Command, fullTopicName, topics } from '@lodestream/records';
import { CommandDesk, type CommandTarget } from '@lodestream/service-kit';
import type { EventBus, Subscription } from '@lodestream/streaming';
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

const rememberedCommands = 1_000;

/**
 * Carries out the commands that concern polling, for the miners that are ours. Every replica reads all commands in a group of its own: a
 * miner's owner may be another one than the reader of its partition. A command that comes again is not carried out again.
 */
export class Overrides implements Lifecycle {
  private readonly stopping = new AbortController();
  private readonly handled = new Set<string>();
  private readonly desk: CommandDesk;
  private subscription: Subscription | undefined;

  constructor(private readonly parts: OverridesParts) {
    this.desk = new CommandDesk({ ...parts, find: (command) => this.targetOf(command) });
  }

  async start(): Promise<void> {
    const { bus, topicPrefix, instance } = this.parts;
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

  private targetOf({ command_id, miner_id }: Command): CommandTarget | null {
    const miner = this.parts.find(miner_id);
    if (miner === undefined || this.isRepeated(command_id)) return null;
    return { readBack: () => readBack(miner.standing()), carryOut: (command, signal) => carryOut(command, miner, signal) };
  }

  private isRepeated(id: string): boolean {
    if (this.handled.has(id)) return true;
    this.handled.add(id);
    const [oldest] = this.handled;
    if (this.handled.size > rememberedCommands && oldest !== undefined) this.handled.delete(oldest);
    return false;
  }
}
