import { beforeEach, describe, expect, it } from '@jest/globals';
import { aStatus, sampleNow } from '../../test/samples.js';
import { SystemView } from './system-view.js';

let view: SystemView;
let sinceMs: number;
const at = (ms: number) => view.rows(sampleNow + ms);

beforeEach(() => {
  sinceMs = 0;
  view = new SystemView({ monotonic: () => sinceMs });
  view.take(aStatus('writer'), 'writer/one');
});

describe('the system view', () => {
  it('has the newest status of every instance, by name', () => {
    view.take(aStatus('dashboard'), 'dashboard/one');
    view.take(aStatus('writer', { timestamp: sampleNow + 5_000, ready: false, reason: 'no store' }), 'writer/one');
    expect(at(5_000).map(({ service, ready, age_ms }) => [service, ready, age_ms])).toEqual([
      ['dashboard', true, 5_000],
      ['writer', false, 0],
    ]);
  });

  it.each([
    { ms: 15_000, silent: false },
    { ms: 15_001, silent: true },
  ])('calls an instance silent after $ms ms: $silent', ({ ms, silent }) => expect(at(ms)[0]?.silent).toBe(silent));

  it('never calls silent what has stopped, and leaves it out after an hour', () => {
    view.take(aStatus('writer', { state: 'stopped' }), 'writer/one');
    expect(at(60_000)[0]?.silent).toBe(false);
    expect(at(3_600_000)).toEqual([]);
  });

  it('keeps showing for a day what fell silent without a word', () => {
    expect(at(23 * 3_600_000)).toHaveLength(1);
    expect(at(24 * 3_600_000)).toEqual([]);
  });

  it('forgets an instance whose status is taken back', () => {
    view.take(null, 'writer/one');
    expect(at(0)).toEqual([]);
  });

  it('knows no age below zero', () => expect(at(-1_000)[0]?.age_ms).toBe(0));

  it('calls an instance silent in time though its clock was an hour ahead', () => {
    view.take(aStatus('writer', { timestamp: sampleNow + 3_600_000 }), 'writer/one');
    sinceMs = 15_001;
    expect(at(15_001)[0]).toMatchObject({ age_ms: 15_001, silent: true });
  });
});
