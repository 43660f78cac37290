import avsc from 'avsc';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { codecs, type MinerTelemetryInput } from '../src/index.js';

/** What reading and writing one full S19 record costs, beside the bare parts a codec could be made of; all in one run. */
const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const schema = JSON.parse(textOf('../../../schemas/miner_telemetry.avsc')) as avsc.Schema;
const compiled = avsc.Type.forSchema(schema, { wrapUnions: false });
const codec = codecs.minerTelemetry;
const record = codec.create(JSON.parse(textOf('full-reading.json')) as MinerTelemetryInput);
const bytes = codec.encode(record);

interface Contender {
  readonly name: string;
  readonly work: () => unknown;
  readonly isRight: (result: unknown) => boolean;
}

const isRecord = (result: unknown): boolean => isDeepStrictEqual(result, record);
const isText = (result: unknown): boolean => isDeepStrictEqual(JSON.parse((result as Buffer).toString()), record);

const contenders: readonly Contender[] = [
  { name: 'bare JSON.parse', work: () => JSON.parse(bytes.toString('utf8')) as unknown, isRight: isRecord },
  { name: 'JSON.parse + avsc isValid', work: () => parsedAndValid(), isRight: isRecord },
  { name: 'decode', work: () => codec.decode(bytes), isRight: isRecord },
  { name: 'bare JSON.stringify', work: () => Buffer.from(JSON.stringify(record)), isRight: isText },
  { name: 'avsc isValid + JSON.stringify', work: () => validAndText(), isRight: isText },
  { name: 'encode', work: () => codec.encode(record), isRight: isText },
];

function parsedAndValid(): unknown {
  const value = JSON.parse(bytes.toString('utf8')) as unknown;
  return compiled.isValid(value) ? value : null;
}

function validAndText(): Buffer {
  return Buffer.from(compiled.isValid(record, { noUndeclaredFields: true }) ? JSON.stringify(record) : 'null');
}

const rounds = 7;
const times = 20_000;

function microsecondsOf(work: () => unknown): number {
  const began = process.cpuUsage();
  for (let i = 0; i < times; i += 1) work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / times;
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const measured = contenders.map((contender) => ({ ...contender, all: [] as number[] }));
for (let round = 0; round < rounds; round += 1) for (const { work, all } of measured) all.push(microsecondsOf(work));

console.log(`one record of ${bytes.length} bytes; CPU a record, median of ${rounds} rounds of ${times}`);
const medians = measured.map(({ name, all }) => ({ name, median: medianOf(all) }));
for (const [index, { name, median }] of medians.entries()) {
  const bare = medians[index < 3 ? 0 : 3]!;
  console.log(`${median.toFixed(2).padStart(7)} µs  ${(median / bare.median).toFixed(2)} × ${bare.name}  ${name}`);
}
const right = contenders.filter(({ work, isRight }) => isRight(work())).length;
console.log(`correct results: ${right} of ${contenders.length}`);
process.exitCode = right === contenders.length ? 0 : 1;
