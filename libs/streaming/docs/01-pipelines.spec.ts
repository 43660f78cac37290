/**
 * # Pipelines
 *
 * A pipeline says what becomes of each message of a topic. It is a list: steps, then where the result goes. This guide is run by the
 * tests, so that it is true.
 */
import { describe, expect, it } from '@jest/globals';
import { PermanentError, systemClock, TransientError } from '@lodestream/component';
import { topics } from '@lodestream/records';
import { Registry } from 'prom-client';
import {
  DeadLetters,
  DeadLetterWriter,
  drop,
  FakeEventBus,
  GroupLedger,
  pass,
  pipeline,
  type PipelineDefinition,
  PipelineRunner,
  reject,
  sink,
  step,
  StreamMetrics,
} from '../src/index.js';

/**
 * ## A step turns one message into one outcome
 *
 * `pass` hands a value on, `drop` ends the message on purpose, `reject` sends it to the dead letters. The reasons stand beside the
 * function: a reason that is not declared does not compile, and each declared one is a series of the metrics from the start.
 */
const readTemperature = step(
  'read_temperature',
  (bytes: Buffer) => {
    const celsius = Number(bytes.toString());
    if (Number.isNaN(celsius)) return reject('no_number', new Error(`"${bytes.toString()}" is no number`));
    if (celsius < -273.15) return drop('colder_than_possible');
    return pass(celsius);
  },
  { drops: ['colder_than_possible'], rejects: ['no_number'] },
);

describe('a step', () => {
  it('can be tried without anything around it', async () => {
    expect(await readTemperature.run(Buffer.from('21.5'))).toEqual(pass(21.5));
    expect(await readTemperature.run(Buffer.from('-300'))).toEqual(drop('colder_than_possible'));
  });

  it('cannot give a reason it did not declare', () => {
    // @ts-expect-error 'whim' is not among the declared reasons
    expect(step('odd', () => drop('whim'), { drops: ['declared'] }).drops).toEqual(['declared']);
  });
});

/**
 * ## Errors say whether to try again
 *
 * A TransientError is retried as the pipeline says, for that step alone; when the tries are used up, the batch is given back and comes
 * again. A PermanentError is a reject under its class. Anything else is a bug and goes up.
 */
let lookups = 0;
const attachRoom = step('attach_room', async (celsius: number) => {
  lookups += 1;
  if (lookups === 1) throw new TransientError('the register of rooms is restarting', 'dependency');
  if (celsius > 100) throw new PermanentError('no room is that hot', 'validation');
  return pass({ celsius, room: 'hall 1' });
});

/** ## The pipeline is a table of contents: a sink takes what passed, a batch at a time, and answers once it is durable. */
const stored: unknown[] = [];
const temperatures = pipeline<Buffer>('temperatures')
  .step(readTemperature)
  .step(attachRoom, { retry: { attempts: 3, firstDelayMs: 1 } })
  .sink(sink('memory', async (values) => void stored.push(...values)));

/** ## The runner commits: it needs a bus for dead letters and outputs, and books every message in the group's ledger. */
async function runOn(bus: FakeEventBus, definition: PipelineDefinition): Promise<GroupLedger> {
  const parts = { clock: systemClock, source: 'guide/1', topicPrefix: '' };
  const deadLetters = new DeadLetterWriter({ ...parts, publisher: bus });
  const runner = new PipelineRunner(definition, { ...parts, publisher: bus, deadLetters, metrics: StreamMetrics.of(new Registry()) });
  const ledger = new GroupLedger({ group: 'guide', topics: new Map([['temperatures', { compacted: false }]]), admin: bus.admin });
  await bus.subscribe({
    group: 'guide',
    topics: ['temperatures'],
    handler: (batch, context) =>
      runner.run(batch, {
        ...context,
        signal: context.signal,
        heartbeat: () => context.heartbeat(),
        commit: (...a) => context.commit(...a),
        group: 'guide',
        ledger,
      }),
  });
  return ledger;
}

describe('a pipeline on a bus', () => {
  it('stores, drops and gives up, and the ledger explains every message', async () => {
    const bus = new FakeEventBus();
    await bus.start();
    await bus.admin.applyTopics(
      ['temperatures', topics.deadLetters.name].map((topic) => ({ topic, partitions: 1, retentionMs: null, compacted: false })),
    );
    await bus.send(
      'temperatures',
      ['21.5', 'warm', '-300', '900', '20'].map((value) => ({ key: 'sensor', value })),
    );
    const ledger = await runOn(bus, temperatures);
    while (ledger.byTopic()['temperatures']?.inFlight !== 0 || stored.length === 0) await systemClock.sleep(5);

    expect(stored).toEqual([
      { celsius: 21.5, room: 'hall 1' },
      { celsius: 20, room: 'hall 1' },
    ]);
    expect(ledger.byTopic()['temperatures']).toEqual({
      produced: 5,
      stored: 2,
      deadLettered: 2,
      dropped: { colder_than_possible: 1 },
      lost: 0,
      compacted: 0,
      inFlight: 0,
    });
    const { letters } = await new DeadLetters(bus, { topicPrefix: '', clock: systemClock, source: 'guide/1' }).list();
    expect(letters.map(({ reason, cause }) => [reason, cause])).toEqual([
      ['no_number', 'Error: "warm" is no number'],
      ['validation', 'no room is that hot'],
    ]);
    await bus.stop();
  });
});
