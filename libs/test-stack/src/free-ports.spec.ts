import { expect, it } from '@jest/globals';
import { freePorts } from './free-ports.js';

it('hands out no port twice, nor one that another worker may hand out', async () => {
  const rounds = await Promise.all([1, 2].flatMap((worker) => Array.from({ length: 30 }, () => freePorts(10, worker))));
  const [ours, theirs] = [rounds.slice(0, 30).flat(), rounds.slice(30).flat()];
  expect(new Set([...ours, ...theirs]).size).toBe(600);
  expect(Math.max(...ours)).toBeLessThan(Math.min(...theirs));
});

it('says so rather than search for ever', async () => {
  await expect(freePorts(1_001)).rejects.toThrow('too many');
});
