import { describe, expect, it } from '@jest/globals';
import type { Lifecycle } from './lifecycle.js';

/** What every component's start and stop must do; each component's spec calls it with a way to make a fresh one. */
export function describeLifecycle(name: string, create: () => Lifecycle | Promise<Lifecycle>, stopWithinMs = 5_000): void {
  describe(`${name} as a component`, () => {
    it('stops before it was ever started', async () => {
      const component = await create();
      await expect(component.stop()).resolves.toBeUndefined();
    });

    it('starts, stops within its deadline, and stops again without harm', async () => {
      const component = await create();
      await component.start();
      const began = performance.now();
      await component.stop();
      expect(performance.now() - began).toBeLessThan(stopWithinMs);
      await expect(component.stop()).resolves.toBeUndefined();
    });
  });
}
