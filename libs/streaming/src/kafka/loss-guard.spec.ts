import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Loss } from '../event-bus.port.js';
import { resolveOptions } from './kafka-options.js';
import { LossGuard } from './loss-guard.js';
import type { KnownPlace, PartitionSession } from './partition-session.js';
import { PartitionTrack } from './partition-track.js';

describe('LossGuard', () => {
  let track: PartitionTrack;
  let log: { start: number; end: number; committed: number };
  let commit: () => Promise<void>;
  let places: Map<string, KnownPlace>;
  let losses: [number, number, number][];
  let seeks: number[];
  let commits: [number, string][];

  beforeEach(() => {
    track = new PartitionTrack({ topic: 't', partition: 0 });
    log = { start: 0, end: 100, committed: -1 };
    commit = () => Promise.resolve();
    places = new Map();
    [losses, seeks, commits] = [[], [], []];
  });

  const offsets = (offset: number): unknown => [
    { topic: 't', partitions: [{ partition: 0, offset: String(offset), metadata: 'old counts' }] },
  ];
  const guard = (from: 'committed' | 'beginning' = 'committed', text: string | null = 'counts'): LossGuard => {
    const session = {
      settings: resolveOptions({ brokers: [], clientId: 'test' }),
      tracks: new Map([['t/0', track]]),
      owner: {
        places,
        options: {
          group: 'g',
          topics: ['t'],
          from,
          onLoss: ({ from: first, to, rewoundTo }: Loss) => {
            losses.push([first, to, rewoundTo ?? to]);
            return text ?? undefined;
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
      commitNow: async (_at: unknown, offset: number, metadata: string) => {
        await commit();
        commits.push([offset, metadata]);
      },
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

  it('tells what a group lost while it was away, and moves its offset together with the text that counts the loss', async () => {
    log = { start: 75, end: 100, committed: 60 };
    await place();
    expect([losses, seeks.at(-1), commits]).toEqual([[[60, 75, 75]], 75, [[75, 'counts']]]);
  });

  it('leaves offset and text alone where nobody counted the loss: it will be told again', async () => {
    log = { start: 75, end: 100, committed: 60 };
    await guard('committed', null).place([track], () => true);
    expect([losses, commits, track.held]).toEqual([[[60, 75, 75]], [], false]);
  });

  it('goes on when the text cannot be kept now', async () => {
    log = { start: 75, end: 100, committed: 60 };
    commit = () => Promise.reject(new Error('rebalancing'));
    await place();
    expect([track.held, track.expected]).toEqual([false, 75]);
  });

  it('delivers nothing before the text is kept', async () => {
    log = { start: 75, end: 100, committed: 60 };
    const kept = Promise.withResolvers<void>();
    commit = () => kept.promise;
    const placed = place();
    await new Promise((resolve) => setImmediate(resolve));
    expect(track.held).toBe(true);
    kept.resolve();
    await placed;
    expect(track.held).toBe(false);
  });

  it('counts as lost what a log took back that ends before the committed offset, and reads it again from its start', async () => {
    log = { start: 3, end: 10, committed: 60 };
    await place();
    expect([losses, seeks.at(-1), commits, track.expected]).toEqual([[[10, 60, 3]], 3, [[3, 'counts']], 3]);
  });

  it.each([{ end: 10 }, { end: 500 }])(
    'knows by itself of a topic made anew, whose broker forgot the group, ending at $end',
    async ({ end }) => {
      places.set('t/0', { committed: 60 });
      log = { start: 0, end, committed: -1 };
      await place();
      expect([losses, seeks.at(-1), commits]).toEqual([[[Math.min(end, 59), 60, 0]], 0, [[0, 'counts']]]);
    },
  );

  it('does not tell anew of a log made anew because the text could not be kept', async () => {
    log = { start: 3, end: 10, committed: 60 };
    commit = () => Promise.reject(new Error('rebalancing'));
    await place();
    await place();
    expect([losses, seeks.at(-1)]).toEqual([[[10, 60, 3]], 3]);
  });

  it('takes the end of the log for a place like any other', async () => {
    log = { start: 3, end: 60, committed: 60 };
    await place();
    expect([losses, seeks]).toEqual([[], [60]]);
  });

  it('sees while nothing arrives that the log was made anew', async () => {
    Object.assign(track, { held: false, expected: 60, done: 60 });
    log = { start: 0, end: 4, committed: 60 };
    await guard().check();
    expect([losses, seeks, commits, track.held]).toEqual([[[4, 60, 0]], [0], [[0, 'counts']], false]);
  });

  it('does not take what arrived while it asked for a log that ends too early', async () => {
    Object.assign(track, { held: false, expected: 60, done: 60 });
    log = { start: 0, end: 60, committed: 60 };
    const checked = guard().check();
    track.expected = 70;
    await checked;
    expect([losses, seeks]).toEqual([[], []]);
  });

  it.each([
    { what: 'a batch of a log made anew', end: 4, first: 0, expected: [false, [[4, 60, 0]], [[0, 'counts']]] },
    { what: 'a batch that begins before the place to go on', end: 100, first: 58, expected: [true, [], []] },
  ])('judges $what before it is handed over', async ({ end, first, expected }) => {
    track.expected = 60;
    log.end = end;
    const admitted = await guard().admits(track, first, end);
    expect([admitted, losses, commits]).toEqual(expected);
  });

  it('begins at the start for a reader from the beginning, whatever was committed', async () => {
    log = { start: 5, end: 100, committed: 60 };
    await place('beginning');
    expect([seeks, commits]).toEqual([[5], []]);
  });

  it('leaves everything held when the assignment is over before the answer came', async () => {
    await guard().place([track], () => false);
    expect([seeks, track.held]).toEqual([[], true]);
  });

  it.each([
    { what: 'a gap that compaction left', start: 0, first: 30, expected: [] },
    { what: 'a gap that is a loss', start: 30, first: 30, expected: [[20, 30, 30]] },
    {
      what: 'a gap of which a part was fetched before it was deleted',
      start: 50,
      first: 30,
      expected: [[20, 30, 30]],
    },
    { what: 'no gap', start: 50, first: 20, expected: [] },
  ])('judges $what before a batch is handed over', async ({ start, first, expected }) => {
    track.expected = 20;
    log.start = start;
    await guard().admits(track, first, 100);
    expect([losses, commits]).toEqual([expected, []]);
  });

  it('notices a loss while nothing arrives, once', async () => {
    track.held = false;
    track.expected = 20;
    log.start = 100;
    await guard().check();
    await guard().check();
    expect([losses, seeks]).toEqual([[[20, 100, 100]], [100]]);
  });

  it('leaves a partition to its delivery while a handler has a batch of it', async () => {
    Object.assign(track, { held: false, busy: true, expected: 20 });
    log.start = 100;
    await guard().check();
    expect([losses, track.logStart]).toEqual([[], 100]);
  });
});
