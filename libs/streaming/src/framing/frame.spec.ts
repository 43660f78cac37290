import { describe, expect, it } from '@jest/globals';
import { contentOf, frame, schemaIdOf } from './frame.js';

describe('a frame', () => {
  it('is a zero byte, the id in four bytes with the highest first, and the content', () => {
    expect(frame(0x01020304, Buffer.from('abc')).toString('hex')).toBe('0001020304616263');
  });

  it.each([0, 1, 0x7fff_ffff])('gives the id %d back, and the content', (id) => {
    const bytes = frame(id, Buffer.from([7, 8]));
    expect([schemaIdOf(bytes), [...contentOf(bytes)]]).toEqual([id, [7, 8]]);
  });

  it.each([-1, 0x8000_0000, 1.5, NaN])('is not made for the id %d', (id) => {
    expect(() => frame(id, Buffer.alloc(0))).toThrow(RangeError);
  });

  it.each(['00', '00000000', '00ffffffff01'])('has no id in %s', (hex) => {
    expect(schemaIdOf(Buffer.from(hex, 'hex'))).toBeNull();
  });
});
