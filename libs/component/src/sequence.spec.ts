import { describe, expect, it } from '@jest/globals';
import { Sequence } from './sequence.js';

const told: string[] = [];
const part = (name: string, { start = async () => {}, stop = async () => {} } = {}) => ({
  start: () => (told.push(`${name} starts`), start()),
  stop: () => (told.push(`${name} stops`), stop()),
});

describe('a sequence', () => {
  it('stops in reverse what it began, even where one part fails to', async () => {
    told.length = 0;
    const sequence = new Sequence();
    await sequence.begin(part('a'));
    await sequence.begin(part('b', { stop: () => Promise.reject(new Error('stuck')) }));
    await expect(sequence.stop()).rejects.toThrow('Some parts did not stop cleanly.');
    expect(told).toEqual(['a starts', 'b starts', 'b stops', 'a stops']);
  });

  it('begins nothing more once it was told to stop', async () => {
    told.length = 0;
    const sequence = new Sequence();
    await sequence.begin(part('a'));
    await sequence.stop();
    await expect(sequence.begin(part('b'))).rejects.toThrow('told to stop');
    expect(told).toEqual(['a starts', 'a stops']);
  });

  it('stops a part whose start failed, and stops without harm twice', async () => {
    told.length = 0;
    const sequence = new Sequence();
    await expect(sequence.begin(part('a', { start: () => Promise.reject(new Error('no')) }))).rejects.toThrow('no');
    await sequence.stop();
    await sequence.stop();
    expect(told).toEqual(['a starts', 'a stops']);
  });
});
