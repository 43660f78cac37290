import { describe, expect, it } from '@jest/globals';
import { reconcilePrice, type ReconcileContext } from './reconcile-price.js';
import type { SourceQuote } from './reconciled-price.js';
import { SourceBook } from './source-book.js';

const now = Date.UTC(2026, 10, 1);
const minute = 60_000;
const rules = { ranking: ['a', 'b', 'c'], staleAfterMs: 60 * minute, mostDeviationPercent: 5 };

const says = (source: string, usd: number | null, ageMinutes = 1, rest: Partial<SourceQuote> = {}): SourceQuote => ({
  source,
  trusted: true,
  current: true,
  observedAtMs: now - 30_000,
  quote: {
    coinId: 'litecoin',
    symbol: 'LTC',
    name: 'Litecoin',
    price: usd === null ? {} : { usd },
    marketCap: {},
    volume24h: {},
    change: {},
    lastUpdatedMs: now - ageMinutes * minute,
  },
  ...rest,
});

const reconcile = (quotes: readonly SourceQuote[], context: Partial<ReconcileContext> = {}) =>
  reconcilePrice(quotes, {
    rules,
    nowMs: now,
    lastUsd: null,
    asked: quotes.map(({ source }) => source),
    bitcoinUsd: new Map([['a', 100_000]]),
    perUsd: new Map(),
    ...context,
  });

describe('one price from many', () => {
  it.each([
    { fact: 'the most reliable of sources that agree', quotes: [says('b', 101), says('a', 100)], source: 'a', usd: 100 },
    { fact: 'the next one where the first is stale by its own word', quotes: [says('a', 100, 90), says('b', 101)], source: 'b', usd: 101 },
    { fact: 'the next one where the first has no price', quotes: [says('a', null), says('b', 101)], source: 'b', usd: 101 },
    {
      fact: 'the next one while the first is not trusted',
      quotes: [says('a', 100, 1, { trusted: false }), says('b', 101)],
      source: 'b',
      usd: 101,
    },
    { fact: 'the only live one, trusted or not', quotes: [says('a', 100, 1, { trusted: false })], source: 'a', usd: 100 },
    { fact: 'the newest of stale ones', quotes: [says('a', 100, 300), says('b', 101, 200)], source: 'b', usd: 101 },
  ])('is that of $fact', ({ quotes, source, usd }) => {
    expect(reconcile(quotes)).toMatchObject({ source, price: { usd } });
  });

  it('is stale, and never 0, where nobody has a live one', () => {
    expect(reconcile([says('a', 100, 90)])).toMatchObject({
      price: { usd: 100 },
      stale: true,
      flags: expect.arrayContaining([{ path: 'price.usd', reason: 'stale' }]),
    });
    expect(reconcile([])).toMatchObject({ source: 'none', price: {}, stale: true, flags: [{ path: 'price.usd', reason: 'not_given' }] });
  });

  const silent = { trusted: false, current: false };
  it.each([
    { what: 'of the most reliable source', quotes: [says('a', 100), says('b', 101)], state: 'fresh' },
    { what: 'of the second while the first is silent', quotes: [says('a', 100, 1, silent), says('b', 101)], state: 'fallback' },
    { what: 'of the second while the first is silent and never spoke', quotes: [says('b', 101)], asked: ['a', 'b'], state: 'fallback' },
    { what: 'of the second where the first does not know the coin', quotes: [says('b', 101)], asked: ['b'], state: 'fresh' },
    { what: 'of a first that is far off', quotes: [says('a', 200), says('b', 100)], lastUsd: 100, state: 'fallback' },
    { what: 'that nobody says any more', quotes: [says('a', 100, 1, silent), says('b', 101, 1, silent)], state: 'cached' },
    { what: 'that is past the limit', quotes: [says('a', 100, 90, silent)], state: 'stale' },
    { what: 'that nobody trades, though its source answers', quotes: [says('a', 100, 90)], state: 'stale' },
    { what: 'that is old but within the limit, by a source that answers', quotes: [says('a', 100, 50)], state: 'fresh' },
    { what: 'that never was', quotes: [says('a', null)], state: 'none' },
    { what: 'of a coin that nobody ever told of', quotes: [], state: 'none' },
  ] as const)('$what is $state', ({ quotes, state, ...context }) => {
    expect(reconcile(quotes, context).state).toBe(state);
  });

  it('is fresh by what the provider says, not by when it was read', () => {
    expect(reconcile([says('a', 100, 61, { observedAtMs: now })]).stale).toBe(true);
    // a time yet to come keeps nothing fresh that was not read lately
    expect(reconcile([says('a', 100, -9_999, { observedAtMs: now - 61 * minute })]).stale).toBe(true);
    expect(reconcile([says('a', 100, 59, { observedAtMs: now })]).stale).toBe(false);
  });

  it('is in BTC by what its source says of bitcoin, and marked so; a given one is not', () => {
    expect(reconcile([says('a', 100)])).toMatchObject({ price: { usd: 100, btc: 0.001 }, btcDerived: true });
    const given = says('a', 100);
    expect(reconcile([{ ...given, quote: { ...given.quote, price: { usd: 100, btc: 0.0011 } } }])).toMatchObject({
      price: { btc: 0.0011 },
      btcDerived: false,
    });
    expect(reconcile([says('a', 100)], { bitcoinUsd: new Map() }).price).toEqual({ usd: 100 });
  });
});

describe('sources that disagree', () => {
  const verdicts = (quotes: readonly SourceQuote[], context: Partial<ReconcileContext> = {}) =>
    Object.fromEntries(reconcile(quotes, context).candidates.map(({ source, verdict }) => [source, verdict]));

  it.each([
    { fact: 'within the bound', usd: [100, 104], last: null, expected: { a: 'accepted', b: 'accepted' }, source: 'a' },
    { fact: 'beyond it, nothing known', usd: [100, 106], last: null, expected: { a: 'accepted', b: 'outlier' }, source: 'a' },
    {
      fact: 'beyond it, the first far from the last price',
      usd: [200, 100],
      last: 101,
      expected: { a: 'outlier', b: 'accepted' },
      source: 'b',
    },
    { fact: 'three of them', usd: [200, 100, 101], last: null, expected: { a: 'outlier', b: 'accepted', c: 'accepted' }, source: 'b' },
  ])('$fact', ({ usd, last, expected, source }) => {
    const quotes = usd.map((price, index) => says(['a', 'b', 'c'][index]!, price));
    expect(verdicts(quotes, { lastUsd: last })).toEqual(expected);
    expect(reconcile(quotes, { lastUsd: last }).source).toBe(source);
  });

  it('say how far they lie from the median', () => {
    expect(reconcile([says('a', 100), says('b', 104)]).candidates.map(({ deviationPercent }) => deviationPercent?.toFixed(3))).toEqual([
      '-1.961',
      '1.961',
    ]);
  });
});

describe('the book of a source', () => {
  it('trusts a source again only after it answered twice', () => {
    const book = new SourceBook('a', minute);
    expect(book.trusted).toBe(true);
    book.failed();
    book.answered([], now);
    expect(book.trusted).toBe(false);
    book.answered([], now);
    expect(book.trusted).toBe(true);
  });

  it('is told in other currencies, and said to be derived where the source did not give it', () => {
    const perUsd = new Map([['eur', 0.92]]);
    const derived = reconcile([says('a', 100)], { perUsd });
    expect([derived.price['eur'], derived.flags]).toEqual([92, expect.arrayContaining([{ path: 'price.other.eur', reason: 'derived' }])]);
    const quoted = says('a', 100);
    const given = reconcile([{ ...quoted, quote: { ...quoted.quote, price: { usd: 100, eur: 93 } } }], { perUsd });
    expect([given.price['eur'], given.flags.some(({ path }) => path === 'price.other.eur')]).toEqual([93, false]);
    expect(reconcile([says('a', null)], { perUsd }).price).toEqual({});
  });
});
