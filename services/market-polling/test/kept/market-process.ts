/**
 * A process to be killed: `market-process.ts PREFIX START embedded DIRECTORY` or `… kafka ADDRESS`. It fills a line of prices, pins a price,
 * pauses CoinMarketCap and is asked by CoinGecko for a rest, says when all of that is kept, and goes on until it is killed.
 */
import { writeSync } from 'node:fs';
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
const isSo = (is: boolean): void => {
  if (!is) throw new Error('not yet');
};
await life.until(() => isSo(life.harness.calls.length > 0));
writeSync(1, 'polls\n');
/** How often CoinGecko was asked for what a name ends with, since a time. */
const asked = (end: string, sinceMs = 0): number =>
  life.harness.calls.filter(({ path, atMs }) => path.endsWith(end) && atMs >= sinceMs).length;
// what is kept is looked at only once it can be there: a look takes half a second on Kafka
await life.until(() => isSo(asked('/range') === 2));
await life.until(async () => isSo((await life.stretchesAsked('litecoin')) > 0));
await life.ask('coin:litecoin', 'pin_price', { usd: '250', minutes: '300' });
await life.ask('market:coinmarketcap', 'pause_polling', { minutes: '300' });
await life.until(async () => isSo((await life.carriedOut()).length === 2));
life.slowFromMs = life.clock.now();
// whatever is asked for first, prices or a day's close: after the answer nothing else is, for an hour
await life.until(() => isSo(asked('', life.slowFromMs) > 0));
await life.until(async () => isSo((await life.heldUntilMs()) > life.clock.now()));
writeSync(1, `kept ${JSON.stringify({ nowMs: life.clock.now(), slowFromMs: life.slowFromMs, spent: life.spent })}\n`);
setInterval(() => undefined, minute);
