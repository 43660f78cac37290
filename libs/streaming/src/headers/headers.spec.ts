import { describe, expect, it } from '@jest/globals';
import { maxLineage, readHeaders, writeHeaders } from './stream-headers.js';
import { continueTrace, readTrace, systemRandomHex } from './trace-parent.js';

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const fixedHex = (bytes: number): string => 'ab'.repeat(bytes);
const facts = {
  schema: 'x/1',
  eventId: 'e1',
  producedAtMs: 5,
  source: 's/1',
  lineage: [{ topic: 'a.b', partition: 3, offset: 9 }],
  traceParent: trace,
};

describe('the headers of a message', () => {
  it('are read back as they were written', () => {
    expect(readHeaders(writeHeaders({ ...facts, traceState: 'v=1' }))).toEqual({ ...facts, traceState: 'v=1' });
  });

  it('name no lineage where there is none', () => {
    expect(writeHeaders({ ...facts, lineage: [] })).not.toHaveProperty('lineage');
  });

  it('name a bounded number of origins and say how many more there were', () => {
    const lineage = Array.from({ length: 40 }, (_, offset) => ({ topic: 't', partition: 0, offset }));
    const text = writeHeaders({ ...facts, lineage }).lineage!;
    expect([text.endsWith(',+24'), readHeaders({ lineage: text }).lineage?.length]).toEqual([true, maxLineage]);
  });

  it('are null where a stranger wrote nothing or nonsense', () => {
    expect(readHeaders({ 'produced-at': 'soon' })).toMatchObject({ schema: null, eventId: null, producedAtMs: null, lineage: null });
  });
});

describe('a trace', () => {
  it('goes on under a new span', () => {
    expect(continueTrace(trace, fixedHex)).toBe('00-4bf92f3577b34da6a3ce929d0e0e4736-abababababababab-01');
  });

  it.each([
    undefined,
    'nonsense',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    `${trace}-more`,
    trace.toUpperCase(),
  ])('begins anew after %j', (parent) => {
    expect(continueTrace(parent, fixedHex)).toBe(`00-${'ab'.repeat(16)}-${'ab'.repeat(8)}-01`);
  });

  it('goes on from a later version of the standard', () => {
    expect(continueTrace(`01${trace.slice(2)}-more`, fixedHex)).toBe('00-4bf92f3577b34da6a3ce929d0e0e4736-abababababababab-01');
  });

  it('is unlike any other by chance', () => {
    const all = Array.from({ length: 2_000 }, () => continueTrace(undefined, systemRandomHex));
    expect([new Set(all).size, all.every((t) => readTrace(t))]).toEqual([2_000, true]);
  });
});
