import { describe, expect, it } from '@jest/globals';
import { RequestSize } from './request-size.js';

describe('the size of requests', () => {
  it('has no bound of its own until one takes too long, and is half of that one then', () => {
    const size = new RequestSize();
    expect(size.fits(1_000_000)).toBe(true);
    expect(size.tookTooLong(5_000)).toBe(true);
    expect([size.fits(2_500), size.fits(2_501)]).toEqual([true, false]);
  });

  it('grows while full requests are taken, not with small ones', () => {
    const size = new RequestSize();
    size.tookTooLong(5_000);
    for (let request = 0; request < 20; request += 1) size.taken(10);
    expect(size.fits(2_501)).toBe(false);
    for (let request = 0; request < 20; request += 1) size.taken(2_400);
    expect(size.fits(4_800)).toBe(true);
  });

  it('does not split what is small already: that is not what takes the time', () => {
    const size = new RequestSize();
    for (let times = 0; times < 10; times += 1) size.tookTooLong(150);
    expect([size.tookTooLong(100), size.fits(100), size.fits(101)]).toEqual([false, true, false]);
  });
});
