import { hash32 } from '../random/hash.js';

const sessionMs = 3_600_000;
const maxSessions = 16;
const maxKeys = 16;
const attemptsBeforeLock = 5;
const attemptWindowMs = 60_000;
const lockMs = 300_000;

/** A key of the firmware's `x-api-key` header. */
export interface ApiKey {
  readonly key: string;
  readonly description: string;
}

/** Who may change one device: its password, its sessions and keys, and the lock after too many wrong guesses. */
export class DeviceAccess {
  password = 'admin';
  private readonly sessions = new Map<string, number>();
  private readonly keys = new Map<string, ApiKey>();
  private failures: number[] = [];
  private lockedUntil = 0;
  private issued = 0;

  constructor(private readonly deviceKey: number) {}

  /** Milliseconds until guesses are heard again; 0 when they are. */
  lockedForMs(now: number): number {
    return Math.max(0, this.lockedUntil - now);
  }

  /** Notes a wrong password; too many within a minute lock the device. */
  noteFailure(now: number): void {
    this.failures = [...this.failures.filter((at) => now - at < attemptWindowMs), now];
    if (this.failures.length < attemptsBeforeLock) return;
    this.lockedUntil = now + lockMs;
    this.failures = [];
  }

  /** A new session's token of 32 characters; the oldest session goes when there are too many. */
  openSession(now: number): string {
    this.failures = [];
    this.issued += 1;
    const parts = [1, 2, 3, 4].map((part) => hash32(this.deviceKey, now, this.issued, part).toString(16).padStart(8, '0'));
    const token = parts.join('');
    if (this.sessions.size >= maxSessions) this.sessions.delete(this.sessions.keys().next().value!);
    this.sessions.set(token, now);
    return token;
  }

  /** Whether a bearer token or an API key opens the device now; a boot ends all sessions, keys stay. */
  admits(token: string | null, now: number, bootedAt: number): boolean {
    if (token === null) return false;
    if (this.keys.has(token)) return true;
    const openedAt = this.sessions.get(token);
    return openedAt !== undefined && openedAt >= bootedAt && now - openedAt < sessionMs;
  }

  /** Ends one session. */
  closeSession(token: string): void {
    this.sessions.delete(token);
  }

  /** Ends every session but one, or all. */
  closeOthers(token: string | null): void {
    for (const other of [...this.sessions.keys()]) if (other !== token) this.sessions.delete(other);
  }

  /** All API keys of the device. */
  apiKeys(): ApiKey[] {
    return [...this.keys.values()];
  }

  /** Adds an API key; false when the device has no room for it. */
  addKey(key: ApiKey): boolean {
    if (this.keys.size >= maxKeys && !this.keys.has(key.key)) return false;
    this.keys.set(key.key, key);
    return true;
  }

  /** Removes an API key; false when there was none. */
  removeKey(key: string): boolean {
    return this.keys.delete(key);
  }
}
