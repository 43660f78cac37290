/** What somebody may do: a viewer reads, an operator also acts on miners. */
export const roles = ['viewer', 'operator'] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** Who asks. */
export interface Identity {
  readonly name: string;
  readonly role: Role;
  /** Unlike any other login's; null for a bearer token and where nobody has to log in. */
  readonly session: string | null;
  /** UTC milliseconds after which a new login is needed; null where it never is. */
  readonly expiresAtMs: number | null;
}

/** Whoever asks where nobody has to log in, which only a loopback address allows. */
export const localOperator: Identity = { name: 'local', role: 'operator', session: null, expiresAtMs: null };
