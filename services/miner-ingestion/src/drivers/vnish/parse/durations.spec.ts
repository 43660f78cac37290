import { describe, expect, it } from '@jest/globals';
import { elapsedSeconds, uptimeSeconds } from './durations.js';

describe('uptimeSeconds', () => {
  it.each([
    { text: '0:06', seconds: 360 },
    { text: ' 1:00', seconds: 3_600 },
    { text: '2:38', seconds: 9_480 },
    { text: '9 days,  3:58', seconds: 9 * 86_400 + 14_280 },
    { text: '1 days, 17:02', seconds: 86_400 + 61_320 },
    { text: '1 day, 5 min', seconds: 86_400 + 300 },
    { text: '12 min', seconds: 720 },
    { text: '3 days', seconds: 259_200 },
    { text: '', seconds: null },
    { text: null, seconds: null },
    { text: 'a while', seconds: null },
  ])('reads "$text" as $seconds s', ({ text, seconds }) => {
    expect(uptimeSeconds(text)).toBe(seconds);
  });
});

describe('elapsedSeconds', () => {
  it.each([
    { text: '0:00:07', seconds: 7 },
    { text: '27:46:40', seconds: 100_000 },
    { text: '0', seconds: null },
    { text: null, seconds: null },
  ])('reads "$text" as $seconds s', ({ text, seconds }) => {
    expect(elapsedSeconds(text)).toBe(seconds);
  });
});
