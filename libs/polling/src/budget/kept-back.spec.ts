import { describe, expect, it } from '@jest/globals';
import { keptBackFor } from './kept-back.js';

const order = ['price', 'network', 'history', 'global'];
const planned = [
  { use: 'price', intervalSeconds: 300, creditsPerRefresh: 1 },
  { use: 'history', intervalSeconds: 86_400, creditsPerRefresh: 4 },
  { use: 'global', intervalSeconds: 3_600, creditsPerRefresh: 1 },
];
const kept = keptBackFor(planned, order, { kind: 'calendar_month' });
const ofNovember = Date.UTC(2026, 10, 1);
const day = 86_400_000;

describe('credits kept back for dearer uses', () => {
  it.each([
    { use: 'price', atMs: ofNovember, expected: 0 },
    { use: 'history', atMs: ofNovember, expected: 8_640 },
    { use: 'global', atMs: ofNovember, expected: 8_640 + 120 },
    { use: 'global', atMs: ofNovember + 29 * day, expected: 288 + 4 },
    { use: 'global', atMs: ofNovember + 30 * day - 1, expected: 1 + 4 },
  ])('leaves $expected over before $use at $atMs', ({ use, atMs, expected }) => {
    expect(kept(use, atMs)).toBe(expected);
  });
});
