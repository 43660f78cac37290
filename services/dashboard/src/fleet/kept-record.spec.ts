import { describe, expect, it } from '@jest/globals';
import { topics } from '@lodestream/records';
import { keptRecord } from './kept-record.js';
import { aListed, aReading, anOffline, sampleNow } from '../../test/samples.js';
import { FleetView } from './fleet-view.js';

const { codec } = topics.minerTelemetry;

describe('a kept record', () => {
  it('is had again as it was, whatever becomes of the bytes it came in', () => {
    const record = aReading('m1', { location: 'Halle Süd · 北' });
    const bytes = Buffer.from(codec.encode(record));
    const kept = keptRecord(codec, record, bytes);
    bytes.fill(0);
    expect(kept.again()).toEqual(record);
    expect(kept.again()).not.toBe(record);
  });

  it.each([
    ['as long', 'here', 'there', true],
    ['shorter', 'a hall', 'b', true],
    ['a little longer', 'a', 'another hall', true],
    ['much longer', 'a', 'b'.repeat(5_000), false],
    ['much shorter', 'a'.repeat(5_000), 'b', false],
  ])('takes the memory of the one before it where that fits: %s', (_, first, second, isTaken) => {
    const [before, after] = [first, second].map((location) => aReading('m1', { location }));
    const former = keptRecord(codec, before!, codec.encode(before!));
    const kept = keptRecord(codec, after!, codec.encode(after!), former);
    expect(kept.again()).toEqual(after);
    expect(kept === former).toBe(isTaken);
  });

  it('is kept itself where its bytes are a frame, which nobody but the bus can read', () => {
    const record = aReading('m1');
    const frame = Buffer.from([0, 0, 0, 0, 1, 9]);
    expect(keptRecord(codec, record, frame).again()).toBe(record);
    expect(keptRecord(codec, record, frame, keptRecord(codec, record, codec.encode(record))).again()).toBe(record);
  });

  it('stays what it was where a view ignores what came, or has no reading of it', () => {
    const view = new FleetView();
    const taken = aReading('m1', { observed_at: sampleNow + 1 });
    const ignored = [
      aReading('m1'),
      aReading('m1', { lane: 'backfill', observed_at: sampleNow + 2 }),
      anOffline('m1', { observed_at: sampleNow + 3 }),
    ];
    view.list('m1', aListed('m1'));
    for (const record of [taken, ...ignored]) view.read(record, (former) => keptRecord(codec, record, codec.encode(record), former));
    expect(view.get('m1', sampleNow + 3)?.reading).toEqual(taken);
  });
});
