import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { maxMessageBytes } from '../event-bus.port.js';
import { cut, partitionsFor, refuseMisfits, refuseOversized, weigh } from './outgoing.js';

const message = (value: string, more: object = {}): { key: string; value: string } => ({
  key: 'k',
  value,
  ...more,
});

describe('outgoing messages', () => {
  it('weigh their key, value and headers in bytes', () => {
    expect(weigh({ key: 'ä', value: Buffer.alloc(10), headers: { h: 'é' } })).toBe(2 + 10 + 1 + 2);
    expect(weigh({ key: null, value: null })).toBe(0);
  });

  it('are refused above the bound, and only above it', () => {
    expect(() => refuseOversized('t', [message('x'.repeat(maxMessageBytes - 1))])).not.toThrow();
    expect(() => refuseOversized('t', [message('x'), message('x'.repeat(maxMessageBytes))])).toThrow(PermanentError);
  });

  it.each([
    { why: 'a partition the topic has not', bad: message('v', { partition: 3 }), compacted: false },
    { why: 'a negative partition', bad: message('v', { partition: -1 }), compacted: false },
    { why: 'no key where the topic compacts', bad: { key: null, value: 'v' }, compacted: true },
  ])('are refused for $why', ({ bad, compacted }) => {
    expect(() => refuseMisfits('t', [message('v', { partition: 2 }), bad], { partitions: 3, compacted })).toThrow(PermanentError);
  });

  it('go where their key says, or where they are told, or all together', () => {
    const outgoing = [
      { key: '21', value: 'v' },
      { key: '21', value: 'v', partition: 0 },
      { key: null, value: 'v' },
      { key: null, value: 'w' },
    ];
    const [byKey, named, ...keyless] = partitionsFor(outgoing, { partitions: 24, compacted: false }, 30);
    expect([byKey, named, keyless]).toEqual([(-973932308 & 0x7fffffff) % 24, 0, [6, 6]]);
  });

  it('are cut into runs within both bounds, in their order', () => {
    const values = ['aaaa', 'bbbb', 'cccc', 'x'.repeat(500), 'd', 'e', 'f'];
    const runs = cut(
      values.map((value) => message(value)),
      { requestMessages: 2, requestBytes: 300 },
    );
    expect(runs.map((run) => run.map(({ value }) => String(value)[0]))).toEqual([['a', 'b'], ['c'], ['x'], ['d', 'e'], ['f']]);
  });
});
