import type { Operation } from './operations.js';

/** What the services of a process let the operator's command ask of it, by name; served on the management port. */
export class OperationRegistry {
  private readonly known = new Map<string, Operation>();

  /** Adds an operation; the name begins with the service's own. */
  register(name: string, operation: Operation): void {
    this.known.set(name, operation);
  }

  /** All of them, as the management page takes them. */
  all(): Readonly<Record<string, Operation>> {
    return Object.fromEntries(this.known);
  }
}
