/** What one check answers: ready, or why not, in a sentence an operator can act on. */
export type HealthAnswer = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** Collects the checks of everything in one process; asked by /health/ready. */
export class HealthRegistry {
  private readonly checks = new Map<string, () => HealthAnswer>();

  /** Adds a check; `name` is `service/part`. A second check of one name replaces the first. */
  register(name: string, check: () => HealthAnswer): void {
    this.checks.set(name, check);
  }

  /** Every check's answer now; a check that throws is not ready and says so. */
  answers(): Readonly<Record<string, HealthAnswer>> {
    return Object.fromEntries([...this.checks].map(([name, check]) => [name, ask(check)]));
  }
}

function ask(check: () => HealthAnswer): HealthAnswer {
  try {
    return check();
  } catch (error) {
    return { ready: false, reason: `the check itself failed: ${String(error)}` };
  }
}
