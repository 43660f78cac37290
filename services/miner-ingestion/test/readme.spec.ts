import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { MinerConfig, PollingConfig } from '../src/config.js';
import { qualityReasons } from '../src/reading/quality-reason.js';

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
const metrics = Object.keys(parse(readFileSync(join(import.meta.dirname, '../metrics.yaml'), 'utf8')) as object);
const optionsOf = (type: new () => object): string[] => [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(type, '', false, false)
      .map(({ propertyName }) => propertyName),
  ),
];

describe('the README', () => {
  it.each([...optionsOf(MinerConfig), ...optionsOf(PollingConfig), ...metrics, ...qualityReasons])('names `%s`', (name) => {
    expect(readme).toContain(`\`${name}\``);
  });

  it('has every heading a service must have', () => {
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Purpose', 'Reads and writes', 'Configuration', 'Metrics', 'When it fails', 'Tests']);
  });
});
