import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { MinerIngestionConfig } from '../config.js';
import { Credentials } from './credentials.js';

let lines = 0;
const line = (id: string, more: object = {}) => ({ id, ip: `10.0.0.${(lines += 1)}`, ...more });
const { instance: config, findings } = validateSection(MinerIngestionConfig, {
  miners: [
    line('own', { username: 'root', password: 'of-own' }),
    line('nameless', { password: 'of-nameless' }),
    line('borrower', { credential: 'hall' }),
    line('open-one'),
    // As a name of its own this would be the hall's, were the two kinds not kept apart.
    line('hall-of-machines', { password: 'of-the-line' }),
  ],
  miner_ingestion: {
    credentials: [
      { name: 'hall', username: 'admin', password: 'of-the-hall' },
      { name: 'hall-of-machines', password: 'of-the-second-hall' },
    ],
  },
});

describe('the credentials', () => {
  it.each([
    { ref: 'config:own', is: ['root', 'of-own'] },
    { ref: 'config:nameless', is: [null, 'of-nameless'] },
    { ref: 'shared:hall', is: ['admin', 'of-the-hall'] },
    { ref: 'config:hall-of-machines', is: [null, 'of-the-line'] },
    { ref: 'shared:hall-of-machines', is: [null, 'of-the-second-hall'] },
  ])('are found by $ref', ({ ref, is }) => {
    const found = new Credentials(config).get(ref);
    expect([findings, found?.username, found?.password.reveal()]).toEqual([[], ...is]);
  });

  it.each([
    { name: 'no name', ref: null },
    { name: 'a miner that borrows one', ref: 'config:borrower' },
    { name: 'a miner without one', ref: 'config:open-one' },
    { name: 'a line that this replica does not have', ref: 'config:elsewhere' },
    { name: 'a shared one that this replica does not have', ref: 'shared:elsewhere' },
    { name: 'a name without its kind', ref: 'hall' },
    { name: 'the name of a property', ref: 'constructor' },
  ])('are none for $name', ({ ref }) => {
    expect(new Credentials(config).get(ref)).toBeNull();
  });

  it('tell nobody who prints them', () => {
    const credentials = new Credentials(config);
    expect(`${JSON.stringify(credentials)}${JSON.stringify(credentials.get('shared:hall'))}`).not.toContain('of-the-hall');
  });
});
