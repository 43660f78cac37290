import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SimulatorConfig, simulatorOptions } from './config.js';
import { faultKinds } from './faults/fault.js';
import { marketFaultKinds, marketSources } from './market/faults/market-fault.js';

const fileOf = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const check = (simulator: object) => validateSection(SimulatorConfig, { simulator });
const sample = parse(fileOf('config.sample.yaml').replace(/^(\s*)# (?=[a-z_]+: )/gm, '$1')) as {
  simulator: Record<string, unknown>;
};
const { opened_at, faults, market_faults, market_shocks, ...defaults } = sample.simulator;

describe('the configuration of the simulator', () => {
  it('has a sample that loads with every option set, and shows their defaults', () => {
    expect(check(sample.simulator).findings).toEqual([]);
    expect({ ...check({}).instance.simulator }).toEqual({ ...defaults, market_faults: [], market_shocks: [] });
  });

  it('names every kind of fault in the sample', () => {
    for (const kind of [...faultKinds, ...marketFaultKinds, ...marketSources]) expect(fileOf('config.sample.yaml')).toContain(kind);
  });

  it('becomes the options of a farm, in milliseconds', () => {
    expect(simulatorOptions(check(sample.simulator).instance)).toMatchObject({
      startMs: Date.UTC(2026, 0, 1),
      faults: [{ miner: 'sim-00007', kind: 'dead_board', fromMs: 60_000, durationMs: 1_800_000 }],
      marketPort: 8091,
      marketFaults: [
        { source: 'coingecko', kind: 'skewed', coin: 'dogecoin', factor: 1.2, status: 503, fromMs: 600_000, durationMs: 1_800_000 },
      ],
      marketShocks: [{ what: 'hashrate', coin: 'litecoin', factor: 0.5, fromMs: 600_000, durationMs: 86_400_000 }],
    });
    const [bare] = simulatorOptions(check({ market_faults: [{ source: 'node', kind: 'down' }] }).instance).marketFaults!;
    expect(bare).toEqual({ source: 'node', kind: 'down' });
    expect(simulatorOptions(check({}).instance)).not.toHaveProperty('faults');
    expect(simulatorOptions(check({ faults: [] }).instance).faults).toEqual([]);
  });

  it.each([
    [{ miners: 0 }, 'simulator.miners'],
    [{ first_address: '10.0.0.1' }, 'simulator.first_address'],
    [{ miner_port: 70_000 }, 'simulator.miner_port'],
    [{ opened_at: 'yesterday' }, 'simulator.opened_at'],
    [{ faults: [{ miner: 'sim-00001', kind: 'boredom' }] }, 'simulator.faults.0.kind'],
    [{ market_faults: [{ source: 'nobody', kind: 'down' }] }, 'simulator.market_faults.0.source'],
    [{ market_shocks: [{ what: 'price', coin: 'bitcoin', factor: 0 }] }, 'simulator.market_shocks.0.factor'],
    [{ market_faults: [{ source: 'coingecko', kind: 'skewed', coin: 'dogcoin' }] }, 'simulator.market_faults.0.coin'],
    [{ market_faults: [{ source: 'coingecko', kind: 'down', coin: 'dogecoin' }] }, 'simulator.market_faults.0.coin'],
    [{ market_faults: [{ source: 'coingecko', kind: 'skewed', coin: 7 }] }, 'simulator.market_faults.0.coin'],
    [{ market_shocks: [{ what: 'price', coin: 'dogcoin', factor: 2 }] }, 'simulator.market_shocks.0.coin'],
    [{ market_shocks: [{ what: 'hashrate', coin: 'monero', factor: 2 }] }, 'simulator.market_shocks.0.coin'],
    [{ market_shocks: [{ what: 'hashrate', factor: 2 }] }, 'simulator.market_shocks.0.coin'],
    [{ minerz: 5 }, 'simulator.minerz'],
  ])('refuses %j', (section, path) => {
    expect(check(section).findings.map((finding) => finding.path.join('.'))).toEqual([path]);
  });

  it('says which coins there are to one that it does not know', () => {
    const message = (section: object): string => check(section).findings[0]!.message;
    expect(message({ market_faults: [{ source: 'coingecko', kind: 'skewed', coin: 'dogcoin' }] })).toMatch(
      /"dogcoin".* dogecoin, .*monero/,
    );
    const unmined = message({ market_shocks: [{ what: 'hashrate', coin: 'monero', factor: 2 }] });
    expect(unmined).toMatch(/"monero".* dogecoin, .*zcash$/);
  });

  it.each(Object.entries({ ...defaults, opened_at, faults, market_faults, market_shocks }))('explains %s in the README', (name) => {
    expect(fileOf('README.md')).toMatch(new RegExp(`\\| \`${name}\` \\|`));
  });
});
