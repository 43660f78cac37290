import { describe, expect, it } from '@jest/globals';
import { bitcoin, change, coins, large, money, moneyInShort } from './amounts.js';

describe('amounts', () => {
  it.each([
    [103_396, '103,396.00'],
    [1, '1.00'],
    [0.315794, '0.3158'],
    [0.0000972, '0.0000972'],
    [0, '0.00'],
    [null, '–'],
  ])('writes %p USD as %p', (value, text) => {
    expect(money(value)).toBe(text);
  });

  it.each([
    [1, '1', 'BTC'],
    [0.00040275, '40,280', 'sat'],
    [6.4e-9, '0.64', 'sat'],
    [0, '0', 'BTC'],
    [null, '–', 'BTC'],
  ])('writes %p BTC as %p %p', (value, text, unit) => {
    expect(bitcoin(value)).toEqual({ text, unit });
  });

  it('counts bitcoins in satoshis where they are few, and other coins as they are', () => {
    expect([coins(2.4e-7, 'BTC'), coins(3.22, 'DOGE'), coins(null, 'DOGE')]).toEqual([
      { text: '24', unit: 'sat' },
      { text: '3.22', unit: 'DOGE' },
      { text: '–', unit: 'DOGE' },
    ]);
  });

  it.each([
    [1.2276, '+1.23 %'],
    [-14.967, '−15.0 %'],
    [0.001, '0.00 %'],
    [0, '0.00 %'],
    [undefined, '–'],
  ])('writes a change of %p as %p', (percent, text) => {
    expect(change(percent)).toBe(text);
  });

  it('shortens large numbers, and never a missing one to 0', () => {
    expect([large(266_038_565_268_611), large(34_516_832), large(999), large(null)]).toEqual(['266 T', '34.52 M', '999', '–']);
    expect([moneyInShort(2_086_318_411_062), moneyInShort(null)]).toEqual(['2.086T', '–']);
  });
});
