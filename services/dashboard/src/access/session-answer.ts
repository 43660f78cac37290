import type { Role } from './identity.js';

/** Whether a login is needed, and who is logged in. */
export interface SessionAnswer {
  /** False where no access tokens are configured: everybody who reaches the address is the local operator. */
  readonly required: boolean;
  /** Whose token it is; null while nobody is logged in. */
  readonly name: string | null;
  readonly role: Role | null;
  /** UTC milliseconds after which a new login is needed; null where it never is. */
  readonly expires_at: number | null;
}
