import type { DashboardUnderTest } from './dashboard-under-test.js';
import { aListed, anEvent, anOffline, aReading, aStatus } from './samples.js';

/** A place in a rack. */
export const place = (rack: string, position: string) => ({ rack, position, label: `rack_${rack}_position_${position}` });
/** An id that no column is made for. */
export const longId = `z-${'very-long-name-'.repeat(10)}end`;

/** Fills a dashboard with four miners of which two are in trouble, their history, and a service. */
export async function fillFarm(under: DashboardUnderTest): Promise<void> {
  const now = Date.now();
  await under.list(aListed('m1', { location: place('1', '1') }), aListed('m2', { location: place('1', '2') }));
  await under.list(aListed('m10', { location: place('2', '1') }), aListed(longId, { location: place('2', '2') }));
  const history = Array.from({ length: 60 }, (_, at) => aReading('m2', { observed_at: now - (60 - at) * 10_000 }));
  await under.keep(...history);
  const errors = [{ code: '7', message: 'Fan 3 is lost.', severity: 'critical' as const }];
  const minute = { observed_at: now, interval_ms: 600_000 };
  await under.read(aReading('m1', minute), aReading(longId, minute));
  await under.read(
    aReading('m2', { ...minute, state: 'degraded', hashrate: { total: 60, unit: 'TH/s', nominal: 95 }, status: { errors } }),
  );
  await under.read(anOffline('m10', minute));
  await under.happen(anEvent('m2', { type: 'error_raised', detail: 'A fan was lost.' }));
  // One reading often brings several events of one kind: a failed board and what follows from it.
  const together = { type: 'error_raised' as const, observed_at: now };
  await under.happen(anEvent('m2', { ...together, detail: 'Board 3 failed.' }));
  await under.happen(anEvent('m2', { ...together, detail: 'The hashrate is low.' }));
  const ledger = { produced: 10, stored: 7, dead_lettered: 1, dropped: { expired: 1 }, in_flight: 1 };
  await under.report(aStatus('telemetry-writer', { timestamp: now, ledger, lag: { 'miner.telemetry': 4 } }));
}
