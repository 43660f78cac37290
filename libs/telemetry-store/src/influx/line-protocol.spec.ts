import { describe, expect, it } from '@jest/globals';
import { lineOf } from './line-protocol.js';

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
    { change: { fields: { a: '' } }, line: 'm a="" 1780000000000' },
    { change: { fields: { 'a b': 1e21, c: 5e-7, d: -0.1 } }, line: 'm a\\ b=1e+21,c=5e-7,d=-0.1 1780000000000' },
  ])('writes $line', ({ change, line }) => {
    expect(lineOf({ ...point, ...change })).toBe(line);
  });

  it('looks the same however many texts it has seen', () => {
    for (let at = 0; at < 100_010; at += 1) lineOf({ ...point, tags: { id: `miner ${at}` } });
    expect(lineOf({ ...point, tags: { id: 'miner 3' } })).toBe('m,id=miner\\ 3 f=1 1780000000000');
  });
});
