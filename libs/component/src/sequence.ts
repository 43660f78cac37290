import { TransientError } from './errors.js';
import type { Lifecycle } from './lifecycle.js';

/** Starts components one after the other and stops them in reverse. Once told to stop it begins nothing more. */
export class Sequence {
  private readonly begun: Lifecycle[] = [];
  private ended = false;

  /** @throws TransientError when it was told to stop meanwhile, and whatever the component's own start throws */
  async begin(component: Lifecycle): Promise<void> {
    if (this.ended) throw new TransientError('told to stop before everything had started', 'dependency');
    this.begun.push(component);
    await component.start();
  }

  /** Stops everything that was begun, last first; what fails to stop does not keep the rest from stopping. */
  async stop(): Promise<void> {
    this.ended = true;
    const failures: unknown[] = [];
    for (const component of this.begun.splice(0).reverse()) await component.stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not stop cleanly.');
  }
}
