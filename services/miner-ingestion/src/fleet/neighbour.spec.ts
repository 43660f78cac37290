import { describe, expect, it } from '@jest/globals';
import type { FleetMiner } from '@lodestream/records';
import { aMiner } from '../../test/a-reading.js';
import { neighbourOf } from './neighbour.js';

const miner = (miner_id: string, more: Partial<FleetMiner> = {}): FleetMiner => ({ ...aMiner().record, miner_id, ...more });
const fleet = new Map(
  [miner('one', { address: '10.0.0.1' }), miner('host', { address: 'Rack-7.example' })].map((each) => [each.miner_id, each]),
);

describe('a neighbour', () => {
  it.each([
    { what: 'the same address and the driver’s own port, written out', record: miner('new', { port: 80 }), is: 'one' },
    { what: 'the same address by a driver that is to be found', record: miner('new', { driver: 'auto' }), is: 'one' },
    { what: 'the same host in other letters', record: miner('new', { address: 'rack-7.EXAMPLE' }), is: 'host' },
    { what: 'another port', record: miner('new', { port: 8080 }), is: null },
    { what: 'the same address in another zone, which is another network', record: miner('new', { collector_zone: 'north' }), is: null },
    { what: 'itself', record: miner('one', { model: 'S21' }), is: null },
  ])('of $what is $is', ({ record, is }) => {
    expect(neighbourOf(record, fleet)).toBe(is);
  });
});
