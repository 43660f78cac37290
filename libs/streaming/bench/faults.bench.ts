/**
 * `npm run bench -- faults [--kills=N] [--seed=N] [--quick]`: kills a process that feeds and counts, at 200 random moments on the same
 * data (one in ten on a real Kafka, where one is built), and then accounts for every message. It ends with an error when one is lost,
 * counted twice, or unexplained by the ledger.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { builtPart } from '../../../deploy/local/native.mjs';
import { startKafka } from '@lodestream/test-stack';
import { EmbeddedEventBus } from '../src/embedded/embedded-event-bus.js';
import type { EventBus } from '../src/event-bus.port.js';
import { KafkaEventBus } from '../src/kafka/kafka-event-bus.js';
import type { Audit } from '../test/faults/audit.js';
import { killRounds, type KillPlace } from '../test/faults/kill-rounds.js';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' }, quick: { type: 'boolean' } } });
const kills = Number(values.kills ?? (values.quick ? 10 : 200));
const seed = Number(values.seed ?? 1);
const onKafka = builtPart('kafka') === null ? 0 : Math.floor(kills / 10);

const results = [await embedded(kills - onKafka), ...(onKafka > 0 ? [await kafka(onKafka)] : [])];
process.exitCode = results.every((good) => good) ? 0 : 1;

async function embedded(count: number): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'faults-bench-'));
  const open = (): Promise<EventBus> => started(new EmbeddedEventBus({ directory }));
  const good = await run('embedded bus', count, { prefix: 'kills.', words: ['embedded', directory], open });
  await rm(directory, { recursive: true, force: true });
  return good;
}

async function kafka(count: number): Promise<boolean> {
  const real = await startKafka();
  const open = (): Promise<EventBus> => started(new KafkaEventBus({ brokers: real.brokers, clientId: 'faults' }));
  const good = await run('Kafka', count, { prefix: 'kills.', words: ['kafka', real.brokers[0]!], open });
  await real.stop();
  return good;
}

async function run(name: string, count: number, place: KillPlace): Promise<boolean> {
  const began = performance.now();
  const result = await killRounds(place, count, seed, (done) => {
    if (done % 20 === 0) console.log(`${name}: ${done} kills`);
  });
  const good = isGood(result);
  const { produced, distinct, repetitions, tombstones, deadLetters } = result.found;
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`${name}: ${count} kills in ${seconds} s, seed ${seed}: ${good ? 'everything accounted for' : 'WRONG'}`);
  console.log(`  ${produced} messages = ${distinct} counted once + ${repetitions} repetitions + ${tombstones} tombstones`);
  console.log(`    + ${deadLetters.length} dead letters + ${result.ledger.lost} lost + ${result.ledger.inFlight} in flight`);
  if (!good) console.log(JSON.stringify(result, null, 2));
  return good;
}

function isGood({ expected, found, fromOthers, unexplained, ledger }: Audit): boolean {
  return isDeepStrictEqual(found, expected) && fromOthers.length === 0 && unexplained === 0 && ledger.lost === 0;
}

async function started<B extends EventBus>(bus: B): Promise<B> {
  await bus.start();
  return bus;
}
