import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@lodestream/test-stack';
import { FakeClock } from '@lodestream/component';
import { type CommandInput, fullTopicName, internalTopics, type MarketData, type TopicDefinition, topics } from '@lodestream/records';
import { BusLeases, type EventBus } from '@lodestream/streaming';
import { keptRegisters } from '../../src/kept-registers.js';
import type { MarketPolling } from '../../src/market-polling.js';
import { type Answers, MarketHarness } from '../market-harness.js';

const settings = {
  coingecko: { coins: ['bitcoin', 'litecoin'], tier: 'demo' },
  coinmarketcap: { api_key: 'a-key' },
  networks: { explorers: false, minerstat: false },
};
const coinMarketCapIds = { '1': 'bitcoin', '2': 'litecoin' } as const;
const stepMs = 10_000;
const hourMs = 3_600_000;

/** One process of the service on a bus that outlives it, in a time of its own; the providers are in memory. */
export class MarketLife {
  /** From when on CoinGecko asks for an hour's rest, in UTC milliseconds of this life's clock. */
  slowFromMs = Number.POSITIVE_INFINITY;
  readonly harness: MarketHarness;
  private readonly service: MarketPolling;
  private readonly kept: ReturnType<typeof keptRegisters>;

  constructor(
    private readonly bus: EventBus,
    private readonly prefix: string,
    instance: string,
    startMs: number,
  ) {
    this.harness = new MarketHarness((...asked) => this.answers(...asked), new FakeClock(startMs));
    this.kept = keptRegisters(bus, prefix);
    const leases = new BusLeases({ bus, topic: fullTopicName(prefix, internalTopics.leases), instance });
    const identity = { service: 'market-polling', instance, version: '0' };
    this.service = this.harness.create(settings, { bus, leases, identity, topicPrefix: prefix, ...this.kept });
  }

  /** Makes the topics of the service, as few of their partitions as there may be. */
  static async layTopics(bus: EventBus, prefix: string): Promise<void> {
    const all = [...Object.values(topics), ...Object.values(internalTopics)];
    const wanted = all.filter(({ name }) =>
      /^(market|fleet\.miners|miner\.telemetry|pool|quotas|leases|commands|command|source)/.test(name),
    );
    await bus.admin.applyTopics(
      wanted.map(({ name, retentionMs, compacted }) => ({ topic: prefix + name, partitions: 1, retentionMs, compacted })),
    );
  }

  get clock(): FakeClock {
    return this.harness.clock;
  }

  start(): Promise<void> {
    return this.service.start();
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Lets time go by, in steps small enough for the bus to keep up. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      await this.clock.advance(Math.min(left, stepMs));
      await pause(2);
    }
  }

  /** Lets time go by, slowly enough for any machine, until an assertion holds. */
  until<T>(assertion: () => T | Promise<T>): Promise<T> {
    const attempt = async (): Promise<T> => {
      await this.pass(stepMs);
      return assertion();
    };
    // a request gives up after four minutes of its clock: seconds of a bus that is slow
    return eventually(attempt, { timeoutMs: 40_000, everyMs: 100 });
  }

  /** Until when CoinGecko wants no request, as it is kept. */
  async heldUntilMs(): Promise<number> {
    return (await this.kept.budgets.read('coingecko'))?.record.heldUntilMs ?? 0;
  }

  /** How many stretches of a coin's history were asked for, as it is kept. */
  async stretchesAsked(coin: string): Promise<number> {
    return (await this.kept.lines.read(coin))?.record.asked.length ?? 0;
  }

  /** Credits spent of CoinGecko's month, as everybody knows them. */
  get spent(): number | null {
    return this.service.integrations().find(({ id }) => id === 'market:coingecko')?.budget?.spent ?? null;
  }

  async ask(subject: string, action: string, given: Record<string, string>): Promise<void> {
    const now = this.clock.now();
    const command: CommandInput = {
      ...{ command_id: `${subject}.${action}`, miner_id: subject, action, arguments: given, step: 'approved' },
      ...{ timestamp: now, expires_at: now + hourMs, requested_by: 'anna', decided_by: 'anna' },
    };
    const { codec } = topics.commands;
    await this.bus.send(this.prefix + topics.commands.name, [{ key: subject, value: codec.encode(codec.create(command)), headers: {} }]);
  }

  /** Names of the commands that were carried out. */
  async carriedOut(): Promise<string[]> {
    return (await this.read(topics.commandResults)).filter(({ outcome }) => outcome === 'succeeded').map(({ command_id: id }) => id);
  }

  /** Records of a coin that were made from a time on, of what sources told. */
  async records(coin: string, fromMs = 0): Promise<MarketData[]> {
    const all = await this.read(topics.marketData);
    return all.filter(({ coin: { id }, candidates, observed_at: at }) => id === coin && candidates.length > 0 && at >= fromMs);
  }

  private async read<T>({ name, codec }: TopicDefinition<T, never>): Promise<T[]> {
    const { messages } = await this.bus.read({ topic: this.prefix + name, partition: 0, offset: 0 }, 10_000);
    return messages.flatMap(({ value }) => (value === null ? [] : [codec.decode(value)]));
  }

  private readonly answers: Answers = (host, path, query) => {
    const now = this.clock.now();
    const at = new Date(now - 1_000);
    if (host.includes('coinmarketcap')) {
      const quote = [{ symbol: 'USD', price: 100, last_updated: at.toISOString() }];
      const data = Object.keys(coinMarketCapIds).map((id) => ({ id: Number(id), quote }));
      return path.includes('/quotes')
        ? { body: { status: { error_code: 0, error_message: null, credit_count: 1 }, data } }
        : { status: 503 };
    }
    if (now >= this.slowFromMs) return { status: 429, headers: { 'retry-after': '3600' } };
    const ids = String(query['ids']).split(',');
    if (path === '/coins/markets') return { body: ids.map((id) => ({ id, current_price: 100, last_updated: at.toISOString() })) };
    if (path === '/simple/price')
      return { body: Object.fromEntries(ids.map((id) => [id, { usd: 100, last_updated_at: at.getTime() / 1_000 }])) };
    return path.endsWith('/range') ? { body: { prices: hours(Number(query['from']), Number(query['to'])) } } : { status: 503 };
  };
}

/** What a coin cost in each hour of the past: 80 USD. */
function hours(fromSeconds: number, toSeconds: number): [number, number][] {
  const first = Math.ceil(fromSeconds / 3_600);
  return Array.from({ length: Math.floor(toSeconds / 3_600) - first + 1 }, (_, hour) => [(first + hour) * hourMs, 80]);
}
