import { type Sink, sink } from '@lodestream/streaming';
import type { Point, TelemetryStore } from '@lodestream/telemetry-store';
import type { GroupCommit } from './group-commit.js';
import type { StoreWatch } from './store-watch.js';

/** What the sink writes through. */
export interface StoreSinkParts {
  readonly store: Pick<TelemetryStore, 'positions' | 'keepsPositions'>;
  readonly writes: Pick<GroupCommit, 'write'>;
  readonly watch: StoreWatch;
}

/** Writes points with the position they reach to. Points the store refuses become dead letters; points past retention are counted drops. */
export function storeSink({ store, writes, watch }: StoreSinkParts): Sink<Point> {
  return sink<Point>(
    'store',
    async (points, { group, topic, partition, nextOffset, signal }) => {
      const result = await watch.during(points, writes.write(points, { consumer: group, topic, partition, nextOffset }, signal));
      return {
        dropped: result.expired.map((index) => ({ index, reason: 'expired' })),
        rejected: result.refused.map(({ index, reason }) => ({ index, reason: 'refused', cause: reason })),
      };
    },
    {
      drops: ['expired'],
      rejects: ['refused'],
      resume: async ({ group, topic, partition }) => {
        if (store.keepsPositions !== true) return null;
        const positions = await store.positions(group);
        return positions.find((p) => p.topic === topic && p.partition === partition)?.nextOffset ?? 0;
      },
    },
  );
}
