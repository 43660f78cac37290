import { PermanentError } from '@lodestream/component';
import type { EventBusAdmin, GroupOffset, Position, TopicPartition, TopicSettings } from '../event-bus.port.js';
import type { Bookkeeper } from './bookkeeper.js';
import type { GroupOffsets } from './group-offsets.js';
import type { GroupRegistry } from './group-registry.js';
import type { Retention } from './retention.js';
import type { TopicCatalog } from './topic-catalog.js';

/** Topics and groups of the local bus. */
export class LocalAdmin implements EventBusAdmin {
  constructor(
    private readonly parts: {
      readonly catalog: TopicCatalog;
      readonly groups: GroupRegistry;
      readonly offsets: GroupOffsets;
      readonly bookkeeper: Bookkeeper;
      readonly retention: Retention;
    },
  ) {}

  async applyTopics(topics: readonly TopicSettings[]): Promise<void> {
    let accept = (): void => undefined;
    const plan = (): ReturnType<TopicCatalog['planned']>['changes'] => {
      const planned = this.parts.catalog.planned(topics);
      accept = planned.accept;
      return planned.changes;
    };
    await this.parts.bookkeeper.write(
      (transaction) => plan().forEach((change) => transaction.change(change)),
      () => accept(),
    );
  }

  async listTopics(): Promise<readonly TopicSettings[]> {
    return this.parts.catalog.all().map(({ settings }) => ({ ...settings }));
  }

  async offsetsOf(topic: string): Promise<readonly { partition: number; logStart: number; logEnd: number }[]> {
    const { partitions } = this.parts.catalog.named(topic);
    return partitions.map(({ partition, logStart, logEnd }) => ({ partition, logStart, logEnd }));
  }

  async groupOffsets(group: string, topics: readonly string[]): Promise<readonly GroupOffset[]> {
    return topics.flatMap((topic) =>
      this.parts.catalog.named(topic).partitions.map((state) => {
        const { partition, logStart, logEnd } = state;
        const { committed, metadata } = this.parts.offsets.of(group, state) ?? {
          committed: null,
          metadata: '',
        };
        return { topic, partition, committed, metadata, logStart, logEnd };
      }),
    );
  }

  async seedOffsets(group: string, offsets: readonly (TopicPartition & { offset: number })[]): Promise<void> {
    if (this.parts.groups.named(group).members.length > 0) {
      throw new PermanentError(`group ${group} has members; it cannot be seeded now`, 'validation');
    }
    const seeds = offsets.map(({ topic, partition, offset }) => ({
      state: this.parts.catalog.partition(topic, partition),
      offset,
    }));
    await this.parts.groups.attend(group, [...new Set(offsets.map(({ topic }) => topic))]);
    await Promise.all(seeds.map(({ state, offset }) => this.parts.offsets.commit(group, state, offset)));
  }

  async deleteBefore({ topic, partition, offset }: Position): Promise<void> {
    await this.parts.retention.removeBefore(this.parts.catalog.partition(topic, partition), offset);
  }
}
