import type { LocalBusOptions } from './local-bus-options.js';
import { LmdbLogStore } from './lmdb-log.store.js';
import { LocalEventBus } from './local-event-bus.js';

/** Where an embedded bus keeps its data, and how it behaves. */
export interface EmbeddedBusOptions extends LocalBusOptions {
  /** A directory of its own; one process at a time may hold it. */
  readonly directory: string;
}

/** The event bus of a single machine: durable logs in an embedded key-value store, for the services of one process. */
export class EmbeddedEventBus extends LocalEventBus {
  constructor({ directory, ...options }: EmbeddedBusOptions) {
    super(new LmdbLogStore(directory), options);
  }
}
