import { describe, expect, it } from '@jest/globals';
import { minerModels } from '../physics/miner-model.js';
import { addressOf, capacityOf, firstAddressPattern, indexOfAddress } from './addresses.js';
import { DeviceMemory, maxCommands } from './device-memory.js';
import type { VirtualMiner } from './virtual-miner.js';
import { traitsOf } from './miner-traits.js';
import { aMiner } from './virtual-miner.fixture.js';

describe('addresses', () => {
  it.each([
    [0, '127.10.0.1'],
    [249, '127.10.0.250'],
    [250, '127.10.1.1'],
    [100_000, '127.11.144.1'],
  ])('gives miner %d the address %s, and finds it there', (index, address) => {
    expect(addressOf(index, '127.10.0.1')).toBe(address);
    expect(indexOfAddress(address, '127.10.0.1')).toBe(index);
  });

  it('finds nobody at other addresses', () => {
    const found = ['127.9.0.1', '127.10.0.0', '127.10.0.251', '10.10.0.1', 'nonsense', ''].map((a) => indexOfAddress(a, '127.10.0.1'));
    expect(found.every((index) => index < 0)).toBe(true);
  });

  it('knows how many miners fit, and where a farm may begin', () => {
    expect(addressOf(capacityOf('127.10.0.1') - 1, '127.10.0.1')).toBe('127.255.255.250');
    expect(['127.10.0.1', '127.255.255.1', '127.300.0.1', '127.10.0.2', '10.0.0.1'].map((a) => firstAddressPattern.test(a))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a mixed farm', () => {
  it.each(minerModels.map((model) => [model.id, model.share] as const))('has %s about as often as it should', (id, share) => {
    const farm = Array.from({ length: 3_000 }, (_, index) => traitsOf(1, index));
    const part = farm.filter((traits) => traits.model.id === id).length / farm.length;
    // four deviations of a binomial part of 3,000
    expect(Math.abs(part - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 3_000));
  });

  it('finds a share every few seconds on each model', () => {
    for (let index = 0; index < 50; index += 1) {
      const { model, shareDifficulty } = traitsOf(1, index);
      const seconds = (shareDifficulty * model.hashesPerShareDifficulty) / model.hashesPerSecond;
      expect(seconds).toBeGreaterThanOrEqual(8);
      expect(seconds).toBeLessThan(16);
    }
  });
});

describe('what a device remembers', () => {
  const minuteMs = 60_000;
  const dayMs = 1_440 * minuteMs;
  const kinds = ['stop', 'start', 'restart', 'pause', 'resume', 'reboot', 'restart'] as const;

  /** A miner that is told something every so often, and the same one whose commands are all kept; `check` compares them as they go. */
  function obeying(
    everyMs: number,
    count: number,
    check: (folding: VirtualMiner, keeping: VirtualMiner, at: number) => void,
  ): VirtualMiner {
    const [{ miner: folding, settled }, { miner: keeping }] = [aMiner(), aMiner()];
    Object.defineProperty(keeping.memory, 'isFull', { value: false });
    for (let nth = 0; nth < count; nth += 1) {
      const at = settled + nth * everyMs;
      const kind = kinds[nth % kinds.length]!;
      const setup = { ...folding.setupAt(at), hostname: `name-${nth}` };
      for (const miner of [folding, keeping]) miner.obey(nth % 50 === 7 ? { at, kind: 'settings', setup } : { at, kind });
      if (nth % 40 === 39) check(folding, keeping, at + 1_000);
    }
    return folding;
  }

  it('is bounded, and where old commands were folded nothing of the last day is told otherwise', () => {
    let compared = 0;
    const folding = obeying(5 * minuteMs, 1_200, (one, other, now) => {
      for (const ago of [0, 0.01, 0.3, 0.7, 0.99]) {
        const at = now - ago * dayMs;
        const [a, b] = [one.at(at), other.at(at)];
        expect([a.rate, a.watts, a.work, a.boards, a.segment.device]).toEqual([b.rate, b.watts, b.work, b.boards, b.segment.device]);
        expect(one.setupAt(at)).toEqual(other.setupAt(at));
        compared += 1;
      }
    });
    expect(folding.memory.commands.length).toBeLessThanOrEqual(maxCommands);
    expect(folding.memory.horizon).toBeGreaterThan(-Infinity);
    expect(compared).toBe(150);
  });

  it('is bounded even against somebody who never stops; the horizon then says from when the past is told', () => {
    const folding = obeying(minuteMs, 1_100, (one, other, now) => expect(one.at(now).work).toEqual(other.at(now).work));
    const { commands, horizon } = folding.memory;
    expect(commands.length).toBeLessThanOrEqual(maxCommands);
    expect(horizon).toBe(commands[0]!.at);
    expect(folding.at(horizon - 1)).toEqual(folding.at(horizon));
  });

  it('keeps commands of one moment apart, in their order', () => {
    const memory = new DeviceMemory(1);
    memory.add({ at: 7, kind: 'stop' });
    memory.add({ at: 7, kind: 'start' });
    expect(memory.commands).toEqual([
      { at: 7, kind: 'stop' },
      { at: 8, kind: 'start' },
    ]);
  });

  it('leaves the past as it was', () => {
    const { miner, settled } = aMiner();
    const before = miner.at(settled - 60_000);
    miner.obey({ at: settled, kind: 'stop' });
    expect(miner.at(settled - 60_000)).toEqual({ ...before, segment: { ...before.segment, to: settled } });
    expect(miner.segmentAt(settled + 60_000).device).toMatchObject({ phase: 'stopped', planned: true });
  });
});
