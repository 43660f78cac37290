import { describe, expect, it } from '@jest/globals';
import type { FleetMiner } from '@lodestream/records';
import { aMiner } from '../../test/a-reading.js';
import { fleetDiff } from './configured-fleet.js';

const record = (id: string, more: Partial<FleetMiner> = {}): FleetMiner => ({ ...aMiner().record, miner_id: id, ...more });
const known = (...records: FleetMiner[]): Map<string, FleetMiner> => new Map(records.map((each) => [each.miner_id, each]));

describe('fleetDiff', () => {
  it.each([
    { name: 'nothing when both say the same', configured: [record('a')], topic: [record('a')], changed: [], removed: [], taken: [] },
    {
      name: 'nothing for a later time of writing',
      configured: [record('a', { updated_at: 9 })],
      topic: [record('a')],
      changed: [],
      removed: [],
      taken: [],
    },
    { name: 'a miner that is new', configured: [record('a'), record('b')], topic: [record('a')], changed: ['b'], removed: [], taken: [] },
    {
      name: 'a miner that moved',
      configured: [record('a', { address: '10.0.0.2' })],
      topic: [record('a')],
      changed: ['a'],
      removed: [],
      taken: [],
    },
    {
      name: 'another place',
      configured: [record('a')],
      topic: [record('a', { location: { site: 'x', rack: '1', position: '1', label: null } })],
      changed: ['a'],
      removed: [],
      taken: [],
    },
    { name: 'a removed line', configured: [], topic: [record('a')], changed: [], removed: ['a'], taken: [] },
    {
      name: 'no miner that others brought',
      configured: [],
      topic: [record('a', { origin: 'csv' }), record('b', { origin: 'page' })],
      changed: [],
      removed: [],
      taken: [],
    },
    {
      name: 'a miner that configuration claims from others',
      configured: [record('a')],
      topic: [record('a', { origin: 'csv' })],
      changed: ['a'],
      removed: [],
      taken: ['a'],
    },
  ])('writes $name', ({ configured, topic, changed, removed, taken }) => {
    const diff = fleetDiff(configured, known(...topic));
    expect({ ...diff, changed: diff.changed.map(({ miner_id }) => miner_id) }).toEqual({ changed, removed, taken });
  });
});
