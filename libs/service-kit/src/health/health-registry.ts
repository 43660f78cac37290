import type { ServiceIntegration } from '@lodestream/records';

/** What one check answers: ready, or why not, in a sentence an operator can act on. */
export type HealthAnswer = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** Messages not yet handled, by topic. */
export type LagSource = () => Promise<Readonly<Record<string, number>>>;

/** Collects the checks of everything in one process, asked by /health/ready, and what services follow beside their transport. */
export class HealthRegistry {
  private readonly checks = new Map<string, () => HealthAnswer>();
  private readonly lags = new Map<string, LagSource>();
  private readonly integrations = new Map<string, () => readonly ServiceIntegration[]>();

  /** Adds what a service follows by itself to the lag that its status tells. */
  registerLag(service: string, lag: LagSource): void {
    this.lags.set(service, lag);
  }

  /** What {@link registerLag} was given for the service; nothing where it was given nothing. @throws whatever the source throws */
  async lagOf(service: string): Promise<Readonly<Record<string, number>>> {
    return (await this.lags.get(service)?.()) ?? {};
  }

  /** Adds how the outside world stands that a service talks to; its status tells it. */
  registerIntegrations(service: string, integrations: () => readonly ServiceIntegration[]): void {
    this.integrations.set(service, integrations);
  }

  /** What {@link registerIntegrations} was given for the service; nothing where it was given nothing. */
  integrationsOf(service: string): readonly ServiceIntegration[] {
    return this.integrations.get(service)?.() ?? [];
  }

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
