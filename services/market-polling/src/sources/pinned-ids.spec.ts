import { describe, expect, it } from '@jest/globals';
import { FakeRegisters } from '@lodestream/streaming';
import { PinnedIds, type PinnedIdsRecord } from './pinned-ids.js';

describe('ids that were looked up', () => {
  it('are known to another process, by source, and stay as they were first found', async () => {
    const registers = new FakeRegisters<PinnedIdsRecord>();
    const [one, other] = [new PinnedIds(registers), new PinnedIds(registers)];
    await one.pin('coinmarketcap', new Map([['bellscoin', '31234']]));
    await other.pin(
      'coinmarketcap',
      new Map([
        ['bellscoin', '1'],
        ['dingocoin', '8'],
      ]),
    );
    expect(await other.of('coinmarketcap')).toEqual(
      new Map([
        ['bellscoin', '31234'],
        ['dingocoin', '8'],
      ]),
    );
    expect(await other.of('coingecko')).toEqual(new Map());
  });

  it('are all kept where replicas pin at once', async () => {
    const registers = new FakeRegisters<PinnedIdsRecord>();
    await Promise.all(['a', 'b', 'c'].map((coin) => new PinnedIds(registers).pin('s', new Map([[coin, coin]]))));
    expect([...(await new PinnedIds(registers).of('s')).keys()].toSorted()).toEqual(['a', 'b', 'c']);
  });
});
