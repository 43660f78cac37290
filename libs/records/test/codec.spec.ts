import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { readFileSync } from 'node:fs';
import { codecs, type DecodeTally, type MinerTelemetry, type MinerTelemetryInput } from '../src/index.js';

const codec = codecs.minerTelemetry;
const fullReading = JSON.parse(readFileSync(new URL('../bench/full-reading.json', import.meta.url), 'utf8')) as MinerTelemetry;

const leastReading: MinerTelemetryInput = {
  timestamp: 1,
  observed_at: 2,
  miner_id: 'm1',
  ip_address: '10.0.0.1',
  algorithm: 'sha256d',
  driver: 'vnish',
  interval_ms: 10_000,
  state: 'hashing',
  hashrate: { unit: 'TH/s' },
};

const jsonOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const changed = (change: (record: Record<string, any>) => void): Buffer => {
  const record = structuredClone(fullReading) as unknown as Record<string, any>;
  change(record);
  return jsonOf(record);
};

function errorOf(work: () => unknown): PermanentError {
  try {
    work();
  } catch (error) {
    if (error instanceof PermanentError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a bad record is refused with path, expected and got', () => {
  it.each([
    {
      change: (r) => (r.hashrate.total = 'abc'),
      expected: 'hashrate.total: expected double or null, got "abc"',
    },
    {
      change: (r) => (r.hashrate.per_hashboard[2].chips_bad = 1.5),
      expected: 'hashrate.per_hashboard[2].chips_bad: expected int or null, got 1.5',
    },
    {
      change: (r) => (r.hashrate.per_hashboard = {}),
      expected: 'hashrate.per_hashboard: expected array of BoardHashrate, got an object',
    },
    { change: (r) => (r.fans[1] = null), expected: 'fans[1]: expected MinerFan, got null' },
    { change: (r) => (r.pool = []), expected: 'pool: expected MinerPool, got an array of 0' },
    { change: (r) => delete r.miner_id, expected: 'miner_id: expected string, got nothing' },
    {
      change: (r) => (r.state = 'asleep'),
      expected: 'state: expected one of hashing, degraded, paused, stale, offline, unknown, got "asleep"',
    },
    { change: (r) => (r.timestamp = 2 ** 53), expected: 'timestamp: expected long, got 9007199254740992' },
    { change: (r) => (r.interval_ms = 2 ** 31), expected: 'interval_ms: expected int, got 2147483648' },
    {
      change: (r) => (r.shares.counter_reset = 'no'),
      expected: 'shares.counter_reset: expected boolean, got "no"',
    },
    {
      change: (r) => (r.status.errors[0].severity = 3),
      expected: 'status.errors[0].severity: expected one of info, warning, major, critical, got 3',
    },
    { change: (r) => (r.miner_id = { a: 1 }), expected: 'miner_id: expected string, got an object' },
  ] satisfies { change: (record: Record<string, any>) => unknown; expected: string }[])('$expected', ({ change, expected }) => {
    const error = errorOf(() => codec.decode(changed(change)));
    expect([error.message, error.errorClass]).toEqual([expected, 'validation']);
  });

  it.each(['[]', 'null', '7', '"text"'])('calls the whole record by its name when it is %s', (text) => {
    expect(errorOf(() => codec.decode(Buffer.from(text))).message).toMatch(/^miner_telemetry: expected MinerTelemetry, got /);
  });

  it('shows forty characters of a long value and no more', () => {
    const error = errorOf(() => codec.decode(changed((r) => (r.hashrate.total = 'x'.repeat(100_000)))));
    expect(error.message).toBe(`hashrate.total: expected double or null, got "${'x'.repeat(40)}…"`);
  });

  it('refuses a number too large to be one, which JSON.parse takes for infinity', () => {
    const text = JSON.stringify(fullReading).replace('95.1832', '1e999');
    expect(errorOf(() => codec.decode(Buffer.from(text))).message).toBe('hashrate.total: expected double or null, got Infinity');
  });
});

describe('what is no record at all', () => {
  it.each([
    {
      why: 'half a record',
      bytes: Buffer.from('{"timestamp":1,'),
      expected: 'miner_telemetry: expected JSON, got SyntaxError from the parser',
    },
    {
      why: 'NaN as a word',
      bytes: Buffer.from('{"timestamp":NaN}'),
      expected: 'miner_telemetry: expected JSON, got SyntaxError from the parser',
    },
    {
      why: 'nothing',
      bytes: Buffer.alloc(0),
      expected: 'miner_telemetry: expected JSON, got SyntaxError from the parser',
    },
    {
      why: 'bytes that are no UTF-8',
      bytes: Buffer.from([0x22, 0xff, 0x22]),
      expected: 'miner_telemetry: expected UTF-8 text, got other bytes',
    },
    {
      why: 'more than a record may be',
      bytes: Buffer.alloc(1_048_577, 0x20),
      expected: 'miner_telemetry: expected at most 1048576 bytes, got 1048577',
    },
  ])('is malformed: $why', ({ bytes, expected }) => {
    const error = errorOf(() => codec.decode(bytes));
    expect([error.message, error.errorClass]).toEqual([expected, 'malformed']);
  });

  it('holds to a smaller bound where it is given one', () => {
    expect(errorOf(() => codec.decode(jsonOf(fullReading), { maxBytes: 100 })).message).toMatch(/expected at most 100 bytes/);
  });

  it('outlasts nesting as deep as the bound allows, in a known and in an unknown field', () => {
    const deep = '['.repeat(500_000) + ']'.repeat(500_000);
    expect(errorOf(() => codec.decode(Buffer.from(`{"fans":${deep}}`))).errorClass).toBe('validation');
    const text = JSON.stringify(fullReading).replace('{', `{"later":${deep},`);
    expect(codec.decode(Buffer.from(text))).toEqual(fullReading);
  });
});

describe('a value that was parsed elsewhere', () => {
  it('is judged as JSON is: defaults filled, unknown fields left out and counted', () => {
    const tally: DecodeTally = { unknownFields: 0 };
    expect(codec.accept({ ...structuredClone(leastReading), moon: 1 }, { tally })).toEqual(codec.create(leastReading));
    expect(tally.unknownFields).toBe(1);
  });

  it('is refused where it holds what JSON cannot: a number that is none', () => {
    const error = errorOf(() => codec.accept({ ...structuredClone(fullReading), hashrate: { unit: 'TH/s', total: NaN } }));
    expect([error.errorClass, error.message]).toEqual(['validation', 'hashrate.total: expected double or null, got NaN']);
  });
});

describe('producers of other versions', () => {
  it('an older one is read with the defaults of what it does not know', () => {
    const record = codec.decode(jsonOf(leastReading));
    expect(record).toEqual(codec.create(leastReading));
    expect([record.temperature.max_chip, record.fans, record.lane, record.shares.counter_reset]).toEqual([null, [], 'live', false]);
  });

  it('shares no default between two records', () => {
    const [one, other] = [codec.decode(jsonOf(leastReading)), codec.decode(jsonOf(leastReading))];
    one.quality.flags.push({ path: 'fans', reason: 'not_measured' });
    expect(other.quality.flags).toEqual([]);
  });

  it('a newer one is read without its new fields, and they are counted', () => {
    const tally: DecodeTally = { unknownFields: 0 };
    const bytes = changed((r) =>
      Object.assign(r, { moon: 1 }, { pool: { ...r.pool, ping: 40 } }, { fans: r.fans.map((f: object) => ({ ...f, age: 1 })) }),
    );
    expect(codec.decode(bytes, { tally })).toEqual(fullReading);
    expect(tally.unknownFields).toBe(6);
  });

  it('counts a new symbol of an open enum and reads it as the fallback', () => {
    const tally: DecodeTally = { unknownFields: 0 };
    expect(
      codec.decode(
        changed((r) => (r.algorithm = 'kheavyhash')),
        { tally },
      ).algorithm,
    ).toBe('unknown');
    expect(tally.unknownFields).toBe(1);
  });

  it('what was read can be written again', () => {
    expect(codec.decode(codec.encode(codec.decode(changed((r) => (r.moon = 1)))))).toEqual(fullReading);
  });
});

describe('writers', () => {
  it.each([
    { extra: { moon: 1 }, expected: 'moon: expected no such field, got 1' },
    {
      extra: { pool: { ...fullReading.pool, ping: 40 } },
      expected: 'pool.ping: expected no such field, got 40',
    },
    { extra: { model: undefined }, expected: 'model: expected string or null, got nothing' },
    {
      extra: { power: { ...fullReading.power, voltage: NaN } },
      expected: 'power.voltage: expected double or null, got NaN',
    },
  ])('are refused: $expected', ({ extra, expected }) => {
    expect(errorOf(() => codec.encode({ ...fullReading, ...extra } as MinerTelemetry)).message).toBe(expected);
  });

  it('do not get past the bound that readers hold', () => {
    expect(errorOf(() => codec.encode({ ...fullReading, miner_id: 'x'.repeat(1_048_577) })).errorClass).toBe('malformed');
  });

  it('may leave defaults away in create, but invent no field there either', () => {
    const invented = { ...leastReading, pool: { ping: 40 } } as MinerTelemetryInput;
    expect(errorOf(() => codec.create(invented)).message).toBe('pool.ping: expected no such field, got 40');
  });
});

describe('keys in the path of a refusal', () => {
  const status = {
    timestamp: 1,
    service: 's',
    instance: 'i',
    version: '1',
    state: 'running',
    started_at: 1,
    ready: true,
  };

  it.each([
    { key: 'mining.miner.telemetry', shown: 'lag.mining.miner.telemetry' },
    { key: 'two\nlines "quoted"', shown: 'lag."two\\nlines \\"quoted\\""' },
    { key: 'k'.repeat(1000), shown: `lag.${'k'.repeat(40)}…` },
  ])('are shown as $shown', ({ key, shown }) => {
    const error = errorOf(() => codecs.serviceStatus.decode(jsonOf({ ...status, lag: { [key]: 'many' } })));
    expect(error.message).toBe(`${shown}: expected long, got "many"`);
  });
});

describe('keys that want to be more than keys', () => {
  it('in a record are unknown fields like any other', () => {
    const text = JSON.stringify(fullReading).replace('{', '{"__proto__":{"state":"paused"},"constructor":{"prototype":{"polluted":1}},');
    const tally: DecodeTally = { unknownFields: 0 };
    const record = codec.decode(Buffer.from(text), { tally });
    expect(record).toEqual(fullReading);
    expect([Object.getPrototypeOf(record), ({} as { polluted?: number }).polluted, tally.unknownFields]).toEqual([
      Object.prototype,
      undefined,
      2,
    ]);
  });

  it('cannot stand in for a field that is missing', () => {
    const { miner_id: _, ...rest } = fullReading;
    const text = JSON.stringify(rest).replace('{', '{"__proto__":{"miner_id":"evil"},');
    expect(errorOf(() => codec.decode(Buffer.from(text))).message).toBe('miner_id: expected string, got nothing');
  });

  it('are refused in a map', () => {
    const text = '{"timestamp":1,"observed_at":1,"miner_id":"m","type":"restart","evidence":{"__proto__":"x"}}';
    expect(errorOf(() => codecs.minerEvent.decode(Buffer.from(text))).message).toBe(
      'evidence: expected another key than __proto__, got "__proto__"',
    );
  });

  it('given twice count as the last one', () => {
    const text = JSON.stringify(fullReading).replace('{', '{"miner_id":"first",');
    expect(codec.decode(Buffer.from(text)).miner_id).toBe(fullReading.miner_id);
  });
});
