import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLog, systemClock, TransientError, type Log } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { HealthRegistry } from '@lodestream/service-kit';
import { FakeEventBus } from '@lodestream/streaming';
import { FakeTelemetryStore } from '@lodestream/telemetry-store';
import { eventually } from '@lodestream/test-stack';
import { DashboardUnderTest } from '../test/dashboard-under-test.js';
import { aListed, aReading } from '../test/samples.js';
import { DashboardLifecycle } from './dashboard.lifecycle.js';
import { FleetView } from './fleet/fleet-view.js';

let under: DashboardUnderTest | null = null;
const fleet = async () => (await under!.get('/api/v1/fleet')).body.miners;

afterEach(async () => {
  await under?.close();
  under = null;
});

describe('a dashboard', () => {
  it('knows after a restart what the store knows, before any reading comes', async () => {
    const [bus, store, now] = [new FakeEventBus(), new FakeTelemetryStore(), Date.now()];
    under = await DashboardUnderTest.open({ bus, store });
    await under.list(aListed('m1'), aListed('m2'));
    await under.keep(aReading('m1', { observed_at: now }), aReading('m2', { observed_at: now - 60_000 }));
    await under.close();
    under = await DashboardUnderTest.open({ bus: new FakeEventBus({}, bus.memory), store });
    await eventually(async () => expect(await fleet()).toMatchObject({ total: 2, hashing: 1, stale: 1 }));
  });

  it('goes live without the store, and says so in the log', async () => {
    const store = new FakeTelemetryStore();
    store.latest = () => Promise.reject(new TransientError('no store', 'connectivity'));
    const warned: string[] = [];
    const log: Log = { ...silentLog, warn: (sentence) => warned.push(sentence) };
    const started: string[] = [];
    await lifecycleWith(store, log, started).start();
    expect([started, warned]).toEqual([['follower', 'live'], [expect.stringContaining('starting from the stream alone')]]);
  });

  it('does not wait for a slow store, and still takes what it says in the end', async () => {
    let answer = (_rows: never[]): void => {};
    const store = new FakeTelemetryStore();
    store.latest = () => new Promise((resolve) => (answer = resolve));
    const began = performance.now();
    const view = new FleetView();
    await lifecycleWith(store, silentLog, [], view).start();
    expect(performance.now() - began).toBeLessThan(10_000);
    answer([{ key: 'm1', tags: {}, timestampMs: 1, fields: { state: 'paused' } }] as never);
    await eventually(() => expect(view.get('m1', 0)?.row.state).toBe('paused'));
  });

  it('forgets a miner that is taken off the list', async () => {
    under = await DashboardUnderTest.open();
    await under.list(aListed('m1'), aListed('m2'));
    await eventually(async () => expect((await fleet()).total).toBe(2));
    await under.send('fleetMiners', [['m1', null]]);
    await eventually(async () => expect((await fleet()).total).toBe(1));
  });
});

function lifecycleWith(store: FakeTelemetryStore, log: Log, started: string[], view = new FleetView()): DashboardLifecycle {
  const part = (name: string) => ({ start: async () => void started.push(name), stop: async () => {}, trouble: () => null });
  const [follower, live] = [part('follower'), part('live')] as never[];
  return new DashboardLifecycle({ view, follower: follower!, live: live!, store, clock: systemClock, log, health: new HealthRegistry() });
}

describeLifecycle('the dashboard', () => lifecycleWith(new FakeTelemetryStore(), silentLog, []));
