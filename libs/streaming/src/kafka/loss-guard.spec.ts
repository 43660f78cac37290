import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Loss } from '../event-bus.port.js';
import { resolveOptions } from './kafka-options.js';
import { LossGuard } from './loss-guard.js';
import type { PartitionSession } from './partition-session.js';
import { PartitionTrack } from './partition-track.js';

describe('LossGuard', () => {
  let track: PartitionTrack;
  let log: { start: number; end: number; committed: number; metadata: string };
  let losses: number[][];
  let text: string | undefined;
  let seeks: number[];
  let commits: [number, string][];

  beforeEach(() => {
    track = new PartitionTrack({ topic: 't', partition: 0 });
    log = { start: 0, end: 100, committed: -1, metadata: '' };
    [losses, seeks, commits] = [[], [], []];
    text = undefined;
  });

  const offsets = (offset: number): unknown => [
    { topic: 't', partitions: [{ partition: 0, offset: String(offset), metadata: log.metadata }] },
  ];
  const guard = (from: 'committed' | 'beginning' = 'committed'): LossGuard => {
    const session = {
      settings: resolveOptions({ brokers: [], clientId: 'test' }),
      tracks: new Map([['t/0', track]]),
      owner: {
        options: {
          group: 'g',
          topics: ['t'],
          from,
          onLoss: (loss: Loss) => {
            losses.push(loss.rewoundTo === undefined ? [loss.from, loss.to] : [loss.from, loss.to, loss.rewoundTo]);
            return text;
          },
        },
      },
      view: {
        fetchTopicsOffset: (topics: { fromBeginning: boolean }[]) =>
          Promise.resolve(offsets(topics[0]?.fromBeginning ? log.start : log.end)),
        findGroupCoordinator: () => Promise.resolve({ offsetFetch: () => Promise.resolve({ responses: offsets(log.committed) }) }),
      },
      isCurrent: () => true,
      applyPauses: () => {},
      seek: (_at: unknown, offset: number) => void seeks.push(offset),
      commitNow: (at: PartitionTrack, offset: number) => Promise.resolve(void commits.push([offset, at.metadata])),
    };
    return new LossGuard(session as unknown as PartitionSession);
  };
  const place = (from?: 'beginning'): Promise<void> => guard(from).place([track], () => true);

  it('begins at the log start where nothing is committed: never at the latest, and that is no loss', async () => {
    log.start = 40;
    await place();
    expect([seeks, losses, track.held]).toEqual([[40], [], false]);
  });

  it('begins where the group stands', async () => {
    log.committed = 60;
    await place();
    expect([seeks, losses]).toEqual([[60], []]);
  });

  it('tells what a group lost while it was away, keeps its text, and makes the new place durable', async () => {
    log = { start: 75, end: 100, committed: 60, metadata: 'counts' };
    await place();
    expect([losses, seeks.at(-1), commits]).toEqual([[[60, 75]], 75, [[75, 'counts']]]);
  });

  it('makes durable what the listener says of the loss, in one step with the offset that skips it', async () => {
    log = { start: 75, end: 100, committed: 60, metadata: 'counts' };
    text = 'counts with the loss';
    await place();
    expect([commits, track.metadata]).toEqual([[[75, text]], text]);
  });

  it('counts a log that ends before the committed offset as a loss, and reads it again', async () => {
    log = { start: 3, end: 10, committed: 60, metadata: '' };
    await place();
    expect([seeks, losses, commits]).toEqual([[3], [[10, 60, 3]], [[3, '']]]);
  });

  it('begins at the start for a reader from the beginning, whatever was committed', async () => {
    log = { start: 5, end: 100, committed: 60, metadata: '' };
    await place('beginning');
    expect([seeks, commits]).toEqual([[5], []]);
  });

  it('leaves everything held when the assignment is over before the answer came', async () => {
    await guard().place([track], () => false);
    expect([seeks, track.held]).toEqual([[], true]);
  });

  it.each([
    { what: 'a gap that compaction left', start: 0, first: 30, expected: [] },
    { what: 'a gap that is a loss', start: 30, first: 30, expected: [[20, 30]] },
    {
      what: 'a gap of which a part was fetched before it was deleted',
      start: 50,
      first: 30,
      expected: [[20, 30]],
    },
    { what: 'no gap', start: 50, first: 20, expected: [] },
  ])('judges $what before a batch is handed over', async ({ start, first, expected }) => {
    track.expected = 20;
    log.start = start;
    await guard().checkGap(track, first);
    expect(losses).toEqual(expected);
  });

  it('notices a loss while nothing arrives, once', async () => {
    track.held = false;
    track.expected = 20;
    log.start = 100;
    await guard().check();
    await guard().check();
    expect([losses, seeks]).toEqual([[[20, 100]], [100]]);
  });

  it('leaves a partition to its delivery while a handler has a batch of it', async () => {
    Object.assign(track, { held: false, busy: true, expected: 20 });
    log.start = 100;
    await guard().check();
    expect([losses, track.logStart]).toEqual([[], 100]);
  });
});
