import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { TelemetryWriterConfig, WriterConfig } from './config.js';
import { writerMetricDeclarations } from './metrics/writer-metrics.js';

const fileOf = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const options = Object.entries(new WriterConfig()).map(([name, value]) => ({ name, value: Number(value) }));

/** The sample with every option uncommented, read as the flat section it is. */
function sample(): Record<string, number> {
  const lines = fileOf('config.sample.yaml').matchAll(/^ {2}# ([a-z_]+): (\S+)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, Number(value)]));
}

describe('the configuration of telemetry-writer', () => {
  it('shows every option with its default in the sample, which is valid', () => {
    expect(sample()).toEqual(Object.fromEntries(options.map(({ name, value }) => [name, value])));
    expect(validateSection(TelemetryWriterConfig, { telemetry_writer: sample() }).findings).toEqual([]);
  });

  it('works without a word', () => {
    expect(validateSection(TelemetryWriterConfig, {}).findings).toEqual([]);
  });

  it.each([
    { change: { max_batch_messages: 0 }, path: 'max_batch_messages' },
    { change: { max_points_per_write: 'many' }, path: 'max_points_per_write' },
    { change: { write_deadline_seconds: 0.5 }, path: 'write_deadline_seconds' },
    { change: { batch_size: 5 }, path: 'batch_size' },
  ])('refuses $change', ({ change, path }) => {
    const { findings } = validateSection(TelemetryWriterConfig, { telemetry_writer: change });
    expect(findings.map((f) => f.path.join('.'))).toEqual([`telemetry_writer.${path}`]);
  });

  it.each(options)('explains $name in the README, with its default', ({ name, value }) => {
    expect(fileOf('README.md')).toMatch(new RegExp(`\\| \`${name}\` \\|.*\\| ${value} \\|`));
  });

  it.each(Object.keys(writerMetricDeclarations))('explains the metric %s in the README', (name) => {
    expect(fileOf('README.md')).toContain(`\`${name}\``);
  });
});
