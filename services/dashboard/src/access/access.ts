import type { Clock } from '@lodestream/component';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { DashboardSettings } from '../config.js';
import { AccessTokens } from './access-tokens.js';
import { localOperator, type Identity } from './identity.js';
import { openSession, sealSession, sessionIn } from './session-cookie.js';

/** A login: who it is, and the cookie's value. */
export interface Login {
  readonly identity: Identity;
  readonly cookie: string;
}

/** Says who asks: by bearer token or by the cookie of a login; where no tokens are configured everybody is the local operator. */
export class Access {
  private readonly tokens: AccessTokens;

  constructor(
    settings: Pick<DashboardSettings, 'access_tokens'>,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly newId: () => string = randomUUID,
  ) {
    this.tokens = new AccessTokens(settings.access_tokens);
  }

  /** Whether somebody has to log in to see anything. */
  get isRequired(): boolean {
    return !this.tokens.isEmpty;
  }

  /** Who sent these headers, or null where that is not known. A bearer token goes before a cookie. */
  identify(headers: IncomingHttpHeaders): Identity | null {
    if (!this.isRequired) return localOperator;
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.byToken(bearer);
    const session = sessionIn(headers.cookie);
    return session === null ? null : openSession(session, this.tokens, this.clock.now());
  }

  /** A login with a token, or null where nobody has it. */
  logIn(token: string): Login | null {
    const holder = this.tokens.holderOf(token);
    if (holder === null) return null;
    const cookie = sealSession(holder, { id: this.newId(), nowMs: this.clock.now() });
    const identity = openSession(cookie, this.tokens, this.clock.now());
    return identity === null ? null : { identity, cookie };
  }

  private byToken(token: string): Identity | null {
    const holder = this.tokens.holderOf(token);
    return holder === null ? null : { name: holder.name, role: holder.role, session: null, expiresAtMs: null };
  }
}
