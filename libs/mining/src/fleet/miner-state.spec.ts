import { describe, expect, it } from '@jest/globals';
import { minerState, type MinerCondition, type MinerContact } from './miner-state.js';

const now = 1_000_000;
const inContact: MinerContact = { lastReadAtMs: now - 10_000, missedPolls: 0, intervalMs: 10_000 };
const well: MinerCondition = { activity: 'mining', hashrate: 95, nominal: 96, hasFault: false };

describe('minerState of a miner in contact', () => {
  it.each([
    { why: 'all well', condition: {}, expected: 'hashing', reason: 'none' },
    {
      why: 'exactly 90 % of nominal',
      condition: { hashrate: 90, nominal: 100 },
      expected: 'hashing',
      reason: 'none',
    },
    {
      why: 'under 90 % of nominal',
      condition: { hashrate: 89.9, nominal: 100 },
      expected: 'degraded',
      reason: 'below_nominal',
    },
    { why: 'no hash at all', condition: { hashrate: 0 }, expected: 'degraded', reason: 'not_hashing' },
    {
      why: 'no hash and no nominal',
      condition: { hashrate: 0, nominal: null },
      expected: 'degraded',
      reason: 'not_hashing',
    },
    { why: 'hashrate not measured', condition: { hashrate: null }, expected: 'hashing', reason: 'none' },
    { why: 'nominal not known', condition: { nominal: null }, expected: 'hashing', reason: 'none' },
    { why: 'a fault at full rate', condition: { hasFault: true }, expected: 'degraded', reason: 'fault' },
    {
      why: 'firmware gave up',
      condition: { activity: 'failed', hashrate: 0 },
      expected: 'degraded',
      reason: 'failed',
    },
    {
      why: 'warming up',
      condition: { activity: 'starting', hashrate: 0 },
      expected: 'degraded',
      reason: 'starting',
    },
    {
      why: 'stopped on purpose',
      condition: { activity: 'paused', hashrate: 0 },
      expected: 'paused',
      reason: 'stopped_on_purpose',
    },
    {
      why: 'stopped on purpose with a fault',
      condition: { activity: 'paused', hasFault: true },
      expected: 'paused',
      reason: 'stopped_on_purpose',
    },
    { why: 'activity not told', condition: { activity: 'unknown' }, expected: 'hashing', reason: 'none' },
  ] as const)('$why: $expected', ({ condition, expected, reason }) => {
    expect(minerState(now, inContact, { ...well, ...condition })).toEqual({ state: expected, reason });
  });
});

describe('minerState by contact', () => {
  it.each([
    { why: 'never read', contact: { lastReadAtMs: null }, expected: 'unknown' },
    {
      why: 'never read and N polls missed',
      contact: { lastReadAtMs: null, missedPolls: 3 },
      expected: 'offline',
    },
    { why: 'one poll fewer missed than N', contact: { missedPolls: 2 }, expected: 'hashing' },
    { why: 'N polls missed', contact: { missedPolls: 3 }, expected: 'offline' },
    { why: 'two intervals old', contact: { lastReadAtMs: now - 20_000 }, expected: 'hashing' },
    { why: 'older than two intervals', contact: { lastReadAtMs: now - 20_001 }, expected: 'stale' },
    {
      why: 'old and N polls missed',
      contact: { lastReadAtMs: now - 90_000, missedPolls: 9 },
      expected: 'offline',
    },
  ] as const)('$why: $expected', ({ contact, expected }) => {
    expect(minerState(now, { ...inContact, ...contact }, well).state).toBe(expected);
  });

  it('comes before anything the miner once said', () => {
    const paused = { ...well, activity: 'paused' } as const;
    expect(minerState(now, { ...inContact, missedPolls: 3 }, paused).state).toBe('offline');
  });

  it('obeys other limits', () => {
    const limits = { offlineAfterMissedPolls: 1, staleAfterIntervals: 1, degradedBelow: 0.5 };
    expect(minerState(now, { ...inContact, missedPolls: 1 }, well, limits).state).toBe('offline');
    expect(minerState(now, { ...inContact, lastReadAtMs: now - 10_001 }, well, limits).state).toBe('stale');
    expect(minerState(now, inContact, { ...well, hashrate: 50, nominal: 100 }, limits).state).toBe('hashing');
  });
});
