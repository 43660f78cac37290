import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TimingWheel } from './timing-wheel.js';

describe('the timing wheel', () => {
  it('hands over what is due, oldest first, and only once', () => {
    const wheel = new TimingWheel<string>(50);
    wheel.put('late', 900);
    wheel.put('soon', 100);
    expect(wheel.takeDue(99)).toEqual([]);
    expect(wheel.takeDue(1_000)).toEqual(['soon', 'late']);
    expect([wheel.takeDue(2_000), wheel.size]).toEqual([[], 0]);
  });

  it('never hands over an item before its time, and always within one slot after it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 40 }), (dues) => {
        const wheel = new TimingWheel<{ due: number }>(50);
        for (const due of dues) wheel.put({ due }, due);
        let taken = 0;
        for (let now = 0; now <= 5_050; now += 25) {
          const items = wheel.takeDue(now);
          taken += items.length;
          for (const { due } of items) expect(now >= due && now - due < 100).toBe(true);
        }
        expect(taken).toBe(dues.length);
      }),
    );
  });

  it('moves an item that is put again, and forgets one that is removed', () => {
    const wheel = new TimingWheel<string>(50);
    wheel.put('moved', 100);
    wheel.put('moved', 700);
    wheel.put('gone', 100);
    wheel.remove('gone');
    expect([wheel.takeDue(500), wheel.takeDue(700)]).toEqual([[], ['moved']]);
  });

  it('takes what is overdue at the next turn', () => {
    const wheel = new TimingWheel<string>(50);
    wheel.takeDue(1_000);
    wheel.put('overdue', 10);
    expect([wheel.takeDue(1_000), wheel.takeDue(1_050)]).toEqual([[], ['overdue']]);
  });

  it('leaps over years without walking every slot of them', () => {
    const wheel = new TimingWheel<string>(50);
    wheel.takeDue(0);
    wheel.put('a', 100);
    const began = performance.now();
    expect(wheel.takeDue(10 * 365 * 86_400_000)).toEqual(['a']);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('runs again from an earlier time after a rewind', () => {
    const wheel = new TimingWheel<string>(50);
    wheel.takeDue(10_000);
    wheel.rewind(5_000);
    wheel.put('again', 5_100);
    expect(wheel.takeDue(5_100)).toEqual(['again']);
  });
});
