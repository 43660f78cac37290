import { errorClasses, errorClassOf } from '@lodestream/component';
import type { IncomingBatch, IncomingMessage } from '../event-bus.port.js';
import type { GroupLedger } from '../ledger/group-ledger.js';
import { type BatchRun, endName, intakeOf, runSteps, runTerminal } from './chunk-run.js';
import { chunksOf } from './chunks.js';
import type { DeliveryContext } from './delivery-context.js';
import { type Fate, intake, intakeDrops } from './fate.js';
import type { PipelineDefinition } from './pipeline.js';
import { Pulse } from './pulse.js';
import { ResumePoints } from './resume-points.js';
import { batchesBefore, rewindTo } from './rewind.js';
import type { RunnerParts } from './runner-parts.js';
import { StepChain } from './step-chain.js';
import { countChunk, entryOf } from './tally.js';
import { Waiting } from './waiting.js';

const permanentClasses = errorClasses.filter((name) => name !== 'bug');

/**
 * Runs one pipeline over the batches of a consumer. A chunk is committed once every output and sink has acknowledged it and its
 * dead letters are written; until then nothing of it is committed, and what throws leaves it to be delivered again.
 */
export class PipelineRunner {
  private readonly chain: StepChain;
  private readonly stepNames: readonly string[];
  private readonly waiting: Waiting;
  private readonly resumePoints: ResumePoints;
  private readonly followed = new WeakSet<GroupLedger>();

  constructor(
    readonly definition: PipelineDefinition,
    private readonly parts: RunnerParts,
  ) {
    const { name, steps, terminals } = definition;
    if (terminals.length === 0) throw new Error(`the pipeline ${name} has neither a sink nor an output`);
    const counted = [{ name: intake, drops: intakeDrops, rejects: [] }, ...steps.map(({ step }) => step), ...terminals.map(endName)];
    this.stepNames = counted.map((step) => step.name);
    if (new Set(this.stepNames).size < counted.length) throw new Error(`the pipeline ${name} uses one name for two steps`);
    this.chain = new StepChain(steps, {
      clock: parts.clock,
      random: parts.random ?? Math.random,
      onRetry: (step) => parts.metrics.retries.inc({ pipeline: name, step }),
    });
    this.resumePoints = new ResumePoints(steps, terminals);
    const stateful = this.resumePoints.stateful ? ['state'] : [];
    const stages = ['steps', 'dead_letters', ...terminals.map((t) => endName(t).name), ...stateful, 'commit'];
    parts.metrics.declare(
      name,
      counted.map((s) => ({ ...s, rejects: s.name === intake ? [] : [...new Set([...s.rejects, ...permanentClasses])] })),
      stages,
    );
    this.waiting = new Waiting(name, parts.metrics, parts.clock);
    if (this.resumePoints.any && !parts.reader) throw new Error(`${name} keeps positions; its runner needs a reader to go back`);
  }

  /** Handles a batch of one partition. @throws TransientError for redelivery; anything else means the consumer has to stop */
  async run(batch: IncomingBatch, context: DeliveryContext): Promise<void> {
    try {
      const run = this.begin(batch, context);
      if ((await this.rewind(run)) && (await this.handleAll(run))) this.waiting.forget([batch]);
      // Stopped on the way: what steps noted of the chunk that is not committed must not count.
      else this.resumePoints.forget([batch]);
    } catch (error) {
      this.parts.metrics.failures.inc({ pipeline: this.definition.name, error_class: errorClassOf(error) });
      // A write that failed may have been kept all the same: whoever keeps positions is asked again how far it is.
      this.resumePoints.forget([batch]);
      throw error;
    }
  }

  /** Brings a sink that is older than the group up to the batch; false when the consumer was stopped on the way. */
  private async rewind(run: BatchRun): Promise<boolean> {
    const { log, reader } = this.parts;
    const from = await rewindTo(run.batch, run.context, { resumePoints: this.resumePoints, log });
    if (from === null || !reader) return true;
    try {
      for await (const batch of batchesBefore(run.batch, from, reader)) if (!(await this.handleAll({ ...run, batch }))) return false;
    } catch (error) {
      // What a rewind had begun is begun again, from the account as it was committed.
      run.context.ledger?.doubt([run.batch]);
      throw error;
    }
    return true;
  }

  /** Handles a batch chunk by chunk; false when the consumer was stopped on the way. */
  private async handleAll(run: BatchRun): Promise<boolean> {
    const { maxMessages, maxBytes } = this.definition.limits;
    for (const chunk of chunksOf(run.batch.messages, maxMessages, maxBytes)) {
      if (run.context.signal.aborted) return false;
      this.waiting.took(run.batch, chunk[0]!.timestampMs);
      if (!(await this.handle(run, chunk))) return false;
    }
    return true;
  }

  private begin(batch: IncomingBatch, context: DeliveryContext): BatchRun {
    if (context.ledger && !this.followed.has(context.ledger)) this.follow(context.ledger);
    const pulse = new Pulse(this.parts.clock, this.parts.heartbeatEveryMs ?? 2_000, () => context.heartbeat());
    return { definition: this.definition, chain: this.chain, parts: this.parts, batch, context, pulse };
  }

  /** Forgets what is only true while a partition is held here, as soon as it leaves. */
  private follow(ledger: GroupLedger): void {
    this.followed.add(ledger);
    ledger.onRevoked((partitions) => {
      this.waiting.forget(partitions);
      this.resumePoints.forget(partitions);
    });
  }

  private async handle(run: BatchRun, chunk: readonly IncomingMessage[]): Promise<boolean> {
    const fates = chunk.map((message) => intakeOf(this.definition, message));
    const nextOffset = chunk[chunk.length - 1]!.offset + 1;
    if (!(await this.timed('steps', () => run.pulse.during(runSteps(run, fates))))) return false;
    await this.bury(run, fates, () => true);
    for (const terminal of this.definition.terminals) {
      const open = new Set(fates.filter(({ ended }) => !ended));
      await this.timed(endName(terminal).name, () => run.pulse.during(runTerminal(run, terminal, fates, nextOffset)));
      await this.bury(run, fates, (fate) => open.has(fate));
    }
    if (this.resumePoints.stateful) await this.timed('state', () => run.pulse.during(this.resumePoints.commit(run.batch, nextOffset)));
    await this.timed('commit', () => this.commit(run, fates, nextOffset));
    countChunk(this.parts.metrics, this.definition.name, this.stepNames, fates);
    return true;
  }

  /** Letters of the steps come before the sinks, and those of a sink before the next one: the commit comes after all of them. */
  private async bury(run: BatchRun, fates: readonly Fate[], isNew: (fate: Fate) => boolean): Promise<void> {
    const rejected = fates.filter((fate) => fate.ended?.kind === 'reject' && isNew(fate));
    if (rejected.length === 0) return;
    const { topic, partition } = run.batch;
    const letters = rejected.map((fate) => ({ topic, partition, pipeline: this.definition.name, fate }));
    await this.timed('dead_letters', () => run.pulse.during(this.parts.deadLetters.write(letters)));
  }

  private async commit({ batch, context, pulse }: BatchRun, fates: readonly Fate[], nextOffset: number): Promise<void> {
    if (!context.ledger) return;
    const countedTo = await context.ledger.countedTo(batch);
    const proposal = await context.ledger.propose(batch, entryOf(fates, countedTo, nextOffset));
    try {
      await pulse.during(context.commit(nextOffset, proposal.metadata));
    } catch (error) {
      // It may have been kept although it failed: the account is read again rather than guessed.
      context.ledger.doubt([batch]);
      throw error;
    }
    proposal.settle();
  }

  private async timed<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const began = this.parts.clock.monotonic();
    const result = await work();
    this.parts.metrics.durations.observe({ pipeline: this.definition.name, stage }, (this.parts.clock.monotonic() - began) / 1_000);
    return result;
  }
}
