import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { fullTopicName, type TopicDefinition, topics } from '@lodestream/records';
import { MarketHarness } from './market-harness.js';
import { FreePlans } from './provider-books.js';

const minute = 60_000;
const day = 86_400_000;
const networks = { explorers: true, minerstat: true };

class Farm {
  readonly clock = new FakeClock(Date.UTC(2026, 10, 1));
  readonly plans: FreePlans = new FreePlans(() => this.clock);
  readonly harness = new MarketHarness((...asked) => this.plans.answers(...asked), this.clock);

  tell<T, I>(topic: TopicDefinition<T, I>, key: string, record: I | null): void {
    const value = record === null ? null : topic.codec.encode(topic.codec.create(record));
    this.harness.bus.messages.push({ topic: fullTopicName('mining.', topic), message: { key, value } });
  }

  mines(miner_id: string, algorithm: 'scrypt' | 'sha256d' | null, model: string | null = null, enabled = true): void {
    const miner = { miner_id, origin: 'config', driver: 'auto', address: '10.0.0.1', updated_at: 0 } as const;
    this.tell(topics.fleetMiners, miner_id, { ...miner, algorithm, model, enabled });
  }

  /** A pool tells of a balance in a coin. */
  pays(coin_id: string, balance: number): void {
    const now = this.clock.now();
    const account = { timestamp: now, observed_at: now, pool_id: 'test', account: 'a', source: 'http' };
    this.tell(topics.poolPayouts, 'test/a', { ...account, type: 'balance', coin_id, currency: coin_id, balance });
  }

  /** What was published in the last few minutes. */
  get coins(): string[] {
    const since = this.clock.now() - 11 * minute;
    const recent = this.harness.data.filter(({ timestamp, candidates }) => timestamp > since && candidates.length > 0);
    return [...new Set(recent.map(({ coin }) => coin.id))].toSorted();
  }

  /** Ids of the newest question for prices. */
  get asked(): string[] {
    const calls = this.harness.calls.filter(({ path }) => path === '/simple/price' || path === '/coins/markets');
    return String(calls.at(-1)!.query['ids']).split(',').toSorted();
  }

  hosts(): Set<string> {
    return new Set(this.harness.calls.map(({ host }) => host));
  }
}

const settings = { coingecko: { coins: ['ethereum'], tier: 'demo' }, following: { keep_days: 1 }, networks };

describe('coins that nobody named', () => {
  it('are asked for and published while they are mined or paid, and let go a while after', async () => {
    const farm = new Farm();
    farm.mines('m1', null, 'Antminer L7');
    farm.pays('bellscoin', 2);
    farm.pays('dogecoin', 0);
    const service = farm.harness.create(settings);
    await farm.harness.begin(service);
    await farm.clock.advance(11 * minute);
    expect(farm.coins).toEqual(['bellscoin', 'ethereum', 'litecoin']);
    expect(farm.asked).toEqual(expect.arrayContaining(['bellscoin', 'ethereum', 'litecoin']));
    expect(farm.hosts()).toContain('litecoinspace.org');
    expect(farm.hosts()).not.toContain('mempool.space');
    farm.tell(topics.fleetMiners, 'm1', null);
    farm.mines('m2', 'sha256d');
    await farm.clock.advance(15 * minute);
    expect(farm.coins).toEqual(['bellscoin', 'bitcoin', 'ethereum', 'litecoin']);
    await farm.clock.advance(day);
    expect(farm.coins).toEqual(['bitcoin', 'ethereum']);
    expect(farm.asked).toEqual(['bitcoin', 'ethereum']);
    await service.stop();
    expect(farm.harness.bugs).toEqual([]);
  }, 60_000);

  it('are none where that is switched off', async () => {
    const farm = new Farm();
    farm.mines('m1', 'scrypt');
    const service = farm.harness.create({ ...settings, following: { mined: false } });
    await farm.harness.begin(service);
    await farm.clock.advance(11 * minute);
    await service.stop();
    expect(farm.coins).toEqual(['ethereum']);
  });

  it('can be all that is followed', async () => {
    const farm = new Farm();
    farm.mines('m1', 'scrypt');
    farm.mines('out of service', 'sha256d', null, false);
    const service = farm.harness.create({ ...settings, coingecko: { coins: [], tier: 'demo' } });
    await farm.harness.begin(service);
    await farm.clock.advance(11 * minute);
    await service.stop();
    expect(farm.coins).toEqual(['litecoin']);
  });
});
