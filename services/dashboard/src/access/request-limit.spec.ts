import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { localOperator as local, type Identity } from './identity.js';
import { RequestLimit } from './request-limit.js';

const anna: Identity = { name: 'anna', role: 'viewer', session: null, expiresAtMs: null };

function aLimit(perSecond: number) {
  const clock = new FakeClock();
  const limit = new RequestLimit(perSecond, clock);
  const ask = (identity: Identity | null = local, address = '127.0.0.1', agent = 'browser') =>
    limit.waitMs({ socket: { remoteAddress: address }, headers: { 'user-agent': agent } } as never, identity);
  const passed = (times: number, ...who: Parameters<typeof ask>) =>
    Array.from({ length: times }, () => ask(...who)).filter((wait) => wait === 0).length;
  return { ask, passed, clock };
}

describe('the limit of requests', () => {
  it.each([
    { perSecond: 1, burst: 60 },
    { perSecond: 20, burst: 200 },
    { perSecond: 1_000, burst: 10_000 },
  ])('at $perSecond a second lets $burst through at once: a page with all it loads, or ten seconds', ({ perSecond, burst }) => {
    const { passed } = aLimit(perSecond);
    expect(passed(burst + 50)).toBe(burst);
  });

  it('says how long to wait, goes by the clock it was given, and saves up no more than a burst', async () => {
    const { ask, passed, clock } = aLimit(2);
    passed(60);
    expect(ask()).toBe(500);
    await clock.advance(499);
    expect(ask()).toBe(1);
    await clock.advance(1);
    expect(passed(5)).toBe(1);
    await clock.advance(3_600_000);
    expect(passed(100)).toBe(60);
  });

  it('tells programs of one machine apart, and what comes from it as a whole', () => {
    const { passed } = aLimit(1);
    expect(passed(100, local, '127.0.0.1', 'script')).toBe(60);
    expect(passed(1, local, '127.0.0.1', 'browser')).toBe(1);
    const names = Array.from({ length: 1_000 }, (_, at) => passed(1, local, '127.0.0.1', `name ${at}`));
    expect(names.reduce((sum, one) => sum + one, 0)).toBe(8 * 60 - 61);
    expect(passed(1, local, '127.0.0.2')).toBe(1);
  });

  it('tells logins apart behind one proxy, and counts one wherever it comes from', () => {
    const { passed } = aLimit(1);
    expect(passed(40, anna, '10.0.0.1', 'a') + passed(40, anna, '10.0.0.2', 'b')).toBe(60);
    expect(passed(1, { ...anna, session: 'other' }, '10.0.0.1', 'a')).toBe(1);
    expect(passed(1, { ...anna, name: 'local' }, '10.0.0.3', 'c') + passed(60, { ...anna, name: 'local' }, '10.0.0.4', 'c')).toBe(60);
  });

  it('gives no more to whoever logs in again and again with one token', () => {
    const { passed } = aLimit(1);
    const logins = Array.from({ length: 1_000 }, (_, at) => passed(1, { ...anna, session: `login ${at}` }));
    expect(logins.reduce((sum, one) => sum + one, 0)).toBe(8 * 60);
    expect(passed(1, { ...anna, name: 'hall', session: 'another' })).toBe(1);
  });

  it('forgets the longest silent of more than ten thousand clients', () => {
    const { ask, passed } = aLimit(1);
    passed(61, null, 'silent');
    passed(61, null, 'busy');
    for (let at = 0; at < 9_999; at += 1) ask(null, `address ${at}`);
    expect([passed(1, null, 'busy'), passed(1, null, 'silent')]).toEqual([0, 1]);
  });
});
