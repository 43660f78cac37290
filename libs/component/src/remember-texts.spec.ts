import { describe, expect, it } from '@jest/globals';
import { rememberTexts } from './remember-texts.js';

function counted(most: number) {
  const asked: string[] = [];
  const upper = rememberTexts(most, (text) => {
    asked.push(text);
    return text === '' ? null : text.toUpperCase();
  });
  return { asked, upper };
}

describe('a function that remembers texts', () => {
  it('works once for each of them, also where the answer is null', () => {
    const { asked, upper } = counted(10);
    expect(['a', '', 'b', 'a', '', 'b'].map(upper)).toEqual(['A', null, 'B', 'A', null, 'B']);
    expect(asked).toEqual(['a', '', 'b']);
  });

  it('keeps as many as it may, and begins anew with one more', () => {
    const { asked, upper } = counted(3);
    for (const text of ['a', 'b', 'c', 'a']) upper(text);
    expect(asked).toEqual(['a', 'b', 'c']);
    for (const text of ['d', 'a', 'd']) upper(text);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'a']);
  });
});
