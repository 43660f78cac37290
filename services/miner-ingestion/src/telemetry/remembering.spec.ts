import { describe, expect, it } from '@jest/globals';
import { remembering } from './remembering.js';

describe('a remembering function', () => {
  const asked: string[] = [];
  const joined = remembering((one: string[], other: string[]): string => {
    asked.push([...one, ...other].join(''));
    return asked.at(-1)!;
  });

  it('works once for the very same values, and anew for others that are equal', () => {
    const [a, b, c] = [['a'], ['b'], ['b']];
    expect([joined(a, b), joined(a, b), joined(a, c), joined(c, b), joined(a, b)]).toEqual(['ab', 'ab', 'ab', 'bb', 'ab']);
    expect(asked).toEqual(['ab', 'ab', 'bb', 'ab']);
  });
});
