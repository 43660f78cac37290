import { describe, expect, it } from '@jest/globals';
import type { MinerEvent } from '@lodestream/records';
import { FakeTelemetryStore } from '../telemetry-store.fake.js';
import { minerEventPoint } from './miner-event.measurement.js';

const event: MinerEvent = {
  timestamp: 5,
  observed_at: 6,
  miner_id: 'm1',
  type: 'offline',
  from: 'hashing',
  to: 'offline',
  detail: 'No answer to 3 polls.',
  evidence: { missed: '3' },
};

describe('minerEventPoint', () => {
  it('makes one point of an event', () => {
    expect(minerEventPoint(event)).toMatchObject({
      measurement: 'miner_event',
      tags: { miner_id: 'm1', type: 'offline' },
      fields: { from: 'hashing', to: 'offline', detail: 'No answer to 3 polls.', evidence: '{"missed":"3"}', observed_at: 6 },
      timestampMs: 5,
    });
  });

  it('keeps several errors of one moment apart, and the same one twice as one', async () => {
    const store = new FakeTelemetryStore();
    const raised = (to: string): ReturnType<typeof minerEventPoint> => minerEventPoint({ ...event, type: 'error_raised', from: null, to });
    await store.write([raised('fan_lost'), raised('2310'), raised('fan_lost')]);
    expect(store.points().map(({ fields }) => fields.to)).toEqual(['fan_lost', '2310']);
  });
});
