import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SimulatorConfig, simulatorOptions } from './config.js';
import { faultKinds } from './faults/fault.js';

const fileOf = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const check = (simulator: object) => validateSection(SimulatorConfig, { simulator });
const sample = parse(fileOf('config.sample.yaml').replace(/^(\s*)# (?=[a-z_]+: )/gm, '$1')) as {
  simulator: Record<string, unknown>;
};
const { opened_at, faults, ...defaults } = sample.simulator;

describe('the configuration of the simulator', () => {
  it('has a sample that loads with every option set, and shows their defaults', () => {
    expect(check(sample.simulator).findings).toEqual([]);
    expect({ ...check({}).instance.simulator }).toEqual(defaults);
  });

  it('names every kind of fault in the sample', () => {
    for (const kind of faultKinds) expect(fileOf('config.sample.yaml')).toContain(kind);
  });

  it('becomes the options of a farm, in milliseconds', () => {
    expect(simulatorOptions(check(sample.simulator).instance)).toMatchObject({
      startMs: Date.UTC(2026, 0, 1),
      faults: [{ miner: 'sim-00007', kind: 'dead_board', fromMs: 60_000, durationMs: 1_800_000 }],
    });
    expect(simulatorOptions(check({}).instance)).not.toHaveProperty('faults');
    expect(simulatorOptions(check({ faults: [] }).instance).faults).toEqual([]);
  });

  it.each([
    [{ miners: 0 }, 'simulator.miners'],
    [{ first_address: '10.0.0.1' }, 'simulator.first_address'],
    [{ miner_port: 70_000 }, 'simulator.miner_port'],
    [{ opened_at: 'yesterday' }, 'simulator.opened_at'],
    [{ faults: [{ miner: 'sim-00001', kind: 'boredom' }] }, 'simulator.faults.0.kind'],
    [{ minerz: 5 }, 'simulator.minerz'],
  ])('refuses %j', (section, path) => {
    expect(check(section).findings.map((finding) => finding.path.join('.'))).toEqual([path]);
  });

  it.each(Object.entries({ ...defaults, opened_at, faults }))('explains %s in the README', (name) => {
    expect(fileOf('README.md')).toMatch(new RegExp(`\\| \`${name}\` \\|`));
  });
});
