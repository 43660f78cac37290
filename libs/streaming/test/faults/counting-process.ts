/**
 * A process for the kill tests: `counting-process.ts PREFIX SEED LIFE embedded DIRECTORY` or `… kafka ADDRESS`. It feeds events and
 * counts them with one consumer, and says how far it is, until it is killed.
 */
import { writeSync } from 'node:fs';
import { EmbeddedEventBus } from '../../src/embedded/embedded-event-bus.js';
import type { EventBus } from '../../src/event-bus.port.js';
import { KafkaEventBus } from '../../src/kafka/kafka-event-bus.js';
import { CountingConsumer, placeUnder, topicsOf } from './counting-consumer.js';
import { EventFeed } from './event-feed.js';

const [prefix = '', seed = '1', life = '0', kind = '', where = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const bus = open();
await bus.start();
const place = placeUnder(prefix);
await bus.admin.applyTopics(topicsOf(place));
const consumer = new CountingConsumer(bus, place);
await consumer.start();
say('ready');
const feed = new EventFeed(Number(seed), Number(life));
for (let round = 0; ; round += 1) {
  await bus.send(place.input, feed.take(40));
  if (consumer.bugs.length > 0) {
    say(`bug ${String(consumer.bugs[0])}`);
    process.exit(4);
  }
  say(`fed ${round}`);
  await new Promise((resolve) => setTimeout(resolve, 5));
}

function open(): EventBus {
  if (kind === 'embedded') return new EmbeddedEventBus({ directory: where, minFreeBytes: 0, maintenanceIntervalMs: 50 });
  return new KafkaEventBus({ brokers: [where], clientId: 'counting', timeouts: { sessionMs: 6_000, heartbeatMs: 1_000 } });
}
