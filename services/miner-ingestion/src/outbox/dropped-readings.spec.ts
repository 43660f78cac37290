import { describe, expect, it } from '@jest/globals';
import type { OutgoingMessage } from '@lodestream/streaming';
import { DroppedReadings } from './dropped-readings.js';

const reading = (miner: string, tick: number): OutgoingMessage => ({
  key: miner,
  value: '{}',
  headers: { 'event-id': `${miner}:${tick}:poll` },
});

describe('dropped readings', () => {
  it('are remembered as one run a miner, until they are taken', () => {
    const dropped = new DroppedReadings();
    for (const tick of [1_000, 2_000, 3_000]) dropped.note(reading('site:1', tick));
    dropped.note(reading('b', 500));
    expect(dropped.take('site:1')).toEqual({ firstTick: 1_000, lastTick: 3_000, readings: 3 });
    expect([dropped.take('site:1'), dropped.take('b')?.readings]).toEqual([null, 1]);
  });

  it('are forgotten with the miner, and no other message is taken for one', () => {
    const dropped = new DroppedReadings();
    dropped.note(reading('a', 1_000));
    dropped.forget('a');
    dropped.note({ key: 'c', value: '{}' });
    dropped.note({ key: 'c', value: '{}', headers: { 'event-id': 'c:soon:poll' } });
    expect([dropped.take('a'), dropped.take('c')]).toEqual([null, null]);
  });
});
