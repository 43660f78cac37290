import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineOf, LineWriter } from './line-protocol.js';

const point = { measurement: 'm', tags: {}, fields: { f: 1 }, timestampMs: 1_780_000_000_000 };

describe('lineOf', () => {
  it.each([
    { change: {}, line: 'm f=1 1780000000000' },
    { change: { measurement: 'a b,c=d' }, line: 'a\\ b\\,c=d f=1 1780000000000' },
    { change: { tags: { 'k e,y=': 'v a,l=' } }, line: 'm,k\\ e\\,y\\==v\\ a\\,l\\= f=1 1780000000000' },
    { change: { tags: { a: '', b: 'x' } }, line: 'm,b=x f=1 1780000000000' },
    { change: { fields: { a: null, b: 2 } }, line: 'm b=2 1780000000000' },
    { change: { fields: { a: 3, b: 3 }, integers: new Set(['a']) }, line: 'm a=3i,b=3 1780000000000' },
    { change: { fields: { a: true, b: false } }, line: 'm a=t,b=f 1780000000000' },
    { change: { fields: { a: 'say "x" \\ y,=\n z' } }, line: 'm a="say \\"x\\" \\\\ y,=\n z" 1780000000000' },
    { change: { fields: { a: 'Fläche "7" °C 矿 ⛏️' } }, line: 'm a="Fläche \\"7\\" °C 矿 ⛏️" 1780000000000' },
    { change: { fields: { a: 'Größe \\ é' } }, line: 'm a="Größe \\\\ é" 1780000000000' },
    { change: { measurement: 'Öl', tags: { Größe: 'è' }, fields: { ü: 1 } }, line: 'Öl,Größe=è ü=1 1780000000000' },
    { change: { fields: { a: '' } }, line: 'm a="" 1780000000000' },
    { change: { fields: { 'a b': 1e21, c: 5e-7, d: -0.1 } }, line: 'm a\\ b=1e+21,c=5e-7,d=-0.1 1780000000000' },
  ])('writes $line', ({ change, line }) => {
    expect(lineOf({ ...point, ...change })).toBe(line);
  });

  it('looks the same however many texts it has seen', () => {
    for (let at = 0; at < 100_010; at += 1) lineOf({ ...point, tags: { id: `miner ${at}` } });
    expect(lineOf({ ...point, tags: { id: 'miner 3' } })).toBe('m,id=miner\\ 3 f=1 1780000000000');
  });

  it('writes every number as JavaScript does, the shortest text that reads as the same one', () => {
    const valueOf = (value: number): string => / a=(\S+) /.exec(lineOf({ ...point, fields: { a: value } }))![1]!;
    const decimals = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 7 })).map(([digits, places]) => digits / 10 ** places);
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.oneof(decimals, fc.maxSafeInteger(), finite), (value) => expect(valueOf(value)).toBe(String(value))),
      { numRuns: 2_000 },
    );
    const edges = [
      0,
      -0,
      999_999_999,
      1e9,
      1e9 + 7,
      999_999_999_999_999,
      1e15,
      1e20,
      1e21,
      199_999.9999,
      200_000.0001,
      0.0001,
      0.00005,
      0.1 + 0.2,
    ];
    for (const value of edges.flatMap((one) => [one, -one])) expect(valueOf(value)).toBe(String(value));
  });
});

describe('LineWriter', () => {
  it('writes lines one below the other, more than it had room for, and then others in their place', () => {
    const writer = new LineWriter();
    const many = Array.from({ length: 3_000 }, (_, at) => ({
      point: { ...point, tags: { id: `m${at}` }, fields: { text: 'ä'.repeat(at) } },
    }));
    expect(writer.write(many).toString().split('\n')).toEqual(many.map((one) => lineOf(one.point)));
    expect(writer.write([{ point }]).toString()).toBe('m f=1 1780000000000');
  });
});
