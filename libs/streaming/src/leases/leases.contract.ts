import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PermanentError } from '@lodestream/component';
import { eventually } from '../bus-contract/eventually.js';
import { Contender } from './contender.js';
import type { Leases } from './leases.port.js';

/** One replica among those that contend. */
export interface LeaseReplica {
  readonly leases: Leases;
  /** Ends as SIGKILL would: nothing is given back. */
  readonly kill?: () => Promise<void>;
}

/** A world in which replicas contend; every adapter's spec builds one. */
export interface LeasesUnderTest {
  /** Another replica, started. */
  replica(): Promise<LeaseReplica>;
  /** Stops what runs. */
  dispose(): Promise<void>;
}

/** How long things may take, and what cannot be asked for on demand, with the reason why; the suite then shows it as skipped. */
export interface LeaseTerms {
  /** From a holder's giving back to the next one's beginning. */
  readonly handedOverWithinMs: number;
  /** From a holder's death to the next one's beginning. */
  readonly takenOverWithinMs: number;
  readonly noKill?: string;
}

const testTimeoutMs = 90_000;

/** What every Leases must do; the fake, the embedded bus and Kafka all run it. */
export function describeLeases(name: string, open: () => Promise<LeasesUnderTest>, terms: LeaseTerms): void {
  describe(`${name} as Leases`, () => {
    let world: LeasesUnderTest;
    let lease: string;
    let overlaps: string[];
    beforeEach(async () => {
      world = await open();
      lease = `lease-${randomUUID().slice(0, 8)}`;
      overlaps = [];
    });
    afterEach(async () => {
      await world.dispose();
      expect(overlaps).toEqual([]);
    }, testTimeoutMs);

    const all: Contender[] = [];
    const contend = async (replica?: LeaseReplica): Promise<Contender> => {
      const contender = new Contender(replica ?? (await world.replica()), lease, (other) => {
        if (all.some((each) => each !== other && each.leaseName === lease && each.isActing())) overlaps.push(`two held ${lease}`);
      });
      all.push(contender);
      return contender;
    };
    const holderOf = (contenders: readonly Contender[]): Promise<Contender> =>
      eventually('somebody to hold the lease', () => contenders.find((each) => each.isActing()));

    it(
      'gives a lease to one of those who ask, and to the next when it is given back, after the first has ended',
      async () => {
        const contenders = [await contend(), await contend(), await contend()];
        for (let left = contenders.length; left > 0; left -= 1) {
          const holder = await holderOf(contenders);
          const others = contenders.filter((each) => each !== holder);
          expect(others.filter((each) => each.isActing())).toEqual([]);
          const began = performance.now();
          await holder.giveUp();
          expect(holder.isActing()).toBe(false);
          if (left === 1) break;
          await holderOf(contenders);
          expect(performance.now() - began).toBeLessThan(terms.handedOverWithinMs);
        }
      },
      testTimeoutMs,
    );

    it(
      'tells a holder that it holds, and ends when its work has',
      async () => {
        const [first, second] = [await contend(), await contend()];
        const holder = await holderOf([first, second]);
        expect([holder.lease?.name, holder.lease?.isHeld(), holder.lease?.signal.aborted]).toEqual([lease, true, false]);
        expect(holder.lease?.heldUntilMs()).toBeGreaterThan(performance.now());
        const former = holder.lease;
        holder.finish();
        await holder.ended;
        expect([former?.isHeld(), former?.heldUntilMs(), former?.signal.aborted]).toEqual([false, -Infinity, true]);
        await holderOf([first === holder ? second : first]);
      },
      testTimeoutMs,
    );

    it(
      'hands what the work throws to who asked, and the lease to another',
      async () => {
        const [first, second] = [await contend(), await contend()];
        const holder = await holderOf([first, second]);
        holder.fail(new Error('the work failed'));
        await expect(holder.ended).rejects.toThrow('the work failed');
        await holderOf([first === holder ? second : first]);
      },
      testTimeoutMs,
    );

    it(
      'gives leases of other names independently, also to one replica',
      async () => {
        const replica = await world.replica();
        const one = await contend(replica);
        await holderOf([one]);
        lease = `${lease}-other`;
        const other = await contend(replica);
        await holderOf([other]);
        expect(one.isActing()).toBe(true);
      },
      testTimeoutMs,
    );

    it('does nothing for a wish that has ended already, and refuses a name that cannot be one', async () => {
      const { leases } = await world.replica();
      let began = false;
      const work = (): Promise<void> => Promise.resolve(void (began = true));
      await leases.hold(lease, work, AbortSignal.abort());
      expect(began).toBe(false);
      await expect(leases.hold('no spaces', work, new AbortController().signal)).rejects.toThrow(PermanentError);
      await expect(leases.hold('x'.repeat(121), work, new AbortController().signal)).rejects.toThrow(PermanentError);
    });

    it(
      'gives everything back at a stop, once the work has ended',
      async () => {
        const replica = await world.replica();
        const first = await contend(replica);
        await holderOf([first]);
        const second = await contend();
        const former = first.lease;
        await replica.leases.stop();
        expect([former?.isHeld(), first.isActing()]).toEqual([false, false]);
        await holderOf([second]);
      },
      testTimeoutMs,
    );

    const killing = terms.noKill === undefined ? it : it.skip;
    killing(
      `passes to another when the holder dies, whose right has ended by then${terms.noKill === undefined ? '' : ` (${terms.noKill})`}`,
      async () => {
        const replicas = [await world.replica(), await world.replica()];
        const contenders = [await contend(replicas[0]), await contend(replicas[1])];
        const holder = await holderOf(contenders);
        const heir = contenders.find((each) => each !== holder)!;
        const former = holder.lease;
        const began = performance.now();
        await replicas[contenders.indexOf(holder)]?.kill?.();
        await eventually('the heir to hold the lease', () => heir.isActing());
        expect(performance.now() - began).toBeLessThan(terms.takenOverWithinMs);
        expect(former?.isHeld()).toBe(false);
      },
      testTimeoutMs,
    );
  });
}
