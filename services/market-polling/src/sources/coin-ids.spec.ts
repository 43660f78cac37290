import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, silentLog, TransientError } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import { FakeRegisters } from '@lodestream/streaming';
import { CoinIds } from './coin-ids.js';
import { IdentityDoubts } from './identity-doubts.js';
import type { SourceNotice } from './market-source.js';
import { PinnedIds, type PinnedIdsRecord } from './pinned-ids.js';

const bitcoin = findCoin('bitcoin')!;
const rare = [findCoin('bellscoin')!, findCoin('pepecoin-network')!];
const never = new AbortController().signal;

/** Processes that share what is pinned, at a source that answers as it is told. */
class Source {
  readonly clock = new FakeClock(0);
  readonly doubts = new IdentityDoubts();
  readonly notices: SourceNotice[] = [];
  readonly asked: string[][] = [];
  answer: () => ReadonlyMap<string, string> = () => new Map();
  private readonly registers = new FakeRegisters<PinnedIdsRecord>();

  open(askMeanwhile = true): CoinIds {
    const uncertain = rare.map((coin) => ({ coin, id: askMeanwhile ? coin.id : null, certain: false }));
    return new CoinIds({
      source: 's',
      coins: [{ coin: bitcoin, id: '1', certain: true }, ...uncertain],
      pinnedIds: new PinnedIds(this.registers),
      doubts: this.doubts,
      clock: this.clock,
      log: silentLog,
      onNotice: (notice) => this.notices.push(notice),
      lookUp: async (coins) => {
        this.asked.push(coins.map(({ coin }) => coin.id));
        return await Promise.resolve(this.answer());
      },
    });
  }
}

const idsOf = (ids: CoinIds): string[] => ids.listed.map(({ id }) => id);

describe('ids of coins at a source', () => {
  it('that are certain are taken, and not looked up', async () => {
    const source = new Source();
    await source.open(false).settle(never);
    expect(idsOf(source.open(false))).toEqual(['1']);
    expect(idsOf(source.open())).toEqual(['1', 'bellscoin', 'pepecoin-network']);
    expect(source.doubts.has('s', 'bitcoin')).toBe(false);
    expect(source.asked.flat()).not.toContain('bitcoin');
  });

  it('are looked up once, pinned for the next process, and told; a coin that is not on the list is not asked for', async () => {
    const source = new Source();
    source.answer = () => new Map([['pepecoin-network', 'pep-2']]);
    const ids = source.open();
    expect(source.doubts.has('s', 'bellscoin') && source.doubts.has('s', 'pepecoin-network')).toBe(true);
    for (let n = 0; n < 3; n += 1) await ids.settle(never);
    expect(source.asked).toEqual([['bellscoin', 'pepecoin-network']]);
    expect(idsOf(ids)).toEqual(['1', 'pep-2']);
    expect(source.doubts.has('s', 'pepecoin-network')).toBe(false);
    expect(source.doubts.has('s', 'bellscoin')).toBe(true);
    expect(source.notices.map(({ subject, severity, detail }) => [subject, severity, detail])).toEqual([
      ['bellscoin', 'warning', expect.stringContaining('not asked for it')],
      ['pepecoin-network', 'info', expect.stringContaining('pep-2')],
    ]);
    const next = source.open();
    await next.settle(never);
    expect(source.asked[1]).toEqual(['bellscoin']);
    expect(idsOf(next)).toEqual(['1', 'pep-2']);
  });

  it.each([new TransientError('away', 'connectivity'), new PermanentError('not for you', 'validation')])(
    'stay as they are where there is no answer, and are asked for ever more seldom ($name)',
    async (error) => {
      const source = new Source();
      source.answer = () => {
        throw error;
      };
      const ids = source.open();
      for (let minute = 0; minute < 2 * 24 * 60; minute += 5) {
        await ids.settle(never);
        await source.clock.advance(300_000);
      }
      expect(source.asked.length).toBeGreaterThan(5);
      expect(source.asked.length).toBeLessThan(11);
      expect(idsOf(ids)).toEqual(['1', 'bellscoin', 'pepecoin-network']);
      expect(source.doubts.has('s', 'bellscoin')).toBe(true);
    },
  );

  it('that the source does not know any more are looked up anew, also where they were pinned', async () => {
    const source = new Source();
    source.answer = () =>
      new Map([
        ['bellscoin', '7'],
        ['pepecoin-network', '8'],
      ]);
    const ids = source.open(false);
    await ids.settle(never);
    source.answer = () => new Map([['bellscoin', '9']]);
    ids.distrust(['7']);
    expect(idsOf(ids)).toEqual(['1', '8']);
    await ids.settle(never);
    expect(idsOf(ids)).toEqual(['1', '9', '8']);
    const next = source.open(false);
    await next.settle(never);
    expect([idsOf(next), source.asked.length]).toEqual([['1', '9', '8'], 2]);
  });
});
