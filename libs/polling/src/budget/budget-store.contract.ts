import { describe, expect, it } from '@jest/globals';
import type { BudgetStore } from './budget-store.port.js';

const RECORD = { periodStartMs: 0, reserved: 10 };

/** What every BudgetStore must do; `open` gives an empty one. */
export function describeBudgetStore(name: string, open: () => Promise<BudgetStore>): void {
  describe(`${name} as a BudgetStore`, () => {
    it('knows nothing of a budget that was never written', async () => {
      expect(await (await open()).read('a')).toBeNull();
    });

    it('gives back what was written, by its key', async () => {
      const store = await open();
      expect(await store.replace('a', null, RECORD)).toBe(true);
      expect((await store.read('a'))?.record).toEqual(RECORD);
      expect(await store.read('b')).toBeNull();
    });

    it('refuses a first record where there is one, and a version that is no longer the newest', async () => {
      const store = await open();
      await store.replace('a', null, RECORD);
      const first = await store.read('a');
      expect(await store.replace('a', null, { ...RECORD, reserved: 1 })).toBe(false);
      expect(await store.replace('a', first?.version ?? null, { ...RECORD, reserved: 20 })).toBe(true);
      expect(await store.replace('a', first?.version ?? null, { ...RECORD, reserved: 30 })).toBe(false);
      expect((await store.read('a'))?.record.reserved).toBe(20);
    });

    it('lets one of many writers of one version win', async () => {
      const store = await open();
      const won = await Promise.all([1, 2, 3, 4].map((reserved) => store.replace('a', null, { ...RECORD, reserved })));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await store.read('a'))?.record.reserved).toBe(won.indexOf(true) + 1);
    });
  });
}
