/**
 * A process to be killed: `market-process.ts PREFIX START embedded DIRECTORY` or `… kafka ADDRESS`. It fills a line of prices, pins a price,
 * pauses CoinMarketCap and is asked by CoinGecko for a rest, says when all of that is kept, and goes on until it is killed.
 */
import { writeSync } from 'node:fs';
import { eventually } from '@lodestream/test-stack';
import { EmbeddedEventBus, type EventBus, KafkaEventBus } from '@lodestream/streaming';
import { MarketLife } from './market-life.js';

const [prefix = '', startMs = '0', kind = '', where = ''] = process.argv.slice(2);
const minute = 60_000;

const bus: EventBus =
  kind === 'embedded'
    ? new EmbeddedEventBus({ directory: where, minFreeBytes: 0 })
    : new KafkaEventBus({ brokers: [where], clientId: 'market' });
await bus.start();
await MarketLife.layTopics(bus, prefix);
const life = new MarketLife(bus, prefix, 'first', Number(startMs));
await life.start();
const soon = { timeoutMs: 15_000 };
const until = (isSo: () => Promise<boolean>): Promise<void> =>
  eventually(async () => {
    await life.pass(1_000);
    if (!(await isSo())) throw new Error('not yet');
  }, soon);
await until(async () => (await life.records('bitcoin')).length > 0);
await life.pass(6 * minute);
await life.ask('coin:litecoin', 'pin_price', { usd: '250', minutes: '300' });
await life.ask('market:coinmarketcap', 'pause_polling', { minutes: '300' });
await until(async () => (await life.carriedOut()).length === 2);
life.slowFromMs = life.clock.now();
await life.pass(6 * minute);
writeSync(1, `kept ${JSON.stringify({ nowMs: life.clock.now(), slowFromMs: life.slowFromMs, spent: life.spent })}\n`);
setInterval(() => undefined, minute);
