import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Registers } from './registers.port.js';

/** Replicas of registers over one log, and a way to have what is out of date removed. */
export interface RegistersUnderTest {
  /** Another replica, or a later life of one. */
  open(): Registers<{ readonly spent: number }>;
  compact?(): Promise<void>;
}

const testTimeoutMs = 60_000;

/** What all Registers must do; `open` gives a world that may have other keys in it. */
export function describeRegisters(name: string, open: () => Promise<RegistersUnderTest>): void {
  describe(`${name} as Registers`, () => {
    const key = (): string => `budget/${randomUUID()}`;

    it(
      'know nothing of what was never written, and give back what was',
      async () => {
        const [registers, budget, other] = [(await open()).open(), key(), key()];
        expect(await registers.read(budget)).toBeNull();
        expect(await registers.replace(budget, null, { spent: 1 })).toBe(true);
        expect((await registers.read(budget))?.record).toEqual({ spent: 1 });
        expect(await registers.read(other)).toBeNull();
      },
      testTimeoutMs,
    );

    it(
      'refuse a first value where there is one, and versions that are not the newest',
      async () => {
        const [registers, budget] = [(await open()).open(), key()];
        await registers.replace(budget, null, { spent: 1 });
        const first = await registers.read(budget);
        expect(await registers.replace(budget, null, { spent: 9 })).toBe(false);
        expect(await registers.replace(budget, first!.version, { spent: 2 })).toBe(true);
        expect(await registers.replace(budget, first!.version, { spent: 9 })).toBe(false);
        expect(await registers.replace(budget, 1_000, { spent: 9 })).toBe(false);
        expect((await registers.read(budget))?.record.spent).toBe(2);
      },
      testTimeoutMs,
    );

    it(
      'let one of many replicas win each version, and show all of them the same',
      async () => {
        const [world, budget] = [await open(), key()];
        const replicas = [1, 2, 3, 4].map(() => world.open());
        for (let round = 0; round < 10; round += 1) {
          const version = (await replicas[0]!.read(budget))?.version ?? null;
          const won = await Promise.all(replicas.map((each, index) => each.replace(budget, version, { spent: round * 10 + index })));
          expect(won.filter(Boolean)).toHaveLength(1);
          const seen = await Promise.all([...replicas, world.open()].map((each) => each.read(budget)));
          expect(new Set(seen.map((each) => each?.record.spent))).toEqual(new Set([round * 10 + won.indexOf(true)]));
        }
      },
      testTimeoutMs,
    );

    it(
      'hand out no unit twice, and lose none, when many replicas count on one of them',
      async () => {
        const [world, budget] = [await open(), key()];
        const taken: number[] = [];
        const spend = async (registers: Registers<{ readonly spent: number }>): Promise<void> => {
          for (let got = 0; got < 8;) {
            const found = await registers.read(budget);
            const spent = found?.record.spent ?? 0;
            if (!(await registers.replace(budget, found?.version ?? null, { spent: spent + 1 }))) continue;
            taken.push(spent);
            got += 1;
          }
        };
        await Promise.all([1, 2, 3].map(() => spend(world.open())));
        await world.compact?.();
        expect([...taken].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index));
        expect((await world.open().read(budget))?.record.spent).toBe(24);
      },
      testTimeoutMs,
    );
  });
}
