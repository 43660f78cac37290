import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { type MinerTelemetry, topics } from '@lodestream/records';
import {
  describeReal,
  eventually,
  REAL_START_TIMEOUT_MS,
  type SchemaRegistryDouble,
  sharedKafka,
  type SpawnedService,
  startSchemaRegistryDouble,
  uniqueName,
} from '@lodestream/test-stack';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ConfluentRegistry, FramingEventBus, KafkaEventBus, type Publisher } from '../src/index.js';
import { Guide } from './guide.js';

const { codec, name, partitions } = topics.minerTelemetry;
const sample = codec.decode(readFileSync(new URL('../../../schemas/accepted/miner_telemetry/full.json', import.meta.url)));
const reading = (miner_id: string, timestamp: number, total: number | null): MinerTelemetry => ({
  ...sample,
  miner_id,
  timestamp,
  hashrate: { ...sample.hashrate, total, unit: 'TH/s' },
  temperature: { ...sample.temperature, max_chip: total === null ? null : 71.5 },
});

const kcatIsHere = ((): boolean => {
  try {
    return execFileSync('kcat', ['-V'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
})();
const itWithKcat = kcatIsHere || process.env['LODESTREAM_REQUIRE_REAL'] === '1' ? it : it.skip;
const why = kcatIsHere ? '' : ' [skipped: kcat is missing (install the kcat package of the system)]';

describeReal("the subscriber's guide, as it stands", ['shared-kafka'], () => {
  let guide: Guide;
  let registry: SchemaRegistryDouble;
  let plain: KafkaEventBus;
  let framing: FramingEventBus;
  let topic: string;
  beforeAll(async () => {
    const { brokers } = await sharedKafka();
    const prefix = `${uniqueName('guide')}.`;
    topic = prefix + name;
    registry = await startSchemaRegistryDouble();
    const groups = { "'watch'": `'${prefix}watch'`, "'watch-avro'": `'${prefix}watch-avro'` };
    guide = new Guide('docs/for-subscribers.md', {
      '127.0.0.1:9092': brokers[0]!,
      'http://127.0.0.1:8081': registry.url,
      'mining.': prefix,
      ...groups,
    });
    plain = new KafkaEventBus({ brokers, clientId: 'guide' });
    const asked = new ConfluentRegistry({ url: registry.url, register: true });
    framing = new FramingEventBus(plain, { registry: asked, topicPrefix: prefix, write: 'avro', clock: systemClock });
    await framing.start();
    await plain.admin.applyTopics([{ topic, partitions, retentionMs: null, compacted: false }]);
    await send(plain, reading('miner_01', 1_000, 100.25), reading('miner_01', 2_000, 0), reading('miner_01', 1_000, 100.25));
    await send(plain, reading('miner_02', 1_000, null));
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await framing?.stop();
    await registry?.stop();
  });

  const send = (bus: Publisher, ...records: MinerTelemetry[]) =>
    bus.send(
      topic,
      records.map((record) => ({ key: record.miner_id, value: codec.encode(record), headers: { schema: codec.schema } })),
    );
  const linesOf = async (command: string): Promise<readonly string[]> => {
    const process = await guide.run(command);
    expect(await process.exited).toEqual({ code: 0, signal: null });
    return process.output.lines();
  };

  describe('kcat', () => {
    itWithKcat(`shows the newest readings as plain JSON${why}`, async () => {
      const records = (await linesOf(guide.command('-o -5'))).map((line) => codec.decode(Buffer.from(line)));
      const told = records.map(({ miner_id, timestamp }) => `${miner_id} ${timestamp}`);
      expect(told.sort()).toEqual(['miner_01 1000', 'miner_01 1000', 'miner_01 2000', 'miner_02 1000']);
    });

    itWithKcat(`shows keys, places and headers${why}`, async () => {
      const lines = await linesOf(guide.command('%k'));
      expect([...lines].sort()).toEqual(
        [0, 1, 2, 0].map((offset, at) => {
          const miner = at === 3 ? 'miner_02' : 'miner_01';
          return expect.stringMatching(new RegExp(`^${miner} \\d+/${offset} schema=${codec.schema}$`));
        }),
      );
    });

    itWithKcat(`feeds the check against the JSON Schema${why}`, async () => {
      expect(await linesOf(guide.command('check.mjs'))).toEqual(['4 sound, 0 broken']);
      const broken = guide.command('check.mjs').replace(/^kcat.*\|/, `echo '{"miner_id":7}' |`);
      expect(await linesOf(broken)).toEqual(['0 sound, 1 broken']);
    });
  });

  describe('a consumer of twenty lines', () => {
    const following: SpawnedService[] = [];
    afterAll(() => Promise.all(following.map((process) => process.kill())));
    const follow = async (command: string): Promise<SpawnedService> => {
      const process = await guide.run(command);
      following.push(process);
      return process;
    };

    /** Its own lines; the client's warnings stand between them. */
    const printed = (process: SpawnedService, own: RegExp): readonly string[] =>
      process.output.lines().flatMap((line) => (own.test(line) ? [line.trim()] : []));

    it('has no more lines than that', () => {
      const lines = guide.programs
        .get('watch.mjs')!
        .split('\n')
        .filter((line) => line.trim() !== '');
      expect(lines.length).toBeLessThanOrEqual(20);
    });

    it('prints each reading once, zero as zero and what is missing as missing, follows on, and ends when it is told', async () => {
      const process = await follow(guide.command('watch.mjs'));
      const all = ['miner_01 hashing 0 TH/s 71.5 °C', 'miner_01 hashing 100.25 TH/s 71.5 °C', 'miner_02 hashing not measured'];
      const told = () => printed(process, /^miner_/);
      await eventually(() => expect([...told()].sort()).toEqual(all), { timeoutMs: 30_000 });
      await send(plain, reading('miner_03', 1_000, 50));
      await process.waitForLine('miner_03 hashing 50 TH/s');
      expect(told().slice(0, 3).sort()).toEqual(all);
      expect((await process.terminate()).code).toBe(0);
    }, 60_000);

    it('reads a topic in which some writers have begun to use Avro, with a client that is not ours', async () => {
      await send(framing, reading('miner_04', 1_000, 33.5), reading('miner_04', 2_000, null));
      const process = await follow(guide.command('avro.mjs'));
      const framed = ['avro miner_04 hashing 33.5', 'avro miner_04 hashing null'];
      const json = ['1 hashing 0', '1 hashing 100.25', '1 hashing 100.25', '2 hashing null', '3 hashing 50'].map(
        (rest) => `json miner_0${rest}`,
      );
      const told = () => [...printed(process, /^(avro|json) /)].sort();
      await eventually(() => expect(told()).toEqual([...framed, ...json]), { timeoutMs: 30_000 });
    }, 60_000);
  });
});
