/**
 * A process for the kill tests: `embedded-writer.ts DIRECTORY SEED`. It appends to three partitions, several sends at a time, follows
 * them with a group, and prints a line for whatever was acknowledged, until it is killed.
 */
import { writeSync } from 'node:fs';
import { errorClassOf } from '@lodestream/component';
import { EmbeddedEventBus } from '../src/embedded/embedded-event-bus.js';
import { randomFrom } from './seeded-random.js';

const [directory = '', seed = '1'] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const bus = new EmbeddedEventBus({
  directory,
  minFreeBytes: 0,
  patienceMs: 1_000,
  maintenanceIntervalMs: 20,
});
const say = (line: string): void => void writeSync(1, `${line}\n`);
const topic = 'killed';

await bus.start().catch((error: Error) => {
  say(`refused ${error.name} ${error.message}`);
  process.exit(3);
});
await bus.admin.applyTopics([{ topic, partitions: 3, retentionMs: null, compacted: false }]);
const ends = (await bus.admin.offsetsOf(topic)).map(({ logEnd }) => logEnd);
await bus.subscribe({
  group: 'killed-group',
  topics: [topic],
  maxBatchMessages: 50,
  handler: async ({ partition, messages }, context) => {
    const next = (messages.at(-1)?.offset ?? 0) + 1;
    await context.commit(next, `next ${next}`);
    say(`committed ${partition} ${next}`);
  },
});
say('ready');
await Promise.all([0, 1, 2, 0, 1, 2].map(write));

async function write(partition: number): Promise<void> {
  for (;;) {
    const count = 1 + Math.floor(random() * 40);
    const first = ends[partition] ?? 0;
    ends[partition] = first + count;
    const padding = 'x'.repeat(Math.floor(random() * 4_000));
    // Every value says which offset it must get, and how many its send has.
    const messages = Array.from({ length: count }, (_, index) => ({
      key: null,
      partition,
      value: `${first + index} ${index}/${count} ${padding}`,
    }));
    await bus.send(topic, messages).then(
      () => say(`acknowledged ${partition} ${first} ${count}`),
      (error: Error) => {
        say(`failed ${error.name} ${errorClassOf(error)}`);
        process.exit(4);
      },
    );
  }
}
