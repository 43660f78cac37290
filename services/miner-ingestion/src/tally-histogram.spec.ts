import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { TallyHistogram } from './tally-histogram.js';

const buckets = [0.01, 0.5, 2];
const observed = fc.array(fc.oneof(fc.constantFrom(0, ...buckets, 3, 1e9), fc.double({ min: 0, max: 4, noNaN: true })));

describe('a histogram of tallies', () => {
  it('shows to the letter what the one of prom-client would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ vnish: observed, other: observed }), async (of) => {
        const [ours, theirs] = [new Registry(), new Registry()];
        const tally = new TallyHistogram({ name: 'x', help: 'h', registry: ours, buckets, label: { name: 'driver', values: ['vnish'] } });
        const model = new Histogram({ name: 'x', help: 'h', registers: [theirs], buckets, labelNames: ['driver'] });
        model.zero({ driver: 'vnish' });
        for (const [driver, values] of Object.entries(of))
          for (const value of values) {
            tally.observe(value, driver);
            model.observe({ driver }, value);
          }
        expect(await ours.metrics()).toBe(await theirs.metrics());
      }),
      { numRuns: 50 },
    );
  });

  it('does so without a label, and begins anew when it is reset', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    const tally = new TallyHistogram({ name: 'x', help: 'h', registry: ours, buckets });
    const model = new Histogram({ name: 'x', help: 'h', registers: [theirs], buckets });
    const fresh = await theirs.metrics();
    expect(await ours.metrics()).toBe(fresh);
    tally.observe(0.3);
    model.observe(0.3);
    expect(await ours.metrics()).toBe(await theirs.metrics());
    tally.reset();
    expect(await ours.metrics()).toBe(fresh);
  });
});
