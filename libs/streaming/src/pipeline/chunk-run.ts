import { withDeadline } from '@lodestream/component';
import { headerOf, type IncomingBatch, type IncomingMessage, type OutgoingMessage } from '../event-bus.port.js';
import { headerNames } from '../headers/stream-headers.js';
import { systemRandomHex } from '../headers/trace-parent.js';
import { deliver, type EndName } from './deliver.js';
import type { DeliveryContext } from './delivery-context.js';
import { derivedMessage, type Emitter } from './emission.js';
import { type Fate, intake, type intakeDrops } from './fate.js';
import { inKeyOrder } from './key-lanes.js';
import type { PipelineDefinition, Terminal } from './pipeline.js';
import type { Pulse } from './pulse.js';
import { retrying } from './retry-policy.js';
import type { RunnerParts } from './runner-parts.js';
import type { SinkResult } from './sink.js';
import type { StepChain } from './step-chain.js';

/** What the chunks of one batch share. */
export interface BatchRun {
  readonly definition: PipelineDefinition;
  readonly chain: StepChain;
  readonly parts: RunnerParts;
  readonly batch: IncomingBatch;
  readonly context: DeliveryContext;
  readonly pulse: Pulse;
}

/** The end's name and reasons, whether sink or output. */
export function endName(terminal: Terminal): EndName {
  return terminal.kind === 'sink' ? terminal.sink : { name: terminal.output.name, drops: [], rejects: [] };
}

/** Takes a chunk through all steps; false when the consumer was stopped on the way and the chunk has to be left uncommitted. */
export async function runSteps(run: BatchRun, fates: readonly Fate[]): Promise<boolean> {
  const { topic, partition } = run.batch;
  const { signal } = run.context;
  await inKeyOrder(fates, run.definition.limits.concurrency, (fate) => {
    if (fate.ended || signal.aborted) return;
    const pending = run.chain.run(fate, { topic, partition, message: fate.message, signal });
    return run.pulse.due ? Promise.all([pending, run.pulse.beat()]).then(() => {}) : pending;
  });
  return !signal.aborted;
}

/** A message as the steps first see it; what is not for this pipeline ends here. */
export function intakeOf(definition: PipelineDefinition, message: IncomingMessage): Fate {
  const ended = (reason: (typeof intakeDrops)[number]): Fate => ({
    message,
    value: null,
    ended: { kind: 'drop', step: intake, reason, cause: undefined, attempts: 1 },
  });
  const meantFor = headerOf(message, headerNames.replayFor);
  if (meantFor !== undefined && meantFor !== definition.name) return ended('replay_for_another');
  if (message.value === null && definition.limits.tombstones === 'drop') return ended('tombstone');
  return { message, value: message.value, ended: null };
}

/** Hands what passed to one end of the pipeline. */
export async function runTerminal(run: BatchRun, terminal: Terminal, fates: readonly Fate[], nextOffset: number): Promise<void> {
  const end = endName(terminal);
  const wanted = fates.filter(({ ended }) => !ended);
  const keepsPosition = terminal.kind === 'sink' && terminal.sink.resume !== undefined;
  if (wanted.length === 0 && !keepsPosition) return;
  const onRetry = (attempt: number): void => {
    if (attempt > 1) run.parts.metrics.retries.inc({ pipeline: run.definition.name, step: end.name });
  };
  const { clock, random = Math.random } = run.parts;
  await deliver(end, wanted, nextOffset, (part, next) =>
    retrying(terminal.retry, { clock, random, signal: run.context.signal }, (attempt) => {
      onRetry(attempt);
      return withDeadline(handOver(run, terminal, part, next), terminal.deadlineMs, `writing to ${end.name}`);
    }),
  );
}

function handOver(run: BatchRun, terminal: Terminal, part: readonly Fate[], nextOffset: number): Promise<SinkResult | void> {
  if (terminal.kind === 'output') return send(run, terminal, part);
  const { topic, partition } = run.batch;
  const { group, signal } = run.context;
  const firstOffset = part[0]?.message.offset ?? nextOffset;
  return terminal.sink.write(
    part.map((fate) => fate.value),
    { topic, partition, group, firstOffset, nextOffset, signal },
  );
}

async function send(run: BatchRun, terminal: Terminal & { kind: 'output' }, part: readonly Fate[]): Promise<void> {
  const { source, randomHex = systemRandomHex, clock, publisher } = run.parts;
  const emitter: Emitter = { pipeline: run.definition.name, source, randomHex, nowMs: clock.now() };
  const messages: OutgoingMessage[] = part.map((fate) => derivedMessage(terminal.output, terminal.keyOf, fate, run.batch, emitter));
  await publisher.send(terminal.output.topic, messages);
}
