import { describe, expect, it } from '@jest/globals';
import { entriesOf, fieldsOf, Measurements, textOf } from './measurements.js';

describe('a measured number', () => {
  it.each([
    { raw: 3.5, value: 3.5, reason: null },
    { raw: '  5.0000', value: 5, reason: null },
    { raw: '1e3', value: 1_000, reason: null },
    { raw: 0, value: 0, reason: null },
    { raw: undefined, value: null, reason: 'not_reported' },
    { raw: null, value: null, reason: 'not_reported' },
    { raw: 'nan', value: null, reason: 'not_measured' },
    { raw: '-', value: null, reason: 'not_measured' },
    { raw: '', value: null, reason: 'not_measured' },
    { raw: Number.NaN, value: null, reason: 'not_measured' },
    { raw: Number.POSITIVE_INFINITY, value: null, reason: 'not_measured' },
    { raw: 'abc', value: null, reason: 'invalid' },
    { raw: '12 W', value: null, reason: 'invalid' },
    { raw: true, value: null, reason: 'invalid' },
    { raw: [1], value: null, reason: 'invalid' },
    { raw: -1, value: null, reason: 'invalid' },
  ])('of $raw is $value', ({ raw, value, reason }) => {
    const taken = new Measurements();
    expect(taken.number('a.b', raw)).toBe(value);
    expect(taken.flags).toEqual(reason === null ? [] : [{ path: 'a.b', reason }]);
  });

  it('tells a zero that was measured from one that stands for nothing', () => {
    const taken = new Measurements();
    expect([taken.number('a', 0), taken.number('b', 0, { zero: 'placeholder' })]).toEqual([0, null]);
    expect(taken.flags).toEqual([{ path: 'b', reason: 'not_measured' }]);
  });

  it('is refused outside of what is possible', () => {
    const taken = new Measurements();
    expect([taken.number('t', -273, { min: -39, max: 200 }), taken.number('t', -20, { min: -39, max: 200 })]).toEqual([null, -20]);
  });
});

describe('what a device sends', () => {
  it.each([
    { raw: 'Antminer S9\nV1.3.58 ', text: 'Antminer S9 V1.3.58' },
    { raw: 'N/A', text: null },
    { raw: 7, text: '7' },
    { raw: {}, text: null },
  ])('reads $raw as the text $text', ({ raw, text }) => {
    expect(textOf(raw)).toBe(text);
  });

  it('is read the same however many words came before, and however long it is', () => {
    const names = Array.from({ length: 10_000 }, (_, n) => ` farm.worker\t${n} `);
    const expected = names.map((_, n) => `farm.worker ${n}`);
    expect([names.map(textOf), names.map(textOf)]).toEqual([expected, expected]);
    expect([textOf('N/A'), textOf(` ${'x'.repeat(300)}`), textOf(' '.repeat(100))]).toEqual([null, 'x'.repeat(256), null]);
  });

  it('is never taken for an object or a list it is not', () => {
    expect([fieldsOf(null), fieldsOf([1]), fieldsOf('x'), entriesOf({}), entriesOf([1, { a: 1 }])]).toEqual([
      {},
      {},
      {},
      [],
      [{}, { a: 1 }],
    ]);
    expect(entriesOf(new Array(10_000).fill({}))).toHaveLength(64);
  });
});
