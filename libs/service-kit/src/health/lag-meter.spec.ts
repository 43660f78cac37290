import { describe, expect, it } from '@jest/globals';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';
import { LagMeter } from './lag-meter.js';

const ends = { fleet: [10, 20], readings: [7] } as Readonly<Record<string, number[]>>;
const offsetsOf = (topic: string) => Promise.resolve(ends[topic]!.map((logEnd, partition) => ({ partition, logStart: 0, logEnd })));
const batch = (topic: string, partition: number, offset: number) => ({ topic, partition, messages: [{ offset } as IncomingMessage] });

describe('a lag meter', () => {
  it('tells by topic what is not handled yet, of the partitions that are its own', async () => {
    const meter = new LagMeter({ admin: { offsetsOf } as unknown as EventBus['admin'] });
    expect(await meter.lag()).toEqual({});
    for (const [topic, partition, offset] of [
      ['fleet', 0, 3],
      ['fleet', 0, 5],
      ['fleet', 1, 9],
      ['readings', 0, 6],
    ] as const)
      meter.took(batch(topic, partition, offset));
    meter.took({ topic: 'readings', partition: 0, messages: [] });
    expect(await meter.lag()).toEqual({ fleet: 14, readings: 0 });
    meter.gave([{ topic: 'fleet', partition: 1 }]);
    expect(await meter.lag()).toEqual({ fleet: 4, readings: 0 });
  });
});
