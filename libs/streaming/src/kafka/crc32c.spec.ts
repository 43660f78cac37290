import { describe, expect, it } from '@jest/globals';
import { crc32c } from './crc32c.js';

const sumOf = (bytes: Buffer): string => crc32c(bytes, 0, bytes.length).toString(16);

describe('crc32c', () => {
  it.each([
    ['32 zeros', Buffer.alloc(32), '8a9136aa'],
    ['32 bytes of ones', Buffer.alloc(32, 0xff), '62a8ab43'],
    ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), '46dd794e'],
    ['31 to 0', Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), '113fdb5c'],
    ['the digits 1 to 9', Buffer.from('123456789'), 'e3069283'],
    ['nothing', Buffer.alloc(0), '0'],
  ])('gives %s the sum of RFC 3720, or of the CRC catalogue', (_, bytes, sum) => expect(sumOf(bytes)).toBe(sum));

  it('sums a part as it sums that part alone, wherever it begins and ends', () => {
    const bytes = Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 37 + 5) & 0xff));
    for (let from = 0; from < 20; from += 1)
      for (let to = from; to < 50; to += 1) expect(crc32c(bytes, from, to).toString(16)).toBe(sumOf(Buffer.from(bytes.subarray(from, to))));
  });
});
