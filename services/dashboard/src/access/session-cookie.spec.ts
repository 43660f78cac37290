import { describe, expect, it } from '@jest/globals';
import { Secret } from '@lodestream/service-kit';
import { AccessTokens, type AccessToken } from './access-tokens.js';
import { cookieFor, openSession, sealSession, sessionIn, sessionLastsMs } from './session-cookie.js';

const anna: AccessToken = { name: 'anna', role: 'operator', token: Secret.of('a'.repeat(20)) };
const hall: AccessToken = { name: 'hall', role: 'viewer', token: Secret.of('b'.repeat(20)) };
const tokens = new AccessTokens([anna, hall]);
const nowMs = 1_000_000;
const sealed = sealSession(anna, { id: 's1', nowMs });

describe('a session', () => {
  it('says who logged in, until its end', () => {
    expect(openSession(sealed, tokens, nowMs)).toEqual({
      name: 'anna',
      role: 'operator',
      session: 's1',
      expiresAtMs: nowMs + sessionLastsMs,
    });
    expect(openSession(sealed, tokens, nowMs + sessionLastsMs - 1)).not.toBeNull();
    expect(openSession(sealed, tokens, nowMs + sessionLastsMs)).toBeNull();
  });

  it('is good at another process with the same tokens, and ends with its token', () => {
    expect(openSession(sealed, new AccessTokens([anna]), nowMs)?.name).toBe('anna');
    expect(openSession(sealed, new AccessTokens([{ ...anna, token: Secret.of('c'.repeat(20)) }]), nowMs)).toBeNull();
    expect(openSession(sealed, new AccessTokens([hall]), nowMs)).toBeNull();
  });

  it('is nobody once a single character is changed', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
      const same = Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(Buffer.from(sealed.split('.')[1]!, 'base64url'));
      if (!same || changed.split('.')[0] !== sealed.split('.')[0]) expect([at, openSession(changed, tokens, nowMs)]).toEqual([at, null]);
    }
  });

  it('can not be made for another holder with one’s own token', () => {
    const forged = sealSession({ ...hall, name: 'anna' }, { id: 's2', nowMs });
    expect(openSession(forged, tokens, nowMs)).toBeNull();
  });

  it.each(['', '.', 'a.b', 'bnVsbA.', `${sealed}.more`.slice(5), 'W10.x'])('is nobody for %p', (text) =>
    expect(openSession(text, tokens, nowMs)).toBeNull(),
  );

  it.each([
    ['lodestream_session=abc', 'abc'],
    ['other=1; lodestream_session=abc; more=2', 'abc'],
    ['other=lodestream_session', null],
    [`lodestream_session=${'x'.repeat(2_000)}`, null],
    [undefined, null],
  ])('is found in the header %p', (header, value) => expect(sessionIn(header)).toBe(value));

  it('leaves the browser at once when it is ended', () => expect(cookieFor(null, false)).toContain('Max-Age=0'));
});

describe('a token', () => {
  it('is told from every other', () => {
    expect(tokens.holderOf('a'.repeat(20))?.name).toBe('anna');
    for (const wrong of ['', 'a', 'a'.repeat(19), 'a'.repeat(21), 'A'.repeat(20)]) expect(tokens.holderOf(wrong)).toBeNull();
  });
});
