import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import { AnswerAges } from './answer-ages.js';

describe('ages of answers', () => {
  it('grow with the newest answer, are absent until there was one, and are the longest of those that share their labels', async () => {
    const [registry, clock] = [new Registry(), new FakeClock(1_000)];
    const ages = new AnswerAges(registry, clock, { name: 'age_seconds', help: 'An age.', labelNames: ['source'] });
    const told = async (): Promise<string[]> => (await registry.metrics()).split('\n').filter((line) => line.startsWith('age_seconds{'));
    expect(await told()).toEqual([]);
    ages.answered('node:a', { source: 'node' });
    await clock.advance(5_000);
    ages.answered('node:b', { source: 'node' });
    ages.answered('one', { source: 'one' });
    await clock.advance(1_000);
    expect(await told()).toEqual(['age_seconds{source="node"} 6', 'age_seconds{source="one"} 1']);
    ages.answered('node:a', { source: 'node' });
    expect(await told()).toEqual(['age_seconds{source="node"} 1', 'age_seconds{source="one"} 1']);
  });
});
