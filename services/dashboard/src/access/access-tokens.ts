import type { Secret } from '@lodestream/service-kit';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from './identity.js';

/** An opaque token and whose it is. */
export interface AccessToken {
  readonly name: string;
  readonly role: Role;
  readonly token: Secret;
}

/** The configured tokens. What is offered is compared with every one of them in constant time, whichever it is or resembles. */
export class AccessTokens {
  private readonly key = randomBytes(32);
  private readonly known: readonly { readonly holder: AccessToken; readonly digest: Buffer }[];

  constructor(tokens: readonly AccessToken[]) {
    this.known = tokens.map((holder) => ({ holder, digest: this.digest(holder.token.reveal()) }));
  }

  /** Whether there are none, so that nobody can be told apart. */
  get isEmpty(): boolean {
    return this.known.length === 0;
  }

  /** The holder of a token, or null. */
  holderOf(offered: string): AccessToken | null {
    const digest = this.digest(offered);
    let found: AccessToken | null = null;
    for (const one of this.known) if (timingSafeEqual(one.digest, digest)) found = one.holder;
    return found;
  }

  /** The token of that name, or null. */
  named(name: string): AccessToken | null {
    return this.known.find(({ holder }) => holder.name === name)?.holder ?? null;
  }

  /** Equally long for every token, under a key that only this process has. */
  private digest(token: string): Buffer {
    return createHmac('sha256', this.key).update(token).digest();
  }
}
