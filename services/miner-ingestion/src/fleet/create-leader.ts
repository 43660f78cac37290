import type { Clock, Log } from '@lodestream/component';
import type { AddressGuard } from '@lodestream/polling';
import { fullTopicName, internalTopics } from '@lodestream/records';
import type { LagMeter } from '@lodestream/service-kit';
import { BusLeases, type EventBus } from '@lodestream/streaming';
import { isIP } from 'node:net';
import type { MinerIngestionConfig } from '../config.js';
import { type FleetChangeOutcome, FleetChanges } from './fleet-changes.js';
import { FleetLeader } from './fleet-leader.js';
import { FleetPublisher } from './fleet-publisher.js';

/** What a leader is made from. */
export interface LeaderParts {
  readonly config: MinerIngestionConfig;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  readonly instance: string;
  readonly source: string;
  readonly guard: AddressGuard;
  readonly drivers: ReadonlySet<string>;
  readonly onDecided: (outcome: FleetChangeOutcome) => void;
  readonly meter: LagMeter;
  readonly onBug: (error: unknown) => void;
}

/** A leader with all it needs, not started; and its publisher, which tells what is pending. */
export function createLeader(parts: LeaderParts): { leader: FleetLeader; publisher: FleetPublisher } {
  const { config, bus, clock, log, topicPrefix, instance, source, guard, drivers, onDecided, meter, onBug } = parts;
  const stepWithinMs = config.miner_ingestion.fleet_step_timeout_seconds * 1_000;
  const publisher = new FleetPublisher({ bus, clock, log, topicPrefix, source, miners: config.miners, stepWithinMs });
  // What a name stands for is checked when it is polled.
  const refusalOf = (address: string): string | null => (isIP(address) === 0 ? null : guard.refusal(address));
  const changes = new FleetChanges({ bus, clock, log, topicPrefix, instance, source, rules: { drivers, refusalOf }, onDecided, meter });
  const leases = new BusLeases({ bus, topic: fullTopicName(topicPrefix, internalTopics.leases), instance, clock, log });
  return { leader: new FleetLeader({ leases, publisher, changes, clock, log, onBug }), publisher };
}
