import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { streamMetricDeclarations } from './metric-declarations.js';
import { StreamMetrics } from './stream-metrics.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('the flow metrics', () => {
  it('are exactly those declared, and one set a registry', () => {
    const registry = new Registry();
    expect(StreamMetrics.of(registry)).toBe(StreamMetrics.of(registry));
    const exported = registry.getMetricsAsArray().map(({ name }) => name);
    expect(exported.sort()).toEqual(Object.keys(streamMetricDeclarations).sort());
  });

  it.each(Object.entries(streamMetricDeclarations))('has %s in the README, with its labels', (name, { type, labels }) => {
    expect(readme).toContain(`| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} |`);
  });

  it('shows the oldest of several runners of one pipeline', async () => {
    const registry = new Registry();
    const metrics = StreamMetrics.of(registry);
    for (const age of [3, 8, 5]) metrics.ageOf('p', () => age);
    expect(await registry.metrics()).toContain('streaming_oldest_unacknowledged_seconds{pipeline="p"} 8');
  });
});
