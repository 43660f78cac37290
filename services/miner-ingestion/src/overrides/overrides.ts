import type { Clock, Lifecycle, Log } from '@lodestream/component';
import { type Command, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import type { BatchContext, EventBus, IncomingBatch, Subscription } from '@lodestream/streaming';
import { carryOut, type Ending, readBack } from './carry-out.js';
import type { FindMiner, OverriddenMiner } from './polled-miners.js';

/** What carrying out operators' wishes needs. */
export interface OverridesParts {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  readonly find: FindMiner;
}

const heartbeatEveryMs = 2_000;
const rememberedCommands = 1_000;

/**
 * Carries out the commands that concern polling, for the miners that are ours, and tells in `command.results` what came of each.
 * Every replica reads all commands in a group of its own: a miner's owner may be another one than the reader of its partition.
 * `attempting` is durable before anything is done; a command that comes again is not carried out again.
 */
export class Overrides implements Lifecycle {
  private readonly stopping = new AbortController();
  private readonly handled = new Set<string>();
  private subscription: Subscription | undefined;

  constructor(private readonly parts: OverridesParts) {}

  async start(): Promise<void> {
    const { bus, topicPrefix, instance } = this.parts;
    this.subscription = await bus.subscribe({
      group: `${topicPrefix}miner-ingestion.overrides.${instance}`,
      topics: [fullTopicName(topicPrefix, topics.commands)],
      instance,
      from: 'committed',
      handler: (batch, context) => this.handle(batch, context),
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.subscription?.stop();
    this.subscription = undefined;
  }

  private async handle({ messages }: IncomingBatch, context: BatchContext): Promise<void> {
    for (const { value, offset } of messages) {
      const command = value === null ? null : this.decode(value);
      const miner = command === null || command.step !== 'approved' ? undefined : this.parts.find(command.miner_id);
      if (command !== null && miner !== undefined) await this.alive(this.obey(command, miner), context);
      await context.commit(offset + 1);
    }
  }

  /** What nobody can read asks for nothing. */
  private decode(value: Buffer): Command | null {
    try {
      return topics.commands.codec.decode(value);
    } catch (error) {
      this.parts.log.warn('A command can not be read and is passed by.', { error });
      return null;
    }
  }

  private async obey(command: Command, miner: OverriddenMiner): Promise<void> {
    if (this.isRepeated(command.command_id)) return;
    const { clock } = this.parts;
    if (clock.now() > command.expires_at) return this.tell(command, { outcome: 'expired', reason: 'too_late', detail: null });
    const [before, startedAt, began] = [readBack(miner.standing()), clock.now(), clock.monotonic()];
    const times = { before, started_at: startedAt };
    await this.tell(command, { outcome: 'attempting', reason: null, detail: null, ...times });
    const ending = command.dry_run ? skipped : await carryOut(command, miner, this.stopping.signal);
    const took = Math.round(clock.monotonic() - began);
    await this.tell(command, { ...ending, ...times, after: readBack(miner.standing()), duration_ms: took });
  }

  private isRepeated(id: string): boolean {
    if (this.handled.has(id)) return true;
    this.handled.add(id);
    const [oldest] = this.handled;
    if (this.handled.size > rememberedCommands && oldest !== undefined) this.handled.delete(oldest);
    return false;
  }

  private async tell({ command_id, miner_id, action, dry_run }: Command, what: Ending & Partial<CommandResult>): Promise<void> {
    const { bus, clock, topicPrefix, instance } = this.parts;
    const none = { before: {}, after: {}, started_at: null, duration_ms: null };
    const value = topics.commandResults.codec.encode({
      ...none,
      ...what,
      command_id,
      miner_id,
      action,
      dry_run,
      instance,
      timestamp: clock.now(),
    });
    await bus.send(fullTopicName(topicPrefix, topics.commandResults), [{ key: miner_id, value }]);
  }

  /** The group must hear of us while a slow device is waited for. */
  private async alive(work: Promise<void>, context: BatchContext): Promise<void> {
    const ended = new AbortController();
    const settled = work.finally(() => ended.abort());
    while (!ended.signal.aborted) {
      await Promise.race([settled, this.parts.clock.sleep(heartbeatEveryMs, ended.signal)]);
      if (!ended.signal.aborted) await context.heartbeat();
    }
    await settled;
  }
}

const skipped: Ending = { outcome: 'succeeded', reason: null, detail: 'A dry run: nothing was done.' };
