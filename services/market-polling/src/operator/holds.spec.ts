import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import { FakeRegisters, type Registers } from '@lodestream/streaming';
import { Holds, type HoldsRecord } from './holds.js';

const until = (untilMs: number) => ({ atMs: 0, untilMs, by: 'anna', reason: null });

describe('what operators hold', () => {
  it('outlives a process, is seen by other replicas once they read it, and ends by itself', async () => {
    const [registers, clock] = [new FakeRegisters<HoldsRecord>(), new FakeClock(0)];
    const [first, second] = [new Holds(registers, clock), new Holds(registers, clock)];
    await first.pause('coingecko', until(1_000));
    await first.pin('bitcoin', { ...until(2_000), usd: 5 });
    expect(second.pauseOf('coingecko')).toBeNull();
    await second.load();
    expect([second.pauseOf('coingecko')?.by, second.pinOf('bitcoin')?.usd, second.pinOf('litecoin')]).toEqual(['anna', 5, null]);
    await clock.advance(1_000);
    expect([second.pauseOf('coingecko'), second.pinOf('bitcoin')?.usd]).toEqual([null, 5]);
  });

  it('is added to what others hold, never written over it, and what has ended is forgotten', async () => {
    const [registers, clock] = [new FakeRegisters<HoldsRecord>(), new FakeClock(0)];
    const [first, second] = [new Holds(registers, clock), new Holds(registers, clock)];
    await first.pause('a', until(10));
    await second.pause('b', until(1_000));
    await clock.advance(500);
    await first.pause('c', until(1_000));
    expect(Object.keys((await registers.read('holds'))!.record.pauses)).toEqual(['b', 'c']);
    await first.pause('b', null);
    expect(first.pauseOf('b')).toBeNull();
  });

  it('is not in force where it did not become durable', async () => {
    const busy: Registers<HoldsRecord> = { read: () => Promise.resolve(null), replace: () => Promise.resolve(false) };
    const holds = new Holds(busy, new FakeClock(0));
    await expect(holds.pause('a', until(10))).rejects.toThrow(TransientError);
    expect(holds.pauseOf('a')).toBeNull();
  });
});
