import { describe, expect, it } from '@jest/globals';
import { cursorOf, parseCursor } from './page-cursor.js';

describe('a cursor', () => {
  it.each([{ value: null }, { value: 3.5 }, { value: 'größer' }])('names a place with value $value', ({ value }) => {
    expect(parseCursor(cursorOf({ value, id: 'm/1 ?' }, '-power'), '-power')).toEqual({ value, id: 'm/1 ?' });
  });

  it('means nothing in another order', () => {
    expect(parseCursor(cursorOf({ value: 1, id: 'm' }, 'power'), '-power')).toBeNull();
  });

  it.each(['', 'nonsense', btoa('[]'), btoa('["power",{},"m"]'), btoa('["power",1,2]'), btoa('{"a":1}')])('is not %j', (text) => {
    expect(parseCursor(text, 'power')).toBeNull();
  });
});
