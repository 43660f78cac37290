/** Prints microseconds a record for our codec and for the bare parts it could be made of, all in one run; needs a built package. */
import { codecs } from '@lodestream/records';
import avsc from 'avsc';
import { readFileSync } from 'node:fs';

const textOf = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const compiled = avsc.Type.forSchema(JSON.parse(textOf('../../../schemas/miner_telemetry.avsc')), {
  wrapUnions: false,
});
const codec = codecs.minerTelemetry;
const record = codec.create(JSON.parse(textOf('full-reading.json')));
const bytes = codec.encode(record);

const contenders = {
  'JSON.parse alone': () => JSON.parse(bytes.toString('utf8')),
  'JSON.parse + avsc isValid': () => compiled.isValid(JSON.parse(bytes.toString('utf8'))),
  'decode: with defaults, bounds, unknown fields': () => codec.decode(bytes),
  'JSON.stringify alone': () => Buffer.from(JSON.stringify(record)),
  'avsc isValid + JSON.stringify': () =>
    compiled.isValid(record, { noUndeclaredFields: true }) && Buffer.from(JSON.stringify(record)),
  'encode: with undeclared fields refused': () => codec.encode(record),
};

const rounds = 7;
const times = 20_000;

function microsecondsOf(work) {
  const began = process.cpuUsage();
  for (let i = 0; i < times; i += 1) work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / times;
}

console.log(`one record is ${bytes.length} bytes; microseconds of CPU a record, median of ${rounds} rounds`);
const measured = Object.keys(contenders).map((name) => ({ name, all: [] }));
for (let round = 0; round < rounds; round += 1)
  for (const { name, all } of measured) all.push(microsecondsOf(contenders[name]));
for (const { name, all } of measured)
  console.log(
    `${all
      .sort((a, b) => a - b)
      [rounds >> 1].toFixed(2)
      .padStart(7)}  ${name}`,
  );
