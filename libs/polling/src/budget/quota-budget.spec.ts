import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import fc from 'fast-check';
import { FakeBudgetStore } from './budget-store.fake.js';
import { type Quota, QuotaBudget } from './quota-budget.js';
import { periodStart } from './quota-period.js';

const DAY_MS = 86_400_000;
const SHARES = new Map([
  ['price', 1],
  ['network', 0.9],
  ['history', 0.75],
  ['global', 0.5],
]);
const keptBackOf = (cap: number) => (use: string) => cap - Math.floor(cap * (SHARES.get(use) ?? 0));
const QUOTA: Quota = {
  key: 'coins',
  cap: 100,
  period: { kind: 'calendar_month' },
  blockSize: 10,
  uses: [...SHARES.keys()],
  keptBack: keptBackOf(100),
};

describe('the quota budget', () => {
  it('never spends above the cap nor a use above its share, for any order of spending, corrections, crashes, replicas and months', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        periods,
        rounds(),
        async (cap, blockSize, period, order) => {
          const clock = new FakeClock();
          const store = new FakeBudgetStore();
          const open = (): QuotaBudget => new QuotaBudget({ ...QUOTA, period, cap, blockSize, keptBack: keptBackOf(cap) }, store, clock);
          const replicas = [open(), open(), open()];
          const spent = new Map<string, number>();
          for (const { replica, act } of order) {
            if (act === 'crash') replicas[replica] = open();
            else if (act === 'days') await clock.advance(9 * DAY_MS);
            else if (act === 'hold') await replicas[replica]!.hold(clock.now() + DAY_MS);
            else if ('used' in act) await replicas[replica]!.correct(act.used, clock.now() - act.agoDays * DAY_MS);
            else {
              const given = await Promise.all(replicas.map((each) => each.spend(act.use, act.credits)));
              const month = periodStart(period, clock.now());
              const credits = given.filter(Boolean).length * act.credits;
              expect(add(spent, `${month}`, credits)).toBeLessThanOrEqual(cap);
              expect(add(spent, `${month} ${act.use}`, credits)).toBeLessThanOrEqual(Math.floor(cap * (SHARES.get(act.use) ?? 0)));
            }
          }
        },
      ),
    );
  });

  it('keeps the rest for the uses with larger shares, and the whole cap for the first', async () => {
    const { open } = aBudget();
    const budget = open();
    const got: Record<string, number> = {};
    for (const use of ['global', 'history', 'network', 'price']) got[use] = await drain(budget, use);
    expect(got).toEqual({ global: 50, history: 25, network: 15, price: 10 });
  });

  it('reserves nothing for a use that could not spend it', async () => {
    const { open, store } = aBudget();
    await drain(open(), 'global');
    expect(await open().spend('global', 1)).toBe(false);
    expect((await store.read('coins'))?.record.reserved).toBe(50);
  });

  it('counts what a crashed process had reserved as spent', async () => {
    const { open } = aBudget();
    expect(await open().spend('price', 1)).toBe(true);
    expect(await drain(open(), 'price')).toBe(90);
  });

  it('has the whole cap again in the next month, and spends no block of the last one there', async () => {
    const { open, clock, store } = aBudget();
    const budget = open();
    await budget.spend('price', 1);
    await clock.advance(31 * DAY_MS);
    expect(await drain(budget, 'price')).toBe(100);
    expect((await store.read('coins'))?.record).toEqual({ periodStartMs: Date.UTC(2026, 1, 1), reserved: 100 });
  });

  it('spends nothing while its clock is in an earlier month than the store', async () => {
    const { open, store } = aBudget();
    await store.replace('coins', null, { periodStartMs: Date.UTC(2026, 1, 1), reserved: 0 });
    expect(await open().spend('price', 1)).toBe(false);
  });

  it('takes over a higher count of the provider, and gives nothing back for a lower one', async () => {
    const { open, clock } = aBudget();
    const budget = open();
    await budget.spend('price', 1);
    await budget.correct(60, clock.now());
    await budget.correct(20, clock.now());
    expect(await drain(budget, 'price')).toBe(40);
  });

  it('counts what requests cost beyond what they took, and spends nothing once that is past the cap', async () => {
    const { open } = aBudget();
    const [one, other] = [open(), open()];
    await one.spend('price', 1);
    await one.owe(30);
    expect(await drain(other, 'price')).toBeLessThanOrEqual(69);
    await one.owe(40);
    expect([await drain(one, 'price'), await drain(other, 'price')]).toEqual([0, 0]);
  });

  it('takes no count of another month over', async () => {
    const { open, clock } = aBudget();
    const budget = open();
    await budget.correct(90, clock.now() - DAY_MS);
    expect(await drain(budget, 'price')).toBe(100);
  });

  it('spends the rest of a block together with the next one', async () => {
    const { open, store } = aBudget();
    const budget = open();
    for (let times = 0; times < 25; times += 1) expect(await budget.spend('price', 4)).toBe(true);
    expect(await budget.spend('price', 1)).toBe(false);
    expect((await store.read('coins'))?.record.reserved).toBe(100);
  });

  it('spends the rest of a block though another replica reserved in between', async () => {
    const { open } = aBudget();
    const [one, other] = [open(), open()];
    await one.spend('price', 7);
    await other.spend('price', 10);
    await one.spend('price', 7);
    expect((await drain(one, 'price')) + (await drain(other, 'price'))).toBe(100 - 24);
  });

  it.each([
    { before: { kind: 'calendar_month' }, after: { kind: 'billing_month', day: 15 }, next: Date.UTC(2026, 1, 15) },
    { before: { kind: 'billing_month', day: 15 }, after: { kind: 'calendar_month' }, next: Date.UTC(2026, 1, 1) },
  ] as const)('takes what was spent for spent where $before becomes $after, until that begins anew', async ({ before, after, next }) => {
    const [store, clock] = [new FakeBudgetStore(), new FakeClock(Date.UTC(2026, 0, 20))];
    const open = (period: Quota['period']): QuotaBudget => new QuotaBudget({ ...QUOTA, period }, store, clock);
    expect(await open(before).spend('price', 90)).toBe(true);
    expect(await drain(open(after), 'price')).toBe(10);
    await clock.advance(next - clock.now() - 1);
    expect(await drain(open(after), 'price')).toBe(0);
    await clock.advance(1);
    expect(await drain(open(after), 'price')).toBe(100);
  });

  it('says what was spent', async () => {
    const { open, clock } = aBudget();
    const budget = open();
    expect(budget.spent).toBeNull();
    await budget.spend('price', 3);
    expect(budget.spent).toBe(3);
    const later = open();
    await later.heldUntilMs();
    // what the first one holds is spent for the others
    expect(later.spent).toBe(QUOTA.blockSize);
    await clock.advance(31 * DAY_MS);
    expect(budget.spent).toBeNull();
  });

  it('keeps how long the provider wants no request, over spending, corrections and months, and never shortens it', async () => {
    const { open, clock } = aBudget();
    const [one, other] = [open(), open()];
    expect(await one.heldUntilMs()).toBe(0);
    await one.hold(5_000);
    await one.hold(4_000);
    await other.spend('price', 1);
    await other.correct(60, clock.now());
    await other.owe(1);
    await clock.advance(31 * DAY_MS);
    await other.spend('price', 1);
    expect(await open().heldUntilMs()).toBe(5_000);
  });

  it('lets no more wait than there is room for', async () => {
    const { open, store } = aBudget();
    const answer = Promise.withResolvers<null>();
    store.read = () => answer.promise;
    const budget = open();
    const asked = Array.from({ length: 1_001 }, () => budget.spend('price', 1));
    await expect(asked.at(-1)).rejects.toMatchObject({ name: 'TransientError', errorClass: 'resource_exhaustion' });
    answer.resolve(null);
    await Promise.allSettled(asked);
  });

  it('spends nothing where the store fails, and goes on once it answers', async () => {
    const { store, open } = aBudget();
    const budget = open();
    const replace = store.replace.bind(store);
    store.replace = () => Promise.reject(new Error('away'));
    await expect(budget.spend('price', 1)).rejects.toThrow('away');
    store.replace = replace;
    expect(await budget.spend('price', 1)).toBe(true);
  });

  it('gives up, to be tried again, where others are always first', async () => {
    const { store, open } = aBudget();
    store.replace = () => Promise.resolve(false);
    await expect(open().spend('price', 1)).rejects.toMatchObject({ name: 'TransientError' });
  });

  it.each([{ cap: 0 }, { blockSize: 0 }])('refuses %j', (wrong) => {
    expect(() => new QuotaBudget({ ...QUOTA, ...wrong }, new FakeBudgetStore(), new FakeClock())).toThrow(RangeError);
  });

  it('refuses a use that is not listed, and a part of a credit', () => {
    const budget = aBudget().open();
    expect(() => budget.spend('other', 1)).toThrow(RangeError);
    expect(() => budget.spend('price', 0.5)).toThrow(RangeError);
  });
});

const periods = fc.constantFrom<Quota['period']>(
  QUOTA.period,
  { kind: 'billing_month', day: 29 },
  { kind: 'cycle', days: 10, anchorMs: 5 },
);

type Act =
  'crash' | 'days' | 'hold' | { readonly used: number; readonly agoDays: number } | { readonly use: string; readonly credits: number };

function rounds(): fc.Arbitrary<{ replica: number; act: Act }[]> {
  const spend = fc.record({ use: fc.constantFrom(...SHARES.keys()), credits: fc.integer({ min: 1, max: 5 }) });
  const count = fc.record({ used: fc.integer({ min: 0, max: 80 }), agoDays: fc.integer({ min: 0, max: 40 }) });
  const act = fc.oneof(
    { weight: 8, arbitrary: spend },
    fc.constant('crash' as const),
    fc.constant('days' as const),
    fc.constant('hold' as const),
    count,
  );
  return fc.array(fc.record({ replica: fc.nat({ max: 2 }), act }), { maxLength: 60 });
}

function add(sums: Map<string, number>, key: string, credits: number): number {
  const sum = (sums.get(key) ?? 0) + credits;
  sums.set(key, sum);
  return sum;
}

function aBudget(): { store: FakeBudgetStore; clock: FakeClock; open: () => QuotaBudget } {
  const store = new FakeBudgetStore();
  const clock = new FakeClock();
  return { store, clock, open: () => new QuotaBudget(QUOTA, store, clock) };
}

async function drain(budget: QuotaBudget, use: string): Promise<number> {
  let credits = 0;
  while (await budget.spend(use, 1)) credits += 1;
  return credits;
}
