import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Account, balances, book, openAccount, passOver, total } from './account.js';
import { maxAccountText, readAccount, writeAccount } from './account-text.js';

const entry = (received: number, nextOffset: number, deadLettered = 0, dropped = {}) => ({ received, nextOffset, deadLettered, dropped });

describe('an account', () => {
  it('puts what was neither dropped nor dead-lettered under stored', () => {
    expect(book(openAccount(10), entry(8, 18, 2, { old: 1 }), false)).toMatchObject({
      from: 10,
      at: 18,
      stored: 5,
      deadLettered: 2,
      dropped: { old: 1 },
    });
  });

  it.each([
    { compacted: false, expected: { lost: 4, compacted: 0 } },
    { compacted: true, expected: { lost: 0, compacted: 4 } },
  ])('calls 4 offsets without a message $expected where compaction is $compacted', ({ compacted, expected }) => {
    expect(book(openAccount(0), entry(6, 10), compacted)).toMatchObject({ stored: 6, ...expected });
  });

  it('refuses more messages than there are offsets', () => {
    expect(() => book(openAccount(5), entry(3, 7), false)).toThrow('3 messages cannot lie between offsets 5 and 7');
  });

  it.each([
    { offset: 7, lost: 7, at: 7 },
    { offset: 0, lost: 0, at: 0 },
  ])('counts what was gone before $offset once', ({ offset, lost, at }) => {
    const twice = passOver(passOver(openAccount(0), offset, false), offset, false);
    expect([twice.lost, twice.at]).toEqual([lost, at]);
  });

  it('balances whatever is booked', () => {
    const bookings = fc.array(
      fc.record({ stored: fc.nat(50), dead: fc.nat(5), old: fc.nat(5), twice: fc.nat(5), gap: fc.nat(3), compacted: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.nat(1_000_000), bookings, (from, all) => {
        let account: Account = openAccount(from);
        for (const { stored, dead, old, twice, gap, compacted } of all) {
          const received = stored + dead + old + twice;
          account = book(account, entry(received, account.at + received + gap, dead, { old, twice }), compacted);
        }
        const sum = (f: (b: (typeof all)[number]) => number) => all.reduce((n, b) => n + f(b), 0);
        expect(balances(account)).toBe(true);
        expect([account.stored, account.deadLettered, total(account.dropped)]).toEqual([
          sum((b) => b.stored),
          sum((b) => b.dead),
          sum((b) => b.old + b.twice),
        ]);
        expect(readAccount(writeAccount(account))).toEqual(account);
      }),
    );
  });
});

describe('the text beside an offset', () => {
  it('is short', () => {
    const account = book(openAccount(0), entry(120, 120, 3, { expired: 7 }), false);
    expect(writeAccount(account)).toBe('L1 0 120 110 3 0 0 expired=7');
  });

  it.each([
    '',
    'hello',
    'L2 0 0 0 0 0 0',
    'L1 0 120 110 3 0 0',
    'L1 0 120 x 3 0 0 expired=7',
    'L1 0 120 110 3 0',
    'L1 0 120 110 3 0 0 expired=',
  ])('is not read from %j', (text) => expect(readAccount(text)).toBeNull());

  it('refuses what a broker would refuse', () => {
    const dropped = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${'r'.repeat(maxAccountText / 100)}${i}`, 1]));
    expect(() => writeAccount({ ...openAccount(0), at: 100, dropped })).toThrow(RangeError);
  });
});
