import { PermanentError } from '@lodestream/component';
import type { TopicSettings } from '../event-bus.port.js';
import type { Change, LogStore } from './log-store.port.js';
import { PartitionState } from './partition-state.js';

const namePattern = /^[\w.-]{1,249}$/;
const topicRow = 'topic/';

/** A topic as the bus holds it in memory. */
export class Topic {
  readonly partitions: readonly PartitionState[];

  constructor(
    public settings: TopicSettings,
    readonly id: number,
  ) {
    this.partitions = Array.from(
      { length: settings.partitions },
      (_, partition) => new PartitionState(settings.topic, partition, id * 65_536 + partition),
    );
  }

  get bytes(): number {
    return this.partitions.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

/** The topics there are, as the store's rows have them. */
export class TopicCatalog {
  private readonly byName = new Map<string, Topic>();

  constructor(private readonly store: LogStore) {}

  /** Reads all topics, and where each partition starts and ends. */
  load(): void {
    this.byName.clear();
    for (const { bytes } of this.store.rows(topicRow)) {
      const { id, ...settings } = JSON.parse(bytes.toString()) as TopicSettings & { id: number };
      const topic = new Topic(settings, id);
      for (const partition of topic.partitions) partition.restore(this.store.row(partition.row));
      this.byName.set(settings.topic, topic);
    }
  }

  all(): readonly Topic[] {
    return [...this.byName.values()];
  }

  /** @throws PermanentError where no such topic was ever applied */
  named(name: string): Topic {
    const topic = this.byName.get(name);
    if (!topic) throw new PermanentError(`there is no topic ${name}; apply it first`, 'validation');
    return topic;
  }

  /** @throws PermanentError where the topic has no such partition */
  partition(name: string, partition: number): PartitionState {
    const found = this.named(name).partitions[partition];
    if (!found) throw new PermanentError(`topic ${name} has no partition ${partition}`, 'validation');
    return found;
  }

  /** What to write so that the settings hold; `accept` makes them hold in memory afterwards. */
  planned(wanted: readonly TopicSettings[]): { changes: Change[]; accept: () => void } {
    let nextId = 1 + Math.max(0, ...this.all().map(({ id }) => id));
    const plan = wanted.map((settings) => {
      const known = this.byName.get(settings.topic);
      checkSettings(settings, known);
      return { settings, known, id: known?.id ?? nextId++ };
    });
    const changes = plan.map(({ settings, id }): Change => {
      const { topic, partitions, retentionMs, compacted } = settings;
      const bytes = Buffer.from(JSON.stringify({ id, topic, partitions, retentionMs, compacted }));
      return { kind: 'put-row', key: topicRow + topic, bytes };
    });
    return {
      changes,
      accept: () => plan.forEach(({ settings, known, id }) => this.accept(settings, known, id)),
    };
  }

  private accept({ topic, partitions, retentionMs, compacted }: TopicSettings, known: Topic | undefined, id: number): void {
    const settings = { topic, partitions, retentionMs, compacted };
    if (known) known.settings = settings;
    else this.byName.set(topic, new Topic(settings, id));
  }
}

function checkSettings({ topic, partitions }: TopicSettings, known: Topic | undefined): void {
  if (!namePattern.test(topic)) throw new PermanentError(`"${topic}" cannot be the name of a topic`, 'validation');
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > 65_535) {
    throw new PermanentError(`topic ${topic} cannot have ${partitions} partitions`, 'validation');
  }
  if (known && known.settings.partitions !== partitions) {
    const has = known.settings.partitions;
    throw new PermanentError(`topic ${topic} has ${has} partitions and cannot get ${partitions}: keys would move`, 'validation');
  }
}
