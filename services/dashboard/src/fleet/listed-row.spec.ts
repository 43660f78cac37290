import { describe, expect, it } from '@jest/globals';
import { aListed, anOffline, aReading } from '../../test/samples.js';
import { listedRow } from './listed-row.js';
import { rowOf, unreadRow } from './miner-row.js';

describe('what the list adds to a row', () => {
  it.each([
    { says: 'the list', change: { algorithm: 'scrypt' as const, model: null }, algorithm: 'scrypt', unit: 'GH/s' },
    { says: 'the listed model', change: { model: 'l7' }, algorithm: 'scrypt', unit: 'GH/s' },
    { says: 'the listed model, in any spelling', change: { model: 'Antminer S19j Pro' }, algorithm: 'sha256d', unit: 'TH/s' },
    { says: 'nobody', change: { model: null }, algorithm: 'unknown', unit: null },
    { says: 'nobody who is known', change: { model: 'Toaster 3000' }, algorithm: 'unknown', unit: null },
  ])('takes the algorithm of a miner that never answered from $says', ({ change, algorithm, unit }) => {
    const listed = aListed('m1', change);
    expect(listedRow(unreadRow(listed), listed)).toMatchObject({ algorithm, hashrate: { unit } });
  });

  it('believes a reading before the list', () => {
    const listed = aListed('m1', { algorithm: 'scrypt' });
    expect(listedRow(rowOf(aReading('m1')), listed)).toMatchObject({ algorithm: 'sha256d', hashrate: { unit: 'TH/s' } });
  });

  it('gives an offline miner the model and the unit that its record lacks', () => {
    expect(listedRow(rowOf(anOffline('m1')), aListed('m1'))).toMatchObject({
      model: 'Antminer S19',
      hashrate: { value: null, unit: 'TH/s' },
    });
  });

  it.each([
    { location: { rack: '7', position: '3', label: 'A-7-3' }, place: { location: 'A-7-3', rack: 'rack 7', position: '3' } },
    { location: { site: 'north', rack: 'C7', position: '3' }, place: { location: 'north/C7/3', rack: 'north / C7', position: '3' } },
    { location: { label: 'behind the door' }, place: { location: 'behind the door', rack: null, position: null } },
    { location: {}, place: { location: 'rack_2_position_14', rack: null, position: null } },
  ])('places a miner at $place', ({ location, place }) => {
    expect(listedRow(rowOf(aReading('m1')), aListed('m1', { location }))).toMatchObject(place);
  });
});
