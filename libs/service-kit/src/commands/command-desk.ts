import { type Clock, errorClassOf, type Log } from '@lodestream/component';
import { type Command, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import type { BatchContext, EventBus, IncomingBatch } from '@lodestream/streaming';

/** What came of a command. */
export type CommandEnding = Pick<CommandResult, 'outcome' | 'reason' | 'detail'>;

/** What a result repeats of its command. */
export type ToldCommand = Pick<Command, 'command_id' | 'miner_id' | 'action' | 'dry_run'>;

/** What a command is about, where it is ours to obey. */
export interface CommandTarget {
  /** How it stands now, as results carry it. */
  readBack(): Record<string, string>;
  /** Does what the command asks; settles in bounded time. */
  carryOut(command: Command, signal: AbortSignal): Promise<CommandEnding>;
}

/** What a desk needs. */
export interface CommandDeskParts {
  readonly bus: Pick<EventBus, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  /** What an approved command is about; an ending to tell instead, or null where it is none of our business. */
  readonly find: (command: Command) => CommandTarget | CommandEnding | null;
  /** A command could not be read and is passed by; the first is told in the log as well. */
  readonly onUnreadable: (error: unknown) => void;
}

const heartbeatEveryMs = 2_000;
const skipped: CommandEnding = { outcome: 'succeeded', reason: null, detail: 'A dry run: nothing was done.' };

/**
 * Obeys approved commands in the order in which they come, and tells in `command.results` what came of each. `attempting` is durable before
 * anything is done. What nobody can read asks for nothing, and is counted by whoever is told of it.
 */
export class CommandDesk {
  /** By what it is about, the work on what was asked earlier. */
  private readonly owed = new Map<string, Promise<void>>();
  private hasToldUnreadable = false;

  constructor(private readonly parts: CommandDeskParts) {}

  /** The handler of a subscription to `commands`. */
  async handle({ messages }: IncomingBatch, context: BatchContext, signal: AbortSignal): Promise<void> {
    for (const { value, offset } of messages) {
      const command = value === null ? null : this.decode(value);
      if (command?.step === 'approved') await this.alive(this.obeyInOrder(command, signal), context);
      await context.commit(offset + 1);
    }
  }

  /**
   * Obeys what was asked of a subject before it was ours, in order; what comes for it meanwhile waits.
   * @param commands awaited first: what of it nobody has obeyed
   */
  obeyOwed(subject: string, commands: Promise<readonly Command[]>, signal: AbortSignal): Promise<void> {
    const done = this.obeyAll(commands, signal, this.owed.get(subject));
    const settled = done
      .catch(() => undefined)
      .then(() => {
        if (this.owed.get(subject) === settled) this.owed.delete(subject);
      });
    this.owed.set(subject, settled);
    return done;
  }

  /** Tells what came of a command; durable once it resolves. */
  async tell({ command_id, miner_id, action, dry_run }: ToldCommand, what: CommandEnding & Partial<CommandResult>): Promise<void> {
    const { bus, clock, topicPrefix, instance } = this.parts;
    const same = { command_id, miner_id, action, dry_run, instance, timestamp: clock.now() };
    const none = { before: {}, after: {}, started_at: null, duration_ms: null };
    const value = topics.commandResults.codec.encode({ ...none, ...what, ...same });
    await bus.send(fullTopicName(topicPrefix, topics.commandResults), [{ key: miner_id, value }]);
  }

  private async obeyAll(commands: Promise<readonly Command[]>, signal: AbortSignal, before: Promise<void> | undefined): Promise<void> {
    const [owed] = await Promise.all([commands, before]);
    for (const command of owed) await this.obey(command, signal);
  }

  private async obeyInOrder(command: Command, signal: AbortSignal): Promise<void> {
    await this.owed.get(command.miner_id);
    await this.obey(command, signal);
  }

  private decode(value: Buffer): Command | null {
    try {
      return topics.commands.codec.decode(value);
    } catch (error) {
      this.passBy(error);
      return null;
    }
  }

  /** Whoever writes one such command writes many: the log has the first, the count all. */
  private passBy(error: unknown): void {
    this.parts.onUnreadable(error);
    if (!this.hasToldUnreadable)
      this.parts.log.warn('A command can not be read and is passed by; any more of them are only counted.', {
        error,
        errorClass: errorClassOf(error),
      });
    this.hasToldUnreadable = true;
  }

  private async obey(command: Command, signal: AbortSignal): Promise<void> {
    const { clock, find } = this.parts;
    const target = find(command);
    if (target === null) return;
    if ('outcome' in target) return this.tell(command, target);
    if (clock.now() > command.expires_at) return this.tell(command, { outcome: 'expired', reason: 'too_late', detail: null });
    const began = clock.monotonic();
    const times = { before: target.readBack(), started_at: clock.now() };
    await this.tell(command, { outcome: 'attempting', reason: null, detail: null, ...times });
    const ending = command.dry_run ? skipped : await target.carryOut(command, signal);
    await this.tell(command, { ...ending, ...times, after: target.readBack(), duration_ms: Math.round(clock.monotonic() - began) });
  }

  /** The group must hear of us while something slow is waited for. */
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
