import { describe, expect, it } from '@jest/globals';
import { toIncoming } from './incoming.js';

describe('toIncoming', () => {
  it('translates numbers, keeps bytes, and decodes headers as UTF-8, the last of a name counting', () => {
    const raw = { offset: '9007199254740000', timestamp: '1795000000000', attributes: 0, key: Buffer.from('k'), value: null };
    const headers = { schema: Buffer.from('ä'), many: [Buffer.from('first'), Buffer.from('last')], nothing: undefined };
    const [message] = toIncoming([{ ...raw, headers }]);
    expect(message?.headers).toEqual({ schema: 'ä', many: 'last' });
    expect(['schema', 'many', 'nothing', 'absent'].map((name) => message?.header?.(name))).toEqual(['ä', 'last', undefined, undefined]);
    expect([message?.offset, message?.timestampMs]).toEqual([9_007_199_254_740_000, 1_795_000_000_000]);
    expect([message?.key, message?.value]).toEqual([raw.key, null]);
  });

  it('reads a header that was sent without a value as one that is not there', () => {
    const headers = { schema: Buffer.from('a'), empty: null as unknown as Buffer };
    const [message] = toIncoming([{ offset: '1', timestamp: '1', attributes: 0, key: null, value: null, headers }]);
    expect(message?.headers).toEqual({ schema: 'a' });
    expect(message?.header?.('empty')).toBeUndefined();
  });
});
