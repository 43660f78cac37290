import { describe, expect, it } from '@jest/globals';
import { FakeBudgetStore, periodEnd, periodStart } from '@lodestream/polling';
import { FakeLeases, LeaseTable } from '@lodestream/streaming';
import { Registry } from 'prom-client';
import { type Answers, MarketHarness } from './market-harness.js';

const minute = 60_000;
const coingecko = { coins: ['bitcoin', 'litecoin'], tier: 'demo' };

function aHarness(): MarketHarness & { readonly down: (is: boolean) => void } {
  const answers: Answers = (_host, path, query) => {
    if (down) return { status: 503 };
    const at = made.clock.now() - 1_000;
    const ids = String(query['ids']).split(',');
    if (path === '/coins/markets') return { body: ids.map((id) => ({ id, current_price: 100, last_updated: new Date(at).toISOString() })) };
    if (path === '/simple/price') return { body: Object.fromEntries(ids.map((id) => [id, { usd: 100, last_updated_at: at / 1_000 }])) };
    if (path.startsWith('/v1/') || path.startsWith('/blocks')) return { body: path.startsWith('/blocks') ? '900000' : {} };
    return { status: 404 };
  };
  let down = false;
  const made = Object.assign(new MarketHarness(answers), { down: (is: boolean) => void (down = is) });
  return made;
}

async function running(harness = aHarness()) {
  const service = harness.create({ coingecko, networks: { minerstat: false } });
  await harness.begin(service);
  await harness.clock.advance(minute);
  return { harness, service };
}

describe('an operator', () => {
  it('has a source asked at once, and every coin gets a record of that moment', async () => {
    const { harness, service } = await running();
    const before = harness.calls.length;
    const results = await harness.command('market:coingecko', 'poll_now');
    expect(results.map(({ outcome }) => outcome)).toEqual(['attempting', 'succeeded']);
    expect(harness.calls.slice(before).map(({ path }) => path)).toEqual(['/coins/markets']);
    expect(harness.data.filter(({ timestamp }) => timestamp > harness.clock.now() - minute).map(({ coin }) => coin.id)).toEqual(
      expect.arrayContaining(['bitcoin', 'litecoin']),
    );
    expect(Number(results[1]!.after['answered_at'])).toBeGreaterThan(Number(results[1]!.before['answered_at']));
    await service.stop();
  });

  it('whose command nobody can read is counted, and the next one obeyed', async () => {
    const registry = new Registry();
    const harness = aHarness();
    const service = harness.create({ coingecko, networks: { minerstat: false } }, { registry });
    await harness.begin(service);
    await harness.bus.deliver(Buffer.from('poll now!'));
    expect(await registry.getSingleMetricAsString('market_polling_unreadable_commands_total')).toMatch(/"malformed"} 1$/m);
    expect((await harness.command('market:coingecko', 'poll_now')).at(-1)).toMatchObject({ outcome: 'succeeded' });
    await service.stop();
  });

  it('is told why a source that is polled now gave nothing', async () => {
    const harness = aHarness();
    const { service } = await running(harness);
    harness.down(true);
    expect((await harness.command('market:coingecko', 'poll_now')).at(-1)).toMatchObject({ outcome: 'failed', reason: 'no_answer' });
    await service.stop();
  });

  it('polls at once out of credits that the schedule leaves over alone, and a refusal for want of them is no outage', async () => {
    const harness = aHarness();
    const month = { kind: 'calendar_month' } as const;
    const [periodStartMs, endMs] = [periodStart(month, harness.clock.now()), periodEnd(month, harness.clock.now())];
    const needed = Math.ceil((endMs - harness.clock.now()) / (5 * minute));
    const budgets = new FakeBudgetStore();
    await budgets.replace('coingecko', null, { periodStartMs, reserved: 10_000 - needed });
    const service = harness.create({ coingecko, networks: { minerstat: false } }, { budgets });
    await harness.begin(service);
    const results: string[] = [];
    for (let times = 0; times < 12; times += 1) results.push((await harness.command('market:coingecko', 'poll_now')).at(-1)!.outcome);
    expect(results.at(-1)).toBe('failed');
    const polled = harness.calls.filter(({ path }) => path === '/coins/markets' || path === '/simple/price').length;
    await harness.clock.advance(60 * minute);
    expect(
      harness.calls.filter(({ path }) => path === '/coins/markets' || path === '/simple/price').length - polled,
    ).toBeGreaterThanOrEqual(12);
    expect(harness.events.filter(({ source_id, type }) => source_id === 'market:coingecko' && type === 'disconnected')).toEqual([]);
    await service.stop();
  });

  it('pauses a source, which then is asked nothing at all until it is resumed, past a restart too', async () => {
    const { harness, service } = await running();
    const [, paused] = await harness.command('market:coingecko', 'pause_polling', { minutes: '30' });
    expect(paused).toMatchObject({ outcome: 'succeeded', after: { paused_by: '"anna"' } });
    const before = harness.calls.filter(({ host }) => host.includes('coingecko')).length;
    await harness.clock.advance(10 * minute);
    await service.stop();
    const again = harness.create({ coingecko, networks: { minerstat: false } });
    await harness.begin(again);
    await harness.clock.advance(10 * minute);
    expect(harness.calls.filter(({ host }) => host.includes('coingecko')).length).toBe(before);
    expect((await harness.command('market:coingecko', 'poll_now')).at(-1)).toMatchObject({ outcome: 'refused', reason: 'paused' });
    expect((await harness.command('market:coingecko', 'resume_polling')).at(-1)).toMatchObject({ after: { paused_until: 'null' } });
    await harness.clock.advance(6 * minute);
    expect(harness.calls.filter(({ host }) => host.includes('coingecko')).length).toBeGreaterThan(before);
    await again.stop();
    expect(harness.events.map(({ source_id, type, to }) => [source_id, type, to])).toEqual(
      expect.arrayContaining([
        ['market:coingecko', 'state_changed', 'pause_polling'],
        ['market:coingecko', 'disconnected', 'down'],
        ['market:coingecko', 'state_changed', 'resume_polling'],
      ]),
    );
  });

  it('whose pause runs out need do nothing', async () => {
    const { harness, service } = await running();
    await harness.command('market:coingecko', 'pause_polling', { minutes: '5' });
    const before = harness.calls.length;
    await harness.clock.advance(15 * minute);
    expect(harness.calls.slice(before).some(({ host }) => host.includes('coingecko'))).toBe(true);
    await service.stop();
  });

  it('pins a price: the record says so, who and until when, and keeps what the sources say; unpinned, they count again', async () => {
    const { harness, service } = await running();
    const [, pinned] = await harness.command('coin:litecoin', 'pin_price', { usd: '250', minutes: '60' });
    expect(pinned).toMatchObject({ outcome: 'succeeded', before: { pinned_usd: 'null' }, after: { pinned_usd: '250' } });
    await harness.clock.advance(0);
    const of = (coin: string) => harness.data.filter((record) => record.coin.id === coin).at(-1)!;
    expect(of('litecoin')).toMatchObject({
      source: 'pinned',
      price: { usd: 250, btc: 2.5, btc_derived: true, stale: false },
      pin: { usd: 250, by: 'anna', reason: 'a test' },
      candidates: [{ source: 'coingecko', price: 100 }],
      quality: { flags: expect.arrayContaining([{ path: 'price.usd', reason: 'pinned' }]) },
    });
    expect(of('litecoin').pin!.until - of('litecoin').pin!.at).toBe(60 * minute);
    expect(of('bitcoin')).toMatchObject({ source: 'coingecko', pin: null });
    await harness.command('coin:litecoin', 'unpin_price');
    await harness.clock.advance(0);
    expect(of('litecoin')).toMatchObject({ source: 'coingecko', price: { usd: 100 }, pin: null });
    await service.stop();
  });

  it.each([
    { subject: 'market:nonesuch', action: 'poll_now', given: {}, reason: 'not_configured' },
    { subject: 'coin:nonesuch', action: 'pin_price', given: { usd: '1' }, reason: 'not_configured' },
    { subject: 'market:coingecko', action: 'pin_price', given: { usd: '1' }, reason: 'unknown_action' },
    { subject: 'market:coingecko', action: 'constructor', given: {}, reason: 'unknown_action' },
    { subject: 'market:coingecko', action: 'pause_polling', given: { minutes: '0' }, reason: 'wrong_argument' },
    { subject: 'market:coingecko', action: 'pause_polling', given: { minutes: '1e9' }, reason: 'wrong_argument' },
    { subject: 'coin:bitcoin', action: 'pin_price', given: {}, reason: 'wrong_argument' },
    { subject: 'coin:bitcoin', action: 'pin_price', given: { usd: '0' }, reason: 'wrong_argument' },
    { subject: 'coin:bitcoin', action: 'pin_price', given: { usd: 'NaN' }, reason: 'wrong_argument' },
  ])('is refused $action of $subject with $given: $reason', async ({ subject, action, given, reason }) => {
    const { harness, service } = await running();
    expect((await harness.command(subject, action, given)).at(-1)).toMatchObject({ outcome: 'refused', reason });
    await service.stop();
    expect(harness.events.filter(({ type }) => type === 'state_changed')).toEqual([]);
  });

  it('asks in vain too late, unapproved, or for a miner; and a dry run holds nothing', async () => {
    const { harness, service } = await running();
    expect((await harness.command('market:coingecko', 'poll_now', {}, { expires_at: 0 })).at(-1)).toMatchObject({ outcome: 'expired' });
    expect(await harness.command('market:coingecko', 'poll_now', {}, { step: 'requested' })).toEqual([]);
    expect(await harness.command('m1', 'poll_now')).toEqual([]);
    const [, dry] = await harness.command('market:coingecko', 'pause_polling', {}, { dry_run: true });
    expect(dry).toMatchObject({ outcome: 'succeeded', after: { paused_until: 'null' } });
    await harness.bus.deliver(Buffer.from('{"nonsense":'));
    await service.stop();
    expect(harness.bugs).toEqual([]);
  });

  it('is obeyed by the replica that polls, and by no other', async () => {
    const harness = aHarness();
    const table = new LeaseTable();
    const services = [1, 2].map(() => harness.create({ coingecko }, { leases: new FakeLeases(table, harness.clock) }));
    for (const service of services) await harness.begin(service);
    await harness.clock.advance(minute);
    expect(await harness.command('market:coingecko', 'pause_polling')).toHaveLength(2);
    expect(harness.bus.handlers.size).toBe(1);
    for (const service of services) await service.stop();
    expect(harness.bus.handlers.size).toBe(0);
  });
});
