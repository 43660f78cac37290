import { describe, expect, it } from '@jest/globals';
import { jsonBody } from './json-body.js';

describe('the JSON of a device', () => {
  it.each([
    { name: 'plain', body: '{"a":1}', value: { a: 1 }, repaired: false },
    { name: 'after blank lines and a byte order mark', body: '\uFEFF\n\n{"a":1}\n', value: { a: 1 }, repaired: false },
    {
      name: 'with bare NaN and infinities',
      body: '{"a":nan,"b":[-inf, NaN],"c":"nan"}',
      value: { a: null, b: [null, null], c: 'nan' },
      repaired: true,
    },
  ])('is read $name', ({ body, value, repaired }) => {
    expect(jsonBody(Buffer.from(body), 'it')).toEqual({ value, repaired });
  });

  it.each([
    { name: 'an empty body', body: ' \n', error: 'TransientError' },
    { name: 'a cut-off body', body: '{"miner":{"hr_real', error: 'TransientError' },
    { name: 'a web page', body: '<!doctype html><html></html>', error: 'PermanentError' },
  ])('refuses $name', ({ body, error }) => {
    expect(() => jsonBody(Buffer.from(body), 'it')).toThrow(expect.objectContaining({ name: error, errorClass: 'malformed' }));
  });
});
