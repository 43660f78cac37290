import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { readPlainYaml } from './read-plain-yaml.js';

/** What the parser that keeps places says, which is what counts: the content, or undefined where it complains. */
const placed = (text: string): unknown => {
  const document = parseDocument(text, { uniqueKeys: true });
  return document.errors.length + document.warnings.length > 0 ? undefined : document.toJS();
};

/** Pieces of which texts are made that are nearly right. */
const pieces = [
  'a: ',
  'b: ',
  '- ',
  '  ',
  '\n',
  '\n  ',
  '\n  - ',
  '"x"',
  "'y'",
  '{c: 1}',
  '[1, z]',
  '1e3',
  '0o7',
  '~',
  'yes',
  ', ',
  '#',
  ' # n',
  ']',
];

describe('a plain text', () => {
  it('reads as it does with places', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value')), fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('value'))),
    }));
    let taken = 0;
    fc.assert(
      fc.property(value, fc.boolean(), (content, flow) => {
        const text = stringify({ section: content }, { collectionStyle: flow ? 'flow' : 'any' });
        const read = readPlainYaml(text);
        if (read === undefined) return;
        taken += 1;
        expect(read).toEqual(placed(text));
      }),
      { numRuns: 500 },
    );
    // Most of the others hold a character that goes to the other parser.
    expect(taken).toBeGreaterThan(100);
  });

  it('is not taken where the other parser would refuse it, nor read otherwise', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = `s:\n  ${parts.join('')}`;
        const read = readPlainYaml(text);
        if (read !== undefined) expect(read).toEqual(placed(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['an anchor', 'a: &x 1'],
    ['an alias', 'a: *x'],
    ['a tag', 'a: !!str 1'],
    ['a key twice', 'a: 1\na: 2'],
    ['a key that is no text', '1: a'],
    ['a long key', '? a\n: 1'],
    ['a directive', '%YAML 1.1\n---\na: yes'],
    ['two documents', 'a: 1\n---\nb: 1'],
    ['a number that is none', 'a: 1e999'],
    ['a comma before a value', 'a: , 1'],
    ['a bracket too many', 'a: 1\n]b: 2'],
    ['a tab that indents', 'a:\n\tb: 1'],
    ['a return by itself', 'a: 1\rb: 2'],
    ['an open bracket', 'a: ['],
    ['depth without end', `a: ${'['.repeat(100_000)}`],
  ])('is left to the other parser where there is %s', (_what, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});
