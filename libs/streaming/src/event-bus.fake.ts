import { LocalEventBus } from './embedded/local-event-bus.js';
import type { LocalBusOptions } from './embedded/local-bus-options.js';
import { MemoryLogStore } from './embedded/memory-log.store.js';

/** An event bus in memory, for specs. Another one over the same `memory` plays the restart of a process. */
export class FakeEventBus extends LocalEventBus {
  constructor(
    options: LocalBusOptions = {},
    readonly memory: MemoryLogStore = new MemoryLogStore(),
  ) {
    super(memory, options);
  }
}
