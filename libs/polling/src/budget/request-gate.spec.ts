import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import fc from 'fast-check';
import { FakeBudgetStore } from './budget-store.fake.js';
import { QuotaBudget } from './quota-budget.js';
import { RequestGate } from './request-gate.js';
import { TokenBucket } from './token-bucket.js';

const minute = 60_000;

function aGate(options: { cap?: number; month?: number; mostWaiting?: number; store?: FakeBudgetStore; clock?: FakeClock } = {}) {
  const { cap = 30, month = 100, mostWaiting = 10, store = new FakeBudgetStore(), clock = new FakeClock() } = options;
  const bucket = new TokenBucket({ cap, windowMs: minute, burst: 1 }, clock);
  const quota = new QuotaBudget({ key: 'a', cap: month, period: { kind: 'calendar_month' }, blockSize: 5, uses: ['price'] }, store, clock);
  return { clock, store, gate: new RequestGate({ what: 'it', bucket, quota, clock, mostWaiting }) };
}

/** In small steps, in each of which one request after another comes to its turn, and is written down before the clock goes on. */
async function passTime(clock: FakeClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 2_500) {
    await clock.advance(Math.min(2_500, left));
    for (let turn = 0; turn < 8; turn += 1) await clock.advance(0);
  }
}

const wish = { use: 'price', credits: 1, withinMs: minute };

describe('the gate of requests', () => {
  it('lets no more out than pace and quota allow, for any order of requests, holds, restarts and replicas', async () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: fc.record({ requests: fc.integer({ min: 1, max: 4 }), replica: fc.nat({ max: 1 }) }) },
      fc.record({ pauseMs: fc.integer({ min: 0, max: 90_000 }) }),
      fc.record({ holdMs: fc.integer({ min: 0, max: 30_000 }), replica: fc.nat({ max: 1 }) }),
      fc.record({ restart: fc.nat({ max: 1 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), fc.integer({ min: 1, max: 30 }), async (order, month) => {
        const [store, clock] = [new FakeBudgetStore(), new FakeClock()];
        const open = (): RequestGate => aGate({ cap: 6, month, store, clock }).gate;
        const gates = [open(), open()];
        const lives = [new AbortController(), new AbortController()];
        const out: number[][] = [[], []];
        for (const each of order) {
          if ('pauseMs' in each) await passTime(clock, each.pauseMs);
          else if ('restart' in each) {
            lives[each.restart]!.abort();
            lives[each.restart] = new AbortController();
            gates[each.restart] = open();
          } else if ('holdMs' in each) await gates[each.replica]!.holdFor(each.holdMs);
          else
            for (let n = 0; n < each.requests; n += 1)
              gates[each.replica]!.pass({ ...wish, signal: lives[each.replica]!.signal }).then(
                () => out[each.replica]!.push(clock.monotonic()),
                () => undefined,
              );
        }
        await passTime(clock, 3 * minute);
        expect(out.flat().length).toBeLessThanOrEqual(month);
        for (const times of out)
          for (const from of times) expect(times.filter((at) => at >= from && at < from + minute).length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 40 },
    );
  });

  it('lets no more out than the provider allows one account, for any order of requests, holds, crashes and replicas that take turns', async () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: fc.record({ requests: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 4, arbitrary: fc.record({ pauseMs: fc.integer({ min: 0, max: 40_000 }) }) },
      fc.record({ holdMs: fc.integer({ min: 0, max: 30_000 }) }),
      { weight: 2, arbitrary: fc.record({ to: fc.nat({ max: 2 }), crash: fc.boolean() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), async (order, month) => {
        const [store, clock] = [new FakeBudgetStore(), new FakeClock()];
        const open = (): RequestGate => aGate({ cap: 6, month, store, clock }).gate;
        const gates = [open(), open(), open()];
        const [out, whileHeld]: [number[], boolean[]] = [[], []];
        let heldUntilMs = 0;
        let [holder, turn] = [0, new AbortController()];
        for (const each of order) {
          if ('pauseMs' in each) await passTime(clock, each.pauseMs);
          else if ('holdMs' in each) {
            await passTime(clock, 1);
            heldUntilMs = Math.max(heldUntilMs, clock.now() + each.holdMs);
            await gates[holder]!.holdFor(each.holdMs);
          } else if ('to' in each) {
            turn.abort();
            if (each.crash) gates[holder] = open();
            [holder, turn] = [each.to, new AbortController()];
            gates[holder]!.takeOver();
          } else
            for (let n = 0; n < each.requests; n += 1)
              gates[holder]!.pass({ ...wish, signal: turn.signal }).then(
                () => out.push(clock.monotonic()) && whileHeld.push(clock.now() < heldUntilMs),
                () => undefined,
              );
        }
        await passTime(clock, 3 * minute);
        expect(out.length).toBeLessThanOrEqual(month);
        expect(whileHeld).not.toContain(true);
        for (const from of out) expect(out.filter((at) => at >= from && at < from + minute).length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 100 },
    );
  });

  it('charges nothing for a request whose turn does not come in time', async () => {
    const { gate, store, clock } = aGate();
    await gate.holdFor(10 * minute);
    await expect(gate.pass(wish)).rejects.toMatchObject({ name: 'TransientError', errorClass: 'rate_limit' });
    expect((await store.read('a'))?.record.reserved).toBe(0);
    await clock.advance(10 * minute);
    await expect(gate.pass(wish)).resolves.toBeUndefined();
  });

  it('obeys what the provider asked of a process that is gone, and of the replica before it, into the next month too', async () => {
    const { gate, store, clock } = aGate();
    const waiting = aGate({ store, clock }).gate;
    await waiting.pass({ ...wish, withinMs: 0 }).catch(() => undefined);
    await gate.holdFor(40 * 86_400_000);
    await clock.advance(20 * 86_400_000);
    const started = aGate({ store, clock }).gate;
    waiting.takeOver();
    for (const each of [started, waiting]) await expect(each.pass(wish)).rejects.toMatchObject({ errorClass: 'rate_limit' });
    // no wish is obeyed for longer than 31 days past a restart
    const later = aGate({ store, clock }).gate;
    await clock.advance(11 * 86_400_000);
    await expect(later.pass(wish)).resolves.toBeUndefined();
  });

  it('lets nothing out before it is known what was asked of others', async () => {
    const { gate, store, clock } = aGate();
    const read = store.read.bind(store);
    store.read = () => Promise.reject(new TransientError('away', 'storage'));
    await clock.advance(minute);
    await expect(gate.pass({ ...wish, credits: 0 })).rejects.toMatchObject({ errorClass: 'storage' });
    store.read = read;
    await expect(gate.pass({ ...wish, credits: 0 })).resolves.toBeUndefined();
  });

  it('says that the credits are spent', async () => {
    const { gate, clock } = aGate({ month: 1 });
    await clock.advance(minute);
    await gate.pass(wish);
    await clock.advance(minute);
    await expect(gate.pass(wish)).rejects.toMatchObject({ name: 'PermanentError', errorClass: 'resource_exhaustion' });
  });

  it('lets no more wait than it has room for, and a caller give up', async () => {
    const { gate } = aGate({ mostWaiting: 1 });
    const givingUp = new AbortController();
    const first = gate.pass({ ...wish, signal: givingUp.signal });
    await expect(gate.pass(wish)).rejects.toMatchObject({ errorClass: 'rate_limit' });
    givingUp.abort();
    await expect(first).rejects.toMatchObject({ errorClass: 'timeout' });
  });
});
