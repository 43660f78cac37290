import { type Clock, type Log, PermanentError, TransientError } from '@lodestream/component';
import type { LagMeter } from '@lodestream/service-kit';
import { type FleetChange, type FleetMiner, fullTopicName, topics } from '@lodestream/records';
import {
  type BatchContext,
  continueTrace,
  type EventBus,
  type HeldLease,
  type IncomingBatch,
  type Subscription,
  writeHeaders,
} from '@lodestream/streaming';
import { type ChangeDecision, type ChangeRules, decideChange } from './decide-change.js';
import { fleetMessage } from './fleet-topic.js';
import { neighbourOf } from './neighbour.js';

/** How a wish ends. */
export type FleetChangeOutcome = 'accepted' | 'refused' | 'unreadable';

/** What carrying out changes needs. */
export interface FleetChangesOptions {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  readonly source: string;
  readonly rules: Omit<ChangeRules, 'nowMs' | 'neighbourOf'>;
  readonly onDecided: (outcome: FleetChangeOutcome) => void;
  /** Told of what was handled and of what went to others. */
  readonly meter: Pick<LagMeter, 'took' | 'gave'>;
}

const codec = topics.fleetChanges.codec;
const leaveWithinMs = 2_000;

/** Carries out the wishes of `fleet.changes`: the fleet record first, then what became of the wish, and only then is it done with. */
export class FleetChanges {
  private readonly leaving = new Set<Promise<void>>();

  constructor(private readonly options: FleetChangesOptions) {}

  /** Follows the wishes until the lease ends, keeping `fleet` up to date. @throws TransientError when they can't be followed */
  async apply(fleet: Map<string, FleetMiner>, lease: HeldLease): Promise<void> {
    const { bus, topicPrefix, instance } = this.options;
    const ended = Promise.withResolvers<void>();
    const end = (): void => ended.resolve();
    lease.signal.addEventListener('abort', end, { once: true });
    const joining = bus.subscribe({
      group: `${topicPrefix}miner-ingestion.fleet`,
      topics: [fullTopicName(topicPrefix, topics.fleetChanges)],
      instance,
      from: 'committed',
      handler: async (batch, context) => {
        await this.handle(batch, context, fleet, lease);
        this.options.meter.took(batch);
      },
      onRevoked: (partitions) => this.options.meter.gave(partitions),
    });
    try {
      const subscription = await Promise.race([joining, ended.promise]);
      // A lease that is lost has to be let go of at once, and leaving a group may take long when its broker is away.
      if (subscription === undefined)
        return void joining.then(
          (late) => this.leave(late),
          () => undefined,
        );
      await ended.promise;
      this.leave(subscription);
    } finally {
      lease.signal.removeEventListener('abort', end);
    }
  }

  /** Resolves once every group that was left is left. */
  async settled(): Promise<void> {
    await Promise.all(this.leaving);
  }

  private leave(subscription: Subscription): void {
    const left = subscription
      .stop(leaveWithinMs)
      .catch((error: unknown) => this.options.log.debug('A group was not left cleanly.', { error }));
    this.leaving.add(left);
    void left.finally(() => this.leaving.delete(left));
  }

  private async handle(
    { messages }: IncomingBatch,
    context: BatchContext,
    fleet: Map<string, FleetMiner>,
    lease: HeldLease,
  ): Promise<void> {
    for (const { value, offset } of messages) {
      const change = this.decode(value);
      if (change?.step === 'proposed') await this.carryOut(change, fleet, lease);
      await context.commit(offset + 1);
    }
  }

  /** What nobody can read asks for nothing: it is counted, told in the log, and passed over. */
  private decode(value: Buffer | null): FleetChange | null {
    if (value === null) return null;
    try {
      return codec.decode(value);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      this.options.onDecided('unreadable');
      this.options.log.warn('A change of the fleet can not be read and is left out.', { error });
      return null;
    }
  }

  private async carryOut(change: FleetChange, fleet: Map<string, FleetMiner>, lease: HeldLease): Promise<void> {
    const { rules, clock, bus, topicPrefix, source } = this.options;
    const atMs = clock.now();
    const known = fleet.get(change.miner_id);
    const decision = decideChange(change, known, { ...rules, nowMs: atMs, neighbourOf: (record) => neighbourOf(record, fleet) });
    if (decision.kind === 'waiting') return;
    if (!lease.isHeld()) throw new TransientError('The lease of the fleet is not held any more', 'dependency');
    if (decision.kind === 'accepted' && decision.record !== (known ?? null)) {
      await bus.send(fullTopicName(topicPrefix, topics.fleetMiners), [fleetMessage(change.miner_id, decision.record, { source, atMs })]);
      if (decision.record === null) fleet.delete(change.miner_id);
      else fleet.set(change.miner_id, decision.record);
    }
    await this.tell(change, decision, atMs);
  }

  private async tell(change: FleetChange, decision: Exclude<ChangeDecision, { kind: 'waiting' }>, atMs: number): Promise<void> {
    const { bus, topicPrefix, source, onDecided, log } = this.options;
    const outcome: FleetChange = {
      ...change,
      step: decision.kind,
      timestamp: atMs,
      reason: decision.kind === 'refused' ? decision.reason : null,
    };
    const facts = { schema: codec.schema, eventId: `${change.change_id}:${decision.kind}`, producedAtMs: atMs, source, lineage: [] };
    const headers = writeHeaders({ ...facts, traceParent: continueTrace(undefined) });
    await bus.send(fullTopicName(topicPrefix, topics.fleetChanges), [{ key: change.miner_id, value: codec.encode(outcome), headers }]);
    onDecided(decision.kind);
    log.info('Decided on a change of the fleet.', {
      minerId: change.miner_id,
      changeId: change.change_id,
      action: change.action,
      step: decision.kind,
    });
  }
}
