import { avroSchemas, type Codec, codecs, type MinerTelemetry } from '@lodestream/records';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { frame } from '../src/framing/frame.js';
import { framed } from '../src/framing/frame-writer.js';
import { readerSchema, readingPlan } from '../src/framing/reading-plan.js';

/** What a record costs to write and to read in each wire format, from the record to the bytes on the bus and back; all in one run. */
const codec: Codec<MinerTelemetry> = codecs.minerTelemetry;
const record = codec.decode(readFileSync(new URL('../../records/bench/full-reading.json', import.meta.url)));
const json = codec.encode(record);
const own = readerSchema(avroSchemas['miner_telemetry']!);
const bytes = frame(7, own.type.toBuffer(record));
const plan = readingPlan(own, avroSchemas['miner_telemetry']!, 7);
const topic = { own, codec: codec as unknown as Codec<unknown> };

const isRecord = (result: unknown): boolean => isDeepStrictEqual(JSON.parse(JSON.stringify(result)), JSON.parse(JSON.stringify(record)));

const contenders = [
  { name: 'write JSON', work: () => codec.encode(record), isRight: (result: unknown) => json.equals(result as Buffer) },
  {
    name: 'write a frame',
    work: () => framed({ key: 'm', value: codec.encode(record) }, topic, 7).value,
    isRight: (result: unknown) => bytes.equals(result as Buffer),
  },
  { name: 'read JSON', work: () => codec.decode(json), isRight: isRecord },
  { name: 'read a frame', work: () => codec.accept(plan(bytes, { unknownFields: 0 })), isRight: isRecord },
] as const;

const rounds = 7;
const times = 10_000;

function microsecondsOf(work: () => unknown): number {
  const began = process.cpuUsage();
  for (let i = 0; i < times; i += 1) work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / times;
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const all = contenders.map((): number[] => []);
for (let round = 0; round < rounds; round += 1) contenders.forEach(({ work }, at) => all[at]!.push(microsecondsOf(work)));

console.log(
  `one full reading: ${json.length} bytes in JSON, ${bytes.length} in a frame; CPU a record, median of ${rounds} rounds of ${times}`,
);
const medians = all.map(medianOf);
for (const [at, { name }] of contenders.entries()) {
  const beside = at < 2 ? 0 : 2;
  console.log(
    `${medians[at]!.toFixed(2).padStart(7)} µs  ${(medians[at]! / medians[beside]!).toFixed(2)} × ${contenders[beside]!.name}  ${name}`,
  );
}
const right = contenders.filter(({ work, isRight }) => isRight(work())).length;
console.log(`correct results: ${right} of ${contenders.length}`);
process.exitCode = right === contenders.length ? 0 : 1;
