import { describe, expect, it } from '@jest/globals';
import { inOneSentence, isWell, serviceState, unexplained } from './service-states.js';
import type { ServiceRow } from './types.js';

const ledger = { produced: 10, stored: 4, dead_lettered: 1, dropped: { expired: 1, twice: 2 }, lost: 0, compacted: 1, in_flight: 1 };
const aRow = (change: Partial<ServiceRow> = {}): ServiceRow =>
  ({ service: 'writer', state: 'running', ready: true, silent: false, timestamp: 0, age_ms: 0, ledger, ...change }) as ServiceRow;

describe('how services stand', () => {
  it.each([
    { row: aRow(), well: true },
    { row: aRow({ ready: false, state: 'degraded' }), well: false },
    { row: aRow({ silent: true }), well: false },
    { row: aRow({ ready: false, state: 'stopped' }), well: true },
  ])('is $well for $row.state, ready: $row.ready, silent: $row.silent', ({ row, well }) => {
    expect(isWell(row)).toBe(well);
  });

  it('says how long one is silent, and what it did before', () => {
    expect(serviceState(aRow({ silent: true }), 60_000)).toBe('Silent for 60 s, running before');
    expect(serviceState(aRow({ silent: true, timestamp: 3_600_000, age_ms: 20_000 }), 60_000)).toBe('Silent for 20 s, running before');
  });

  it('names in one sentence those that need a look', () => {
    expect(inOneSentence([])).toBe('No service has reported yet.');
    expect(inOneSentence([aRow(), aRow()])).toBe('All 2 instances are well.');
    expect(inOneSentence([aRow(), aRow({ service: 'poller', silent: true })])).toBe('1 of 2 instances need a look: poller.');
  });

  it.each([
    { change: {}, left: 0 },
    { change: { produced: 13 }, left: 3 },
    { change: { stored: 6 }, left: -2 },
  ])('leaves $left messages unexplained where $change', ({ change, left }) => {
    expect(unexplained(aRow({ ledger: { ...ledger, ...change } }))).toBe(left);
  });
});
