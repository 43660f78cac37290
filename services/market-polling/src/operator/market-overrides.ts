import { type Clock, type Log, TransientError } from '@lodestream/component';
import { type Command, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import type { BatchContext, EventBus, IncomingBatch, Subscription } from '@lodestream/streaming';
import { carryOut, type CarryOutParts, type Ending, readBack } from './carry-out.js';

/** What carrying out operators' wishes needs. */
export interface MarketOverridesParts extends CarryOutParts {
  readonly bus: Pick<EventBus, 'subscribe' | 'send'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  /** Told what an operator changed, for whoever follows the source. */
  readonly onChanged?: (command: Command) => void;
}

const heartbeatEveryMs = 2_000;
const againAfterMs = 5_000;
const ours = /^(market|chain|coin):/;

/**
 * Carries out the commands that concern sources and prices while this replica polls, and tells in `command.results` what came of each.
 * All replicas share one group, so that what was asked while the lease went over is done by its next holder, unless it has expired.
 * A command that is delivered again does the same again: a hold runs from when it was asked for.
 */
export class MarketOverrides {
  constructor(private readonly parts: MarketOverridesParts) {}

  /** Takes over what is held, however long the bus takes; resolves early once `signal` aborts. */
  open(signal: AbortSignal): Promise<void> {
    return this.insist(() => this.parts.holds.load(), signal);
  }

  /** Obeys until `signal` aborts. */
  async obeyUntil(signal: AbortSignal): Promise<void> {
    const { bus, topicPrefix, instance } = this.parts;
    let subscription: Subscription | undefined;
    const topic = fullTopicName(topicPrefix, topics.commands);
    const handler = (batch: IncomingBatch, context: BatchContext): Promise<void> => this.handle(batch, context, signal);
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

  private async handle({ messages }: IncomingBatch, context: BatchContext, signal: AbortSignal): Promise<void> {
    for (const { value, offset } of messages) {
      const command = value === null ? null : this.decode(value);
      if (command !== null && command.step === 'approved' && ours.test(command.miner_id))
        await this.alive(this.obey(command, signal), context);
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

  private async obey(command: Command, signal: AbortSignal): Promise<void> {
    const { clock, market, holds, onChanged } = this.parts;
    const standing = market.standing(command.miner_id);
    if (clock.now() > command.expires_at) return this.tell(command, { outcome: 'expired', reason: 'too_late', detail: null });
    if (standing === null) return this.tell(command, notOurs);
    const [before, startedAt, began] = [readBack(standing, holds), clock.now(), clock.monotonic()];
    const times = { before, started_at: startedAt };
    await this.tell(command, { outcome: 'attempting', reason: null, detail: null, ...times });
    const ending = command.dry_run ? skipped : await carryOut(command, standing, this.parts, signal);
    if (ending.outcome === 'succeeded' && !command.dry_run) onChanged?.(command);
    const after = readBack(market.standing(command.miner_id) ?? standing, holds);
    await this.tell(command, { ...ending, ...times, after, duration_ms: Math.round(clock.monotonic() - began) });
  }

  private async tell({ command_id, miner_id, action, dry_run }: Command, what: Ending & Partial<CommandResult>): Promise<void> {
    const { bus, clock, topicPrefix, instance } = this.parts;
    const same = { command_id, miner_id, action, dry_run, instance, timestamp: clock.now() };
    const none = { before: {}, after: {}, started_at: null, duration_ms: null };
    const value = topics.commandResults.codec.encode({ ...none, ...what, ...same });
    await bus.send(fullTopicName(topicPrefix, topics.commandResults), [{ key: miner_id, value }]);
  }

  /** The group must hear of us while a slow source is waited for. */
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

const notOurs: Ending = { outcome: 'refused', reason: 'not_configured', detail: 'No source and no coin of that name is followed here.' };
const skipped: Ending = { outcome: 'succeeded', reason: null, detail: 'A dry run: nothing was done.' };
