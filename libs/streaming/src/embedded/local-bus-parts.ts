import { Bookkeeper } from './bookkeeper.js';
import { BusEvents } from './bus-event.js';
import { Committer } from './committer.js';
import { Compaction } from './compaction.js';
import { GroupOffsets } from './group-offsets.js';
import { GroupRegistry } from './group-registry.js';
import { LocalAdmin } from './local-admin.js';
import type { LocalBusOptions } from './local-bus-options.js';
import type { LogStore } from './log-store.port.js';
import { LocalStateStores } from './local-state-stores.js';
import { Maintenance } from './maintenance.js';
import type { MemberParts } from './member.js';
import { Retention } from './retention.js';
import { StorageHealth, type StorageState } from './storage-health.js';
import { TopicCatalog } from './topic-catalog.js';

/** What a running local bus is made of; made anew by every start. */
export class LocalBusParts {
  readonly events: BusEvents;
  readonly health: StorageHealth;
  readonly committer: Committer;
  readonly catalog: TopicCatalog;
  readonly offsets: GroupOffsets;
  readonly groups: GroupRegistry;
  readonly retention: Retention;
  readonly compaction: Compaction;
  readonly maintenance: Maintenance;
  readonly admin: LocalAdmin;
  readonly member: MemberParts;
  readonly states: LocalStateStores;

  constructor(store: LogStore, options: Required<LocalBusOptions>) {
    const { clock, random, topicBytes, tombstoneMs, dropGroupAfterMs, maintenanceIntervalMs } = options;
    const events = (this.events = new BusEvents(options.onEvent));
    const { minFreeBytes, patienceMs, maxBatchMessages: messages, maxBatchBytes: bytes } = options;
    const onChange = (storage: StorageState): void => events.tell({ kind: 'storage', storage });
    this.health = new StorageHealth(store, clock, minFreeBytes, onChange);
    this.committer = new Committer(store, this.health, clock);
    const bookkeeper = new Bookkeeper(this.committer, clock, patienceMs);
    const catalog = (this.catalog = new TopicCatalog(store));
    const offsets = (this.offsets = new GroupOffsets(store, bookkeeper));
    const shared = { store, catalog, bookkeeper, clock, events };
    const groups = (this.groups = new GroupRegistry({ ...shared, offsets, dropGroupAfterMs }));
    const compaction = (this.compaction = new Compaction({ ...shared, tombstoneMs }));
    const relieve = compaction.relieve.bind(compaction);
    const retention = (this.retention = new Retention({ ...shared, groups, topicBytes, relieve }));
    this.maintenance = new Maintenance({
      clock,
      groups,
      retention,
      compaction,
      intervalMs: maintenanceIntervalMs,
    });
    this.admin = new LocalAdmin({ ...shared, groups, offsets, retention });
    this.states = new LocalStateStores(store, bookkeeper, { bytes: options.stateBytes });
    this.member = { host: { store, clock, random, limits: { messages, bytes } }, offsets, events };
  }

  /** Takes up what the store has: topics, extents, offsets, groups. */
  load(): void {
    this.catalog.load();
    this.offsets.load();
    this.groups.load();
  }
}
