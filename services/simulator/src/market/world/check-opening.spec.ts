import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { checkOpening } from './check-opening.js';

const now = Date.UTC(2040, 5, 1);
const yearMs = 365 * 86_400_000;

describe('the opening of a market', () => {
  it.each([now - 9.9 * yearMs, now - yearMs, now, now + yearMs])('may be at %d', (startMs) => {
    expect(() => checkOpening(startMs, now)).not.toThrow();
  });

  it.each([
    { opened: Date.UTC(2015, 0, 1), nowMs: Date.UTC(2025, 0, 1), why: '2015-01-01' },
    { opened: now - 10.1 * yearMs, nowMs: now, why: 'at most 10 years' },
    { opened: Date.UTC(2026, 0, 1), nowMs: Date.UTC(2126, 0, 1), why: 'speed' },
    { opened: Number.NaN, nowMs: now, why: 'at no time' },
  ])('can not be at $opened while it is $nowMs', ({ opened, nowMs, why }) => {
    const check = (): void => checkOpening(opened, nowMs);
    expect(check).toThrow(PermanentError);
    expect(check).toThrow(/opened_at must be 2025-01-01/);
    expect(check).toThrow(why);
  });
});
