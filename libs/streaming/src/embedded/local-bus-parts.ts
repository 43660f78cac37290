import { Bookkeeper } from './bookkeeper.js';
import { BusEvents } from './bus-event.js';
import { Committer } from './committer.js';
import { Compaction } from './compaction.js';
import { GroupOffsets } from './group-offsets.js';
import { GroupRegistry } from './group-registry.js';
import { LocalAdmin } from './local-admin.js';
import type { LocalBusOptions } from './local-bus-options.js';
import type { LogStore } from './log-store.port.js';
import { Maintenance } from './maintenance.js';
import type { MemberParts } from './member.js';
import { Retention } from './retention.js';
import { StorageHealth } from './storage-health.js';
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

  constructor(store: LogStore, options: Required<LocalBusOptions>) {
    const { clock, random, topicBytes, tombstoneMs, dropGroupAfterMs } = options;
    const events = (this.events = new BusEvents(options.onEvent));
    this.health = new StorageHealth(store, clock, options.minFreeBytes, (storage) =>
      events.tell({ kind: 'storage', storage }),
    );
    this.committer = new Committer(store, this.health, clock);
    const bookkeeper = new Bookkeeper(this.committer, clock, options.patienceMs);
    const catalog = (this.catalog = new TopicCatalog(store));
    const offsets = (this.offsets = new GroupOffsets(store, bookkeeper));
    const groups = (this.groups = new GroupRegistry({
      store,
      catalog,
      offsets,
      bookkeeper,
      events,
      dropGroupAfterMs,
    }));
    const retention = (this.retention = new Retention({
      store,
      catalog,
      groups,
      bookkeeper,
      events,
      clock,
      topicBytes,
    }));
    const compaction = (this.compaction = new Compaction({ store, catalog, bookkeeper, clock, tombstoneMs }));
    this.maintenance = new Maintenance({
      clock,
      groups,
      retention,
      compaction,
      intervalMs: options.maintenanceIntervalMs,
    });
    this.admin = new LocalAdmin({ catalog, groups, offsets, bookkeeper, retention });
    const limits = { messages: options.maxBatchMessages, bytes: options.maxBatchBytes };
    this.member = { host: { store, clock, random, limits }, offsets, events };
  }

  /** Takes up what the store has: topics, extents, offsets, groups. */
  load(): void {
    this.catalog.load();
    this.offsets.load();
    this.groups.load();
  }
}
