import { beforeEach, describe, expect, it } from '@jest/globals';
import { aListed, anEvent, anOffline, aReading, sampleNow } from '../../test/samples.js';
import { FleetView } from './fleet-view.js';

let view: FleetView;
const rows = (nowMs = sampleNow) => [...view.rows(nowMs)];

beforeEach(() => void (view = new FleetView()));

describe('the fleet view', () => {
  it('shows a listed miner that was never read as unknown, with what the list says', () => {
    view.list('m1', aListed('m1'));
    expect(rows()).toEqual([
      expect.objectContaining({
        miner_id: 'm1',
        state: 'unknown',
        rack: 'rack 2',
        position: '14',
        location: 'rack_2_position_14',
        observed_at: null,
      }),
    ]);
  });

  it('counts no miner that is read but not listed, and knows it all the same', () => {
    view.read(aReading('m1'));
    expect(rows()).toEqual([]);
    expect(view.get('m1', sampleNow)?.row.state).toBe('hashing');
  });

  it('joins list and reading whichever comes first', () => {
    view.read(aReading('m1'));
    view.list('m1', aListed('m1'));
    view.list('m2', aListed('m2'));
    view.read(aReading('m2'));
    expect(rows().map(({ miner_id, state, rack }) => [miner_id, state, rack])).toEqual([
      ['m1', 'hashing', 'rack 2'],
      ['m2', 'hashing', 'rack 2'],
    ]);
  });

  it('forgets a miner that is taken off the list', () => {
    view.list('m1', aListed('m1'));
    view.list('m1', null);
    expect(rows()).toEqual([]);
    expect(view.get('m1', sampleNow)).toBeUndefined();
  });

  it('never goes back to an older reading, nor to one out of history', () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1', { observed_at: sampleNow, state: 'degraded' }));
    view.read(aReading('m1', { observed_at: sampleNow - 1 }));
    view.read(aReading('m1', { observed_at: sampleNow + 1, lane: 'backfill' }));
    expect(rows()[0]?.state).toBe('degraded');
  });

  it('keeps when an offline miner was last read, and what it said then', () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1', { observed_at: sampleNow }));
    view.read(anOffline('m1', { observed_at: sampleNow + 30_000 }));
    const known = view.get('m1', sampleNow + 30_000);
    expect(known?.row).toMatchObject({ state: 'offline', observed_at: sampleNow, power_w: null });
    expect(known?.row.hashrate).toEqual({ value: null, nominal: null, unit: 'TH/s' });
    expect(known?.reading?.hashrate.total).toBe(95);
  });

  it('shows a reading older than two intervals as stale, without any message', () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1'));
    expect(rows(sampleNow + 20_000)[0]?.state).toBe('hashing');
    expect(rows(sampleNow + 20_001)[0]?.state).toBe('stale');
  });

  it('leaves an offline miner offline, however old its last reading is', () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1'));
    view.read(anOffline('m1', { observed_at: sampleNow + 1 }));
    expect(rows(sampleNow + 3_600_000)[0]?.state).toBe('offline');
  });

  it('tells once that a miner became stale, and once that it came back', () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1'));
    const told: string[] = [];
    view.onChange((minerId) => told.push(minerId));
    for (const after of [0, 20_001, 30_000]) view.noticeStale(sampleNow + after);
    expect(told).toEqual(['m1']);
    view.read(aReading('m1', { observed_at: sampleNow + 31_000 }));
    view.noticeStale(sampleNow + 31_000);
    expect(told).toEqual(['m1', 'm1', 'm1']);
  });

  it('notices each in its time, however long nobody was due', () => {
    for (const id of ['m1', 'm2']) view.list(id, aListed(id));
    view.read(aReading('m1'));
    view.noticeStale(sampleNow);
    view.read(aReading('m2', { interval_ms: 1_000 }));
    const told: string[] = [];
    view.onChange((minerId) => told.push(minerId));
    const toldBy = (after: number): string[] => (view.noticeStale(sampleNow + after), told.splice(0));
    expect([2_000, 2_001].map(toldBy)).toEqual([[], ['m2']]);
    view.read(aReading('m2', { observed_at: sampleNow + 3_000, interval_ms: 10_000 }));
    told.splice(0);
    expect([3_000, 20_000, 20_001, 23_000, 23_001].map(toldBy)).toEqual([['m2'], [], ['m1'], [], ['m2']]);
  });

  it('keeps the newest twenty events, newest first, even those that come before the list', () => {
    for (let at = 0; at < 25; at += 1) view.happen(anEvent('m1', { observed_at: sampleNow + ((at * 7) % 25) }));
    expect(view.get('m1', sampleNow)).toBeUndefined();
    view.list('m1', aListed('m1'));
    const ages = view.get('m1', sampleNow)!.events.map(({ observed_at }) => observed_at - sampleNow);
    expect(ages).toEqual(Array.from({ length: 20 }, (_, at) => 24 - at));
  });

  it('takes what the store recalls only where nothing newer is known', () => {
    view.list('m1', aListed('m1'));
    view.read(aReading('m1', { state: 'degraded' }));
    const recalled = { row: { ...view.get('m1', sampleNow)!.row, state: 'paused' as const }, heardAtMs: sampleNow - 1 };
    view.recall(recalled);
    expect(rows()[0]?.state).toBe('degraded');
    view.recall({ ...recalled, row: { ...recalled.row, miner_id: 'm2' } });
    view.list('m2', aListed('m2'));
    expect(rows().find(({ miner_id }) => miner_id === 'm2')).toMatchObject({ state: 'paused', rack: 'rack 2' });
  });

  it('learns from the store when a miner was last read of which it has only heard that it is offline', () => {
    view.list('m1', aListed('m1'));
    view.read(anOffline('m1'));
    const { row } = view.get('m1', sampleNow)!;
    view.recall({ row: { ...row, observed_at: sampleNow - 60_000 }, heardAtMs: sampleNow - 1 });
    expect(rows()[0]).toMatchObject({ state: 'offline', observed_at: sampleNow - 60_000 });
  });

  it('stops telling a listener that has left', () => {
    const told: string[] = [];
    const leave = view.onChange((minerId) => told.push(minerId));
    leave();
    view.list('m1', aListed('m1'));
    expect(told).toEqual([]);
  });
});
