import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import type { Clock, Log } from '@lodestream/component';
import type { EventBus } from '@lodestream/streaming';
import type { TelemetryStore } from '@lodestream/telemetry-store';
import type { Registry } from 'prom-client';
import type { HealthRegistry } from './health/health-registry.js';
import type { OperationRegistry } from './host/operation-registry.js';

/** Who is running: the service's name and the instance's, unlike any other's and stable over restarts. */
export interface ServiceIdentity {
  readonly service: string;
  readonly instance: string;
  readonly version: string;
}

/** What the host hands to one service; each part can be injected by its token (tokens.ts). */
export interface ServiceContext {
  readonly identity: ServiceIdentity;
  readonly bus: EventBus;
  readonly store: TelemetryStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly registry: Registry;
  readonly health: HealthRegistry;
  /** What the operator's command may ask of this process. */
  readonly operations: OperationRegistry;
  /** Prefix of every topic's name, `mining.` by default. */
  readonly topicPrefix: string;
}

/** A service as its folder exports it: a name, the class of its configuration, and the Nest module made from both. */
export interface ServiceDefinition<C extends object> {
  readonly name: string;
  /** The class-validator class of the service's settings; each property is one top-level YAML section it owns. */
  readonly config: Type<C>;
  readonly module: (config: C, context: ServiceContext) => DynamicModule;
  /** Called once the application is put together and before it starts, for what needs to see it as a whole. */
  readonly prepare?: (application: INestApplication) => void;
  /** Whether it reads or writes the telemetry store; a process in which none does is given no store. */
  readonly usesStore?: boolean;
  /** Where the service listens for HTTP, if it does; the host lets requests in once everything else has started. */
  readonly listens?: (config: C) => { readonly host: string; readonly port: number };
}
