import { describe, expect, it } from '@jest/globals';
import { Customers } from './customers.js';
import { Meter, nextMonth, secondsToNextMinute } from './meter.js';
import { ProviderBooks } from './provider-books.js';

const at = Date.UTC(2026, 0, 31, 23, 59, 30);

describe('Meter', () => {
  it('lets so many requests through in a minute of the calendar', () => {
    const meter = new Meter({ perMinute: 2, creditsPerMonth: null });
    expect([at, at, at, at + 30_000].map((moment) => meter.request(moment))).toEqual([null, null, 'minute', null]);
    expect(meter.state(at + 30_000)).toEqual({ requestsThisMinute: 1, creditsThisMonth: 0, busiestMinute: 3, refused: 1 });
  });

  it('lets so many credits through in a month of the calendar', () => {
    const meter = new Meter({ perMinute: null, creditsPerMonth: 5 });
    expect(meter.request(at)).toBeNull();
    meter.spend(5, at);
    expect([meter.request(at), meter.request(at + 30_000)]).toEqual(['month', null]);
    expect(meter.state(at + 30_000).creditsThisMonth).toBe(0);
  });

  it('knows when the next minute and month begin', () => {
    expect([secondsToNextMinute(at), secondsToNextMinute(at + 29_999), secondsToNextMinute(at + 30_000)]).toEqual([30, 1, 60]);
    expect([nextMonth(at), nextMonth(Date.UTC(2026, 11, 5))]).toEqual([Date.UTC(2026, 1, 1), Date.UTC(2027, 0, 1)]);
  });
});

describe('Customers', () => {
  it('are told apart by name, and the first is forgotten when there are too many', () => {
    const customers = new Customers<{ limits: { perMinute: number; creditsPerMonth: null } }>();
    const plan = { limits: { perMinute: 1, creditsPerMonth: null } };
    customers.of('first', plan).meter.request(at);
    expect(customers.of('first', plan).meter.request(at)).toBe('minute');
    for (let each = 0; each < 1_000; each += 1) customers.of(`address ${each}`, plan);
    expect(Object.keys(customers.states(at))).toHaveLength(1_000);
    expect(customers.of('first', plan).meter.request(at)).toBeNull();
  });
});

describe('ProviderBooks', () => {
  it('count by endpoint and status, and lump together what is past their size', () => {
    const books = new ProviderBooks();
    for (let each = 0; each < 300; each += 1) books.count('node', `/path-${each}`, 0, 0);
    books.count('node', '/path-0', 200, 2);
    const counts = books.of('node');
    expect(Object.keys(counts)).toHaveLength(201);
    expect(counts['/path-0']).toEqual({ calls: 2, credits: 2, statuses: { 0: 1, 200: 1 } });
    expect(counts['other']).toEqual({ calls: 100, credits: 0, statuses: { 0: 100 } });
  });
});
