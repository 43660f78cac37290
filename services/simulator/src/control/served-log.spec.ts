import { describe, expect, it } from '@jest/globals';
import { type ServedEntry, ServedLog } from './served-log.js';

const digest = { observedAt: 5, hrRealtime: 1, powerConsumption: 2, accepted: 3, minerState: 'mining' };
const entry = (at: number, minerIndex = 0): ServedEntry => ({
  minerIndex,
  at,
  observedAt: 5,
  client: '127.0.0.1:5',
  method: 'GET',
  path: '/api/v1/summary',
  status: 200,
  bytes: 10,
  outcome: 'complete',
  digest,
});

describe('ServedLog', () => {
  it('forgets the oldest entry at its bound, and never its counts', () => {
    const log = new ServedLog(100, 2);
    for (let at = 0; at < 250; at += 1) log.add(entry(at, at % 2));
    const kept = log.find({ minerIndex: null, from: 0, to: 1_000, limit: 1_000 });
    expect([kept.length, kept[0]!.at, kept.at(-1)!.at]).toEqual([100, 150, 249]);
    expect(log.totals(null)).toMatchObject({
      requests: 250,
      summaries: 250,
      forgotten: 150,
      outcomes: { complete: 250 },
    });
    expect(log.totals(1)).toEqual({ requests: 125, summaries: 125, forgotten: 150 });
  });

  it('finds by miner and time, the latest when there are too many, oldest first', () => {
    const log = new ServedLog(100, 2);
    for (let at = 0; at < 40; at += 1) log.add(entry(at, at % 2));
    const times = (limit: number): number[] => log.find({ minerIndex: 1, from: 10, to: 20, limit }).map((found) => found.at);
    expect([times(100), times(2)]).toEqual([
      [11, 13, 15, 17, 19],
      [17, 19],
    ]);
  });

  it('finds what was written while the clock had been set back', () => {
    const log = new ServedLog(100, 1);
    for (const at of [100_000, 101_000, 50_000, 102_000]) log.add(entry(at));
    const times = log.find({ minerIndex: null, from: 100_000, to: 101_000, limit: 10 }).map((found) => found.at);
    expect(times).toEqual([100_000, 101_000]);
  });

  it('counts as a served summary only what went out whole', () => {
    const log = new ServedLog(10, 1);
    log.add({ ...entry(1), outcome: 'truncated' });
    log.add({ ...entry(2), digest: null });
    expect(log.totals(0)).toMatchObject({ requests: 2, summaries: 0 });
  });
});
