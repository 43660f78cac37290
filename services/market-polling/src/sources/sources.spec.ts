import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import { FakeBudgetStore, FakeWebApi } from '@lodestream/polling';
import { validateSection } from '@lodestream/service-kit';
import { MarketPollingConfig } from '../config.js';
import { IdentityDoubts } from './identity-doubts.js';
import type { SourceParts } from './market-source.js';
import { PinnedIds } from './pinned-ids.js';
import { createSources } from './sources.js';

function open(marketData: object) {
  const asked: string[] = [];
  const openWeb: SourceParts['openWeb'] = () =>
    new FakeWebApi(({ path, query = {} }) => {
      asked.push(`${path} ${String(query['ids'] ?? query['id'])}`);
      return { body: path.startsWith('/v3') ? { status: { error_code: 0 }, data: [] } : [] };
    });
  const config = validateSection(MarketPollingConfig, { market_data: marketData }).instance.market_data!;
  const parts = { clock: new FakeClock(3_600_000), log: silentLog, budgets: new FakeBudgetStore(), openWeb } as unknown as SourceParts;
  return { asked, sources: createSources(config, [], { ...parts, pinnedIds: new PinnedIds(null as never), doubts: new IdentityDoubts() }) };
}

describe('the sources of a configuration', () => {
  it('follow the configured coins also where CoinGecko is switched off', () => {
    const { sources } = open({ coingecko: { enabled: false, coins: ['litecoin', 'dogecoin'] }, coinmarketcap: { api_key: 'a-key' } });
    expect(sources.map(({ name, prices }) => [name, prices?.coins.map(({ id }) => id)])).toEqual([
      ['coinmarketcap', ['litecoin', 'dogecoin']],
    ]);
  });
});
