import { describe, expect, it } from '@jest/globals';
import type { OverrideRow } from './market-types.js';
import { outcomeIn, subjectIn, wishIn } from './override-words.js';

const anOverride = (change: Partial<OverrideRow> = {}): OverrideRow => ({
  command_id: 'one',
  miner_id: 'market:coingecko',
  action: 'poll_now',
  arguments: {},
  why: null,
  requested_by: 'anna',
  requested_at: 0,
  outcome: 'succeeded',
  reason: null,
  detail: null,
  ...change,
});

describe('what an operator asked for', () => {
  it.each([
    { action: 'poll_now', given: {}, words: 'polled now' },
    { action: 'pause_polling', given: { minutes: '15' }, words: 'paused for 15 min' },
    { action: 'pause_polling', given: {}, words: 'paused for 1 h' },
    { action: 'resume_polling', given: {}, words: 'resumed' },
    { action: 'pin_price', given: { usd: '95.5', minutes: '240' }, words: 'pinned at 95.50 USD for 4 h' },
    { action: 'unpin_price', given: {}, words: 'pin ended' },
    { action: 'of_a_later_version', given: {}, words: 'of a later version' },
  ])('is told in words: $action with $given', ({ action, given, words }) => {
    expect(wishIn(anOverride({ action, arguments: given }))).toBe(words);
  });

  it('is told with what it is for', () => {
    expect(subjectIn(anOverride())).toBe('CoinGecko');
    expect(subjectIn(anOverride({ miner_id: 'coin:litecoin' }))).toBe('litecoin');
  });

  it.each([
    { change: { outcome: null }, words: 'under way' },
    { change: { outcome: 'attempting' }, words: 'under way' },
    { change: {}, words: 'done' },
    { change: { outcome: 'refused', reason: 'paused', detail: 'It is paused by anna.' }, words: 'refused: It is paused by anna.' },
    { change: { outcome: 'failed', reason: 'no_answer' }, words: 'failed: no_answer' },
    { change: { outcome: 'expired' }, words: 'expired' },
  ])('came to $words', ({ change, words }) => {
    expect(outcomeIn(anOverride(change))).toBe(words);
  });
});
