import { type Clock, errorClassOf, type Lifecycle, type Log, TransientError } from '@lodestream/component';
import { type Command, fullTopicName, topics } from '@lodestream/records';
import { CommandDesk, type CommandTarget } from '@lodestream/service-kit';
import type { EventBus, Subscription } from '@lodestream/streaming';
import { BegunCommands } from './begun-commands.js';
import { carryOut, readBack } from './carry-out.js';
import { InterruptedEndings } from './interrupted-endings.js';
import { PassedCommands } from './passed-commands.js';
import { persist } from './persist.js';
import type { FindMiner } from './polled-miners.js';

/** What is still being carried out for a new miner of ours may end within it when the service stops. */
const longestStopMs = 5_000;

/** What carrying out operators' wishes needs. */
export interface OverridesParts {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  readonly find: FindMiner;
  /** Milliseconds after which whoever began a command, and lives, has told its end. */
  readonly endsWithinMs: number;
  /** A command could not be read and is passed by. */
  readonly onUnreadable: (error: unknown) => void;
  /** Told of interrupted commands that stay without an end. */
  readonly onLeft: (commands: number) => void;
  /** What no caller waits for stumbled over a bug of ours. */
  readonly onBug: (error: unknown) => void;
}

/**
 * Carries out the commands that concern polling, for the miners that are ours. Every replica reads all commands in a group of its own: a
 * miner's owner may be another one than the reader of its partition. A command that comes again, also to
 * another process, is not carried out again; one that came while its miner was between two owners is carried out by the next one.
 */
export class Overrides implements Lifecycle {
  private readonly stopping = new AbortController();
  private readonly begun: BegunCommands;
  private readonly desk: CommandDesk;
  private readonly endings: InterruptedEndings;
  private readonly passed: PassedCommands;
  private readonly late = new Set<Promise<void>>();
  private subscription: Subscription | undefined;

  constructor(private readonly parts: OverridesParts) {
    this.begun = new BegunCommands(parts);
    this.passed = new PassedCommands(parts.clock);
    this.desk = new CommandDesk({ ...parts, find: (command) => this.targetOf(command) });
    const isOurs = (minerId: string): boolean => parts.find(minerId) !== undefined;
    this.endings = new InterruptedEndings({ ...parts, begun: this.begun, desk: this.desk, isOurs });
  }

  async start(): Promise<void> {
    const { bus, topicPrefix, instance } = this.parts;
    if (!(await this.begun.recall())) this.doLate(this.recallLater(), null);
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
    const ended = new AbortController();
    const late = Promise.all(this.late).then(() => ended.abort());
    await Promise.race([late, this.parts.clock.sleep(longestStopMs, ended.signal)]);
  }

  /**
   * A miner is ours now: what was asked for it and told of by nobody is carried out, and what comes for it meanwhile after that. What its
   * old owner has begun and not ended is told as interrupted, once that owner can no longer be about it.
   */
  own(minerId: string): void {
    const commands = this.passed.take(minerId);
    if (this.stopping.signal.aborted) return;
    if (commands.length === 0 && this.begun.unendedOf(minerId).length === 0) return;
    const obeyed = this.desk.obeyOwed(minerId, this.unheard(commands), this.stopping.signal);
    this.doLate(
      obeyed.then(() => this.endInterrupted(minerId)),
      minerId,
    );
  }

  /** What could not be read at the start may tell of what was begun for miners that are ours since. */
  private async recallLater(): Promise<void> {
    const { clock, log, find } = this.parts;
    const error = await persist(() => this.begun.catchUp(), { clock, signal: this.stopping.signal, isWanted: () => true });
    if (error !== null)
      log.error('What became of commands can not be read; what was interrupted before the start stays without an end.', { error });
    for (const minerId of this.begun.unendedMiners()) if (find(minerId) !== undefined) this.doLate(this.endInterrupted(minerId), minerId);
  }

  private doLate(work: Promise<void>, minerId: string | null): void {
    const late: Promise<void> = work.catch((error: unknown) => this.failed(minerId, error)).finally(() => this.late.delete(late));
    this.late.add(late);
  }

  private async unheard(commands: readonly Command[]): Promise<readonly Command[]> {
    await this.begun.recall();
    const now = this.parts.clock.now();
    return commands.filter((command) => command.expires_at >= now && this.begun.isUnheard(command));
  }

  private async endInterrupted(minerId: string): Promise<void> {
    const { clock, endsWithinMs } = this.parts;
    const now = clock.now();
    const begunMs = [...this.begun.unendedOf(minerId).map(({ timestamp }) => timestamp), ...(this.begun.isBlind ? [now] : [])];
    if (begunMs.length === 0) return;
    const leftMs = Math.max(...begunMs) + endsWithinMs - now;
    // The old owner's clock may be ahead of ours.
    await clock.sleep(Math.max(0, Math.min(leftMs, endsWithinMs)), this.stopping.signal);
    await this.endings.tellOf(minerId, this.stopping.signal);
  }

  private failed(minerId: string | null, error: unknown): void {
    if (!(error instanceof TransientError)) return this.parts.onBug(error);
    this.parts.log.warn('What was asked for a miner between two owners could not be carried out, or not be told.', {
      minerId,
      error,
      errorClass: errorClassOf(error),
    });
  }

  private targetOf(command: Command): CommandTarget | null {
    const miner = this.parts.find(command.miner_id);
    if (miner === undefined) {
      this.passed.note(command);
      return null;
    }
    const standing = this.begun.begin(command);
    // Its end is told beside what comes next: the bus may not take it yet, and whoever began it may not be gone for long.
    if (standing === 'interrupted') this.doLate(this.endInterrupted(command.miner_id), command.miner_id);
    if (standing !== 'new') return null;
    return { readBack: () => readBack(miner.standing()), carryOut: (wish, signal) => carryOut(wish, miner, signal) };
  }
}
