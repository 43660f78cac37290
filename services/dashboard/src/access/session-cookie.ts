import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AccessToken, AccessTokens } from './access-tokens.js';
import type { Identity } from './identity.js';

/** Milliseconds a login lasts. */
export const sessionLastsMs = 12 * 3_600_000;

const cookieName = 'lodestream_session';
const purpose = 'lodestream session 1';
const longestCookie = 1_024;

/** What a login has to be told apart and to end by. */
export interface NewSession {
  readonly id: string;
  readonly nowMs: number;
}

/**
 * The cookie's value for a login: name, end and id, sealed with the token itself (HMAC-SHA-256), which it does not hold. So it outlives
 * a restart, is good at every replica, and ends with the token.
 */
export function sealSession(holder: AccessToken, { id, nowMs }: NewSession): string {
  const content = Buffer.from(JSON.stringify([holder.name, nowMs + sessionLastsMs, id])).toString('base64url');
  return `${content}.${sealOf(holder, content).toString('base64url')}`;
}

/** Who a cookie's value stands for, or null where it is broken, of no known token, or past its end. */
export function openSession(value: string, tokens: AccessTokens, nowMs: number): Identity | null {
  const [content = '', seal = ''] = value.split('.', 2);
  const claim = parseClaim(content);
  const holder = claim === null ? null : tokens.named(claim.name);
  if (claim === null || holder === null || !isSealed(holder, content, seal) || nowMs >= claim.expiresAtMs) return null;
  return { name: holder.name, role: holder.role, session: claim.id, expiresAtMs: claim.expiresAtMs };
}

/** The session in a Cookie header, or null. */
export function sessionIn(header: string | undefined): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('=', 2));
  const value = pairs.find(([name]) => name === cookieName)?.[1];
  return value === undefined || value.length > longestCookie ? null : value;
}

/** The Set-Cookie header that keeps a session in the browser, out of reach of scripts and of other sites; null ends it. */
export function cookieFor(value: string | null, isSecure: boolean): string {
  const lasts = value === null ? 0 : sessionLastsMs / 1_000;
  return `${cookieName}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${lasts}${isSecure ? '; Secure' : ''}`;
}

function isSealed(holder: AccessToken, content: string, seal: string): boolean {
  const [given, right] = [Buffer.from(seal, 'base64url'), sealOf(holder, content)];
  return given.length === right.length && timingSafeEqual(given, right);
}

function sealOf({ token }: AccessToken, content: string): Buffer {
  return createHmac('sha256', token.reveal()).update(`${purpose}\n${content}`).digest();
}

function parseClaim(content: string): { readonly name: string; readonly expiresAtMs: number; readonly id: string } | null {
  try {
    const [name, expiresAtMs, id] = JSON.parse(Buffer.from(content, 'base64url').toString()) as [unknown, unknown, unknown];
    return typeof name === 'string' && typeof expiresAtMs === 'number' && typeof id === 'string' ? { name, expiresAtMs, id } : null;
  } catch {
    return null;
  }
}
