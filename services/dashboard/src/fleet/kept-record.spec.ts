import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { keptRecord } from './kept-record.js';
import { aReading } from '../../test/samples.js';

const { codec } = topics.minerTelemetry;

describe('a kept record', () => {
  it('is had again as it was, whatever becomes of the bytes it came in', () => {
    const record = aReading('m1', { location: 'Halle Süd · 北' });
    const bytes = Buffer.from(codec.encode(record));
    const again = keptRecord(codec, record, bytes);
    bytes.fill(0);
    expect(again()).toEqual(record);
    expect(again()).not.toBe(record);
  });

  it('is kept itself where its bytes are a frame, which nobody but the bus can read', () => {
    const record = aReading('m1');
    expect(keptRecord(codec, record, Buffer.from([0, 0, 0, 0, 1, 9]))()).toBe(record);
  });
});
