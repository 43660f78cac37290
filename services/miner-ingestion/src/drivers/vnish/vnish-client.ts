import { type Clock, PermanentError, TransientError } from '@lodestream/component';
import { type DeviceResponse, mapHttpStatus } from '@lodestream/polling';
import { fieldsOf, numberOf, textOf } from '../../reading/measurements.js';
import type { DeviceTalk, MinerCredential } from '../miner-driver.js';
import { type JsonBody, jsonBody } from './parse/json-body.js';

/** A refused or throttled login is left alone for at least this long: trying on would lock the operator out as well. */
const shortestLockoutMs = 15 * 60_000;
const longestLockoutMs = 24 * 3_600_000;

/** VNish's REST API for one device; holds its token between polls, and never tries a login twice in a row. */
export class VnishClient {
  private token: string | null = null;
  private lockedOutUntilMs = 0;

  constructor(
    private readonly credential: MinerCredential | null,
    private readonly clock: Clock,
  ) {}

  /** True when there is a credential and the device has not just refused it. */
  mayUnlock(): boolean {
    return this.credential !== null && this.clock.monotonic() >= this.lockedOutUntilMs;
  }

  /** A read that needs no login. */
  async get(talk: DeviceTalk, path: string): Promise<JsonBody> {
    return this.read(await talk.request({ method: 'GET', path: `/api/v1${path}` }), path);
  }

  /** A read behind the login: an expired token is renewed once, and the read tried once more. */
  async getUnlocked(talk: DeviceTalk, path: string): Promise<JsonBody> {
    const known = this.token;
    const first = await this.ask(talk, path, known ?? (await this.unlock(talk)));
    if (first.status !== 401 || known === null) return this.read(first, path);
    return this.read(await this.ask(talk, path, await this.unlock(talk)), path);
  }

  private ask(talk: DeviceTalk, path: string, token: string): Promise<DeviceResponse> {
    return talk.request({ method: 'GET', path: `/api/v1${path}`, headers: { authorization: `Bearer ${token}` } });
  }

  private async unlock(talk: DeviceTalk): Promise<string> {
    this.token = null;
    if (this.credential === null) throw new PermanentError('There is no credential to unlock the miner with', 'authentication');
    if (!this.mayUnlock())
      throw new TransientError('The miner refused the login not long ago', 'rate_limit', { retryAfterMs: this.lockoutMs() });
    const body = JSON.stringify({ pw: this.credential.password.reveal() });
    const response = await talk.request({ method: 'POST', path: '/api/v1/unlock', headers: { 'content-type': 'application/json' }, body });
    if (response.status === 403 || response.status === 429) this.lockOut(response);
    const token = textOf(fieldsOf(this.read(response, '/unlock').value)['token']);
    if (token === null || !/^[\x21-\x7e]+$/.test(token)) throw new PermanentError('/unlock gave no token', 'malformed');
    this.token = token;
    return token;
  }

  /** The device says in seconds how long it locks logins; a wrong password must wait even where it does not say. */
  private lockOut(response: DeviceResponse): void {
    const asked = (timeoutOf(response) ?? 0) * 1_000;
    this.lockedOutUntilMs = this.clock.monotonic() + Math.min(longestLockoutMs, Math.max(shortestLockoutMs, asked));
  }

  private lockoutMs(): number {
    return Math.max(0, this.lockedOutUntilMs - this.clock.monotonic());
  }

  private read({ status, headers, body }: DeviceResponse, path: string): JsonBody {
    const error = mapHttpStatus(status, headers, path, this.clock.now());
    if (error !== null) throw error;
    return jsonBody(body, path);
  }
}

function timeoutOf(response: DeviceResponse): number | null {
  try {
    return numberOf(fieldsOf(jsonBody(response.body, '/unlock').value)['unlock_timeout']);
  } catch {
    return null;
  }
}
