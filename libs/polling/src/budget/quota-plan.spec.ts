import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type PlanCaps, type PlannedEndpoint, planQuota } from './quota-plan.js';

const DAY_SECONDS = 86_400;
const CAPS: PlanCaps = { creditsPerPeriod: 10_000, periodSeconds: 30 * DAY_SECONDS, callsPerMinute: 30 };

describe('the plan of a quota', () => {
  it('sees that a call a minute breaks 10,000 credits in 30 days, on the seventh day, and which interval fits', () => {
    const plan = planQuota([prices(60)], CAPS);
    expect(plan).toMatchObject({ calls: 43_200, credits: 43_200, callsPerMinute: 1, fits: false, runsOutAfterSeconds: 600_000 });
    expect(plan.fittingSeconds).toEqual(new Map([['prices', 260]]));
  });

  it('sees that a call every five minutes fits', () => {
    expect(planQuota([prices(300)], CAPS)).toMatchObject({ credits: 8_640, fits: true, runsOutAfterSeconds: null, fittingSeconds: null });
  });

  it('lengthens what is asked most often, and leaves alone what is asked seldom or is free', () => {
    const [seldom, free] = [
      { ...prices(DAY_SECONDS), name: 'seldom' },
      { ...prices(60), name: 'free', creditsPerCall: 0 },
    ];
    // 30 calls of the seldom one leave 9,970, which 2,592,000 s divided by 260 s just use
    expect(planQuota([prices(60), seldom, free], CAPS).fittingSeconds).toEqual(new Map([['prices', 260]]));
    expect(planQuota([prices(60), { ...prices(120), name: 'others' }], CAPS).fittingSeconds).toEqual(
      new Map([
        ['prices', 519],
        ['others', 519],
      ]),
    );
  });

  it('counts calls and credits of each endpoint', () => {
    const list = { name: 'list', intervalSeconds: DAY_SECONDS, callsPerRefresh: 4, creditsPerCall: 3 };
    expect(planQuota([prices(300), list], CAPS).endpoints).toEqual([
      { name: 'prices', calls: 8_640, credits: 8_640 },
      { name: 'list', calls: 120, credits: 360 },
    ]);
  });

  it('refuses a pace above the cap a minute, though the credits would last', () => {
    const free = { name: 'free', intervalSeconds: 1, callsPerRefresh: 1, creditsPerCall: 0 };
    const plan = planQuota([free], CAPS);
    expect(plan).toMatchObject({ fits: false, runsOutAfterSeconds: null });
    expect(plan.fittingSeconds).toEqual(new Map([['free', 2]]));
  });

  it('names no interval where one refresh of each is already too much', () => {
    expect(planQuota([{ ...prices(60), callsPerRefresh: 20_000 }], CAPS).fittingSeconds).toBeNull();
  });

  it('proposes intervals that fit and are no shorter than those wished for', () => {
    fc.assert(
      fc.property(fc.array(endpoints(), { maxLength: 5 }), (some) => {
        const wished = some.map((each, index) => ({ ...each, name: `${index}` }));
        const { fits, fittingSeconds } = planQuota(wished, CAPS);
        if (fits || fittingSeconds === null) return;
        const proposed = wished.map((each) => ({ ...each, intervalSeconds: fittingSeconds.get(each.name) ?? each.intervalSeconds }));
        expect(planQuota(proposed, CAPS).fits).toBe(true);
        expect(proposed.every((each, index) => each.intervalSeconds >= (wished[index]?.intervalSeconds ?? 0))).toBe(true);
      }),
    );
  });

  it.each([{ intervalSeconds: 0 }, { intervalSeconds: 1.5 }, { creditsPerCall: -1 }, { callsPerRefresh: Number.NaN }])(
    'refuses %j',
    (wrong) => {
      expect(() => planQuota([{ ...prices(60), ...wrong }], CAPS)).toThrow(RangeError);
    },
  );
});

function prices(intervalSeconds: number): PlannedEndpoint {
  return { name: 'prices', intervalSeconds, callsPerRefresh: 1, creditsPerCall: 1 };
}

function endpoints(): fc.Arbitrary<Omit<PlannedEndpoint, 'name'>> {
  return fc.record({
    intervalSeconds: fc.integer({ min: 1, max: 7_200 }),
    callsPerRefresh: fc.integer({ min: 0, max: 20 }),
    creditsPerCall: fc.integer({ min: 0, max: 5 }),
  });
}
