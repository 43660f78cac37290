import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import { FakeWebApi } from '@lodestream/polling';
import { Secret } from '@lodestream/service-kit';
import { MarketHarness } from '../../test/market-harness.js';
import { MarketDataConfig } from '../config.js';
import { NodeConfig } from '../networks-config.js';
import { secretsOf } from './secrets-of.js';
import { SourceExchanges } from './source-exchanges.js';

const secret = 'canary-key-77aa';
const ask = (web: ReturnType<SourceExchanges['listenTo']>, path = '/price', query = {}) => web.ask({ path, query, withinMs: 1 });

describe('the last exchanges with a source', () => {
  it('tell what was asked and what came, oldest first, and no more than eight of them', async () => {
    const log = new SourceExchanges(new FakeClock(5), []);
    const web = log.listenTo('a', new FakeWebApi(({ path }) => ({ status: path === '/9' ? 503 : 200, body: { at: path } })));
    for (let n = 0; n < 10; n += 1) await ask(web, `/${n}`, { ids: 'bitcoin,litecoin' });
    const shown = log.last('a');
    expect(shown.map(({ path }) => path)).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => `/${n}?ids=bitcoin%2Clitecoin`));
    expect(shown.at(-1)).toEqual(
      expect.objectContaining({ at: 5, method: 'GET', status: 503, body: '{"at":"/9"}', bytes: 11, error: null }),
    );
    expect(log.last('b')).toEqual([]);
    await ask(web, '');
    expect(log.last('a').at(-1)!.path).toBe('/');
  });

  it('tell why no answer came, and hand on the error', async () => {
    const log = new SourceExchanges(new FakeClock(), [secret]);
    const failing = new FakeWebApi(() => Promise.reject(new TransientError(`no route, said ${secret}`, 'connectivity')));
    await expect(ask(log.listenTo('a', failing))).rejects.toThrow(TransientError);
    expect(log.last('a')).toEqual([expect.objectContaining({ status: null, body: null, error: 'no route, said (hidden)' })]);
  });

  it.each([
    `{"echo":"${secret}"}`,
    `${'x'.repeat(1_020)}${secret}`,
    `{"basic":"${Buffer.from(`user:${secret}`).toString('base64')}"}`,
    encodeURIComponent(`key=${secret}`),
  ])('hide every secret that a provider says aloud', async (body) => {
    const settings = new MarketDataConfig();
    settings.networks.nodes = [Object.assign(new NodeConfig(), { coin: 'a', url: '', username: 'user', password: Secret.of(secret) })];
    const log = new SourceExchanges(new FakeClock(), secretsOf(settings));
    await ask(log.listenTo('a', new FakeWebApi(() => ({ body }))), `/${secret}`, { key: secret });
    const shown = JSON.stringify(log.last('a'));
    for (const spelled of ['canary', Buffer.from(`user:${secret}`).toString('base64').slice(4, 20)]) expect(shown).not.toContain(spelled);
  });

  it('are those of the service, without its keys', async () => {
    const harness = new MarketHarness(() => ({ status: 401, body: { said: secret } }));
    const service = harness.create({
      coingecko: { coins: ['bitcoin'], api_key: secret },
      networks: { nodes: [{ coin: 'bitcoin', url: 'http://127.0.0.1:1', username: 'u', password: secret }] },
    });
    await harness.begin(service);
    await harness.clock.advance(60_000);
    await service.stop();
    for (const source of ['coingecko', 'node:bitcoin', 'minerstat']) {
      expect(service.exchanges.last(source).length).toBeGreaterThan(0);
      expect(JSON.stringify(service.exchanges.last(source))).not.toContain(secret);
    }
  });
});
