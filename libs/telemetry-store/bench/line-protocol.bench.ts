import { Point as ClientPoint } from '@influxdata/influxdb-client';
import { lineOf, minerTelemetryPoint, type Point } from '../src/index.js';
import { LineWriter } from '../src/influx/line-protocol.js';
import { aReading } from '../src/measurements/sample-readings.js';
import { refusalOf } from '../src/point-rules.js';
import { cpuMicroseconds, medianOf } from './cpu-time.js';

/** What a line of a full reading costs, beside bare text without any escaping and beside the point of the official client. */
const records = Array.from({ length: 500 }, (_, at) => aReading({ miner_id: `miner-${at}`, timestamp: 1_780_000_000_000 + at }));
const points = records.map(minerTelemetryPoint);
const writer = new LineWriter();
const expected = points.map((point) => new Set(partsOf(fromClient(point))));

interface Contender {
  readonly name: string;
  readonly work: (at: number) => unknown;
  readonly isRight?: (result: unknown, at: number) => boolean;
}

const contenders: readonly Contender[] = [
  { name: 'bare text, nothing escaped', work: (at) => bare(points[at]!) },
  { name: 'lineOf', work: (at) => lineOf(points[at]!), isRight: sameParts },
  { name: 'bytes of a LineWriter', work: (at) => writer.write([{ point: points[at]! }]), isRight: sameParts },
  { name: 'refusalOf + lineOf', work: (at) => (refusalOf(points[at]!) === null ? lineOf(points[at]!) : null), isRight: sameParts },
  { name: 'record → point', work: (at) => minerTelemetryPoint(records[at]!) },
  { name: 'record → point → bytes, checked', work: (at) => checkedLine(at), isRight: sameParts },
  { name: "the client's Point", work: (at) => fromClient(points[at]!), isRight: sameParts },
];

const rounds = 7;
const times = 20;
const measured = contenders.map((contender) => ({ ...contender, all: [] as number[] }));
for (let round = 0; round < rounds; round += 1)
  for (const { work, all } of measured) all.push(cpuMicroseconds(() => everyPoint(work)) / (times * points.length));

const base = medianOf(measured[0]!.all);
console.log(`${Object.keys(points[0]!.fields).length} fields, ${lineOf(points[0]!).length} bytes a line`);
for (const { name, all, work, isRight } of measured) {
  const count = isRight === undefined ? null : points.filter((_, at) => isRight(work(at), at)).length;
  if (count !== null && count < points.length) process.exitCode = 1;
  const right = count === null ? '' : `, ${count} of ${points.length} right`;
  console.log(`${name.padEnd(32)} ${medianOf(all).toFixed(2)} µs, ${(medianOf(all) / base).toFixed(2)} × bare${right}`);
}

function everyPoint(work: (at: number) => unknown): void {
  for (let time = 0; time < times; time += 1) for (let at = 0; at < points.length; at += 1) work(at);
}

function checkedLine(at: number): Buffer | null {
  const point = minerTelemetryPoint(records[at]!);
  return refusalOf(point) === null ? writer.write([{ point }]) : null;
}

function bare({ measurement, tags, fields, timestampMs }: Point): string {
  let line = measurement;
  for (const name in tags) line += `,${name}=${tags[name]!}`;
  let separator = ' ';
  for (const name in fields) {
    const value = fields[name]!;
    line += typeof value === 'string' ? `${separator}${name}="${value}"` : `${separator}${name}=${String(value)}`;
    separator = ',';
  }
  return `${line} ${timestampMs}`;
}

function fromClient({ measurement, tags, fields, timestampMs, integers }: Point): string {
  const point = new ClientPoint(measurement).timestamp(timestampMs);
  for (const [name, value] of Object.entries(tags)) point.tag(name, value);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'number' && integers?.has(name) === true) point.intField(name, value);
    else if (typeof value === 'number') point.floatField(name, value);
    else if (typeof value === 'boolean') point.booleanField(name, value);
    else point.stringField(name, value);
  }
  return point.toLineProtocol({ convertTime: (time) => String(time) })!;
}

// The client sorts fields and writes booleans as T and F; the parts are what has to be equal.
function partsOf(line: string): string[] {
  return line.replaceAll(/=(T|F)(?=[, ])/g, (text) => text.toLowerCase()).split(/(?<!\\)[, ]/);
}

function sameParts(line: unknown, at: number): boolean {
  const parts = partsOf(String(line));
  return parts.length === expected[at]!.size && parts.every((part) => expected[at]!.has(part));
}
