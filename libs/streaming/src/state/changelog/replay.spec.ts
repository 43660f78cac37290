import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { encodeRecord, type ChangelogRecord, type Delta } from './changelog-record.js';
import { Replay } from './replay.js';

const layout = { segments: 1, deltasPerSnapshot: 2 };

/** A log of records, each at the offset of its place. */
function replayed(records: readonly (ChangelogRecord | null)[], from = 0): Replay {
  const replay = new Replay(layout);
  records.forEach((record, index) => {
    const value = record === null ? null : encodeRecord(record);
    replay.take({ offset: from + index, key: Buffer.from(`${record?.kind ?? 'delta'}/${index}`), value });
  });
  return replay;
}

const claim = (owner: string, basedOn: number): ChangelogRecord => ({ kind: 'claim', owner, basedOn });
const delta = (owner: string, number: number, value: string, more: Partial<Delta> = {}): ChangelogRecord => ({
  kind: 'delta',
  owner,
  number,
  part: 0,
  parts: 1,
  positions: [['input', number]],
  entries: [['k', Buffer.from(value)]],
  ...more,
});
const snapshot = (owner: string, number: number, value: string): ChangelogRecord => ({
  kind: 'snapshot',
  owner,
  number,
  segment: 0,
  part: 0,
  parts: 1,
  entries: [['k', Buffer.from(value)]],
});
const valueOf = (replay: Replay): string | undefined => replay.entries().get('k')?.toString();

describe('Replay', () => {
  it('takes what an owner wrote after its claim, and passes over messages without a value', () => {
    const replay = replayed([claim('a', 0), delta('a', 1, 'one'), null, delta('a', 2, 'two')]);
    expect([valueOf(replay), replay.number, replay.positions.get('input')]).toEqual(['two', 2, 2]);
  });

  it('passes over what a former owner writes after the claim of the next one', () => {
    const replay = replayed([claim('a', 0), delta('a', 1, 'one'), claim('b', 2), delta('a', 2, 'frozen'), delta('b', 2, 'two')]);
    expect([valueOf(replay), replay.owner]).toEqual(['two', 'b']);
  });

  it('does not count a claim that something came before', () => {
    const replay = replayed([claim('a', 0), delta('a', 1, 'one'), claim('b', 1), delta('b', 2, 'unfounded'), delta('a', 2, 'two')]);
    expect([valueOf(replay), replay.owner]).toEqual(['two', 'a']);
  });

  it('counts a delta once that was stored twice', () => {
    const replay = replayed([claim('a', 0), delta('a', 1, 'one'), delta('a', 2, 'two'), delta('a', 1, 'one')]);
    expect([valueOf(replay), replay.number]).toEqual(['two', 2]);
  });

  it('takes a delta of several parts whole, or not at all', () => {
    const cut = delta('a', 2, 'part', { parts: 2 });
    const rest = delta('a', 2, 'whole', { part: 1, parts: 2 });
    expect(valueOf(replayed([claim('a', 0), delta('a', 1, 'one'), cut]))).toBe('one');
    expect(valueOf(replayed([claim('a', 0), delta('a', 1, 'one'), rest]))).toBe('one');
    expect(valueOf(replayed([claim('a', 0), delta('a', 1, 'one'), cut, rest]))).toBe('whole');
    expect(valueOf(replayed([claim('a', 0), delta('a', 1, 'one'), cut, claim('b', 3), rest]))).toBe('one');
  });

  it('needs no delta that every segment’s snapshot includes', () => {
    const replay = replayed([claim('a', 7), snapshot('a', 8, 'eight'), delta('a', 9, 'nine')], 7);
    replay.check('changelog/0');
    expect(valueOf(replay)).toBe('nine');
  });

  it('says that messages are gone which it needs', () => {
    const gap = replayed([claim('a', 0), snapshot('a', 4, 'four'), delta('a', 6, 'six')]);
    expect(() => gap.check('changelog/0')).toThrow('deltas 5 to 5 are gone');
    expect(() => gap.check('changelog/0')).toThrow(PermanentError);
  });

  it('refuses what another version wrote', () => {
    expect(() => new Replay(layout).take({ offset: 0, key: Buffer.from('delta/a/0'), value: Buffer.from([9, 0]) })).toThrow('version 9');
  });
});
