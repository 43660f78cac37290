import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { onAbort } from './on-abort.js';

describe('onAbort', () => {
  it('calls all who wait, each once, and nobody who has ended it', () => {
    const stopping = new AbortController();
    const called: string[] = [];
    onAbort(stopping.signal, () => called.push('a'));
    const end = onAbort(stopping.signal, () => called.push('b'));
    onAbort(stopping.signal, () => called.push('c'));
    end();
    end();
    stopping.abort();
    stopping.abort();
    expect(called).toEqual(['a', 'c']);
  });

  it('keeps signals apart', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const called: string[] = [];
    onAbort(one.signal, () => called.push('one'));
    onAbort(other.signal, () => called.push('other'));
    other.abort();
    expect(called).toEqual(['other']);
  });

  it('listens to a signal once, however many wait', () => {
    const { signal } = new AbortController();
    for (let n = 0; n < 100; n += 1) onAbort(signal, () => {});
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });
});
