import { ask } from './api';

interface SessionAnswer {
  readonly required: boolean;
  readonly name: string | null;
  readonly role: 'viewer' | 'operator' | null;
}

const path = '/api/v1/session';

/** Who looks at the page, and whether the server wants to know. */
class Session {
  known = $state.raw<SessionAnswer | null>(null);

  /** True once the server has said that nothing is shown without a login, and nobody is logged in. */
  get mustLogIn(): boolean {
    return this.known !== null && this.known.required && this.known.name === null;
  }

  /** Whether whoever looks may act on miners. */
  get mayOperate(): boolean {
    return this.known?.role === 'operator';
  }

  /** Asks the server; one that does not answer changes nothing. */
  async check(): Promise<void> {
    this.known = await ask<SessionAnswer>('GET', path).catch(() => this.known);
  }

  /** @throws Error saying why not */
  async logIn(token: string): Promise<void> {
    this.known = await ask<SessionAnswer>('POST', path, { token });
  }

  /** Ends the login; the page is loaded anew, so that nothing of what was shown stays. */
  async logOut(): Promise<void> {
    await ask('DELETE', path);
    location.assign('/');
  }
}

/** The one session of the page. */
export const session = new Session();
