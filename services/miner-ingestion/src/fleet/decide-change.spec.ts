import { describe, expect, it } from '@jest/globals';
import type { FleetChange, FleetMiner } from '@lodestream/records';
import { aMiner } from '../../test/a-reading.js';
import { type ChangeDecision, decideChange } from './decide-change.js';

const rules = {
  drivers: new Set(['vnish']),
  refusalOf: (address: string) => (address.startsWith('10.') ? null : `${address} is in none of the allowed networks`),
  neighbourOf: ({ address }: FleetMiner) => (address === '10.0.0.77' ? 'miner_77' : null),
  nowMs: 99,
};
const known: FleetMiner = { ...aMiner().record, origin: 'page', updated_at: 7 };
const wish = (more: Partial<FleetChange>): FleetChange => ({
  change_id: 'c1',
  timestamp: 0,
  miner_id: 'miner_01',
  action: 'edit',
  step: 'proposed',
  origin: 'page',
  actor: 'ann',
  values: {},
  before: {},
  base_updated_at: null,
  evidence: null,
  reason: null,
  ...more,
});
const short = (decision: ChangeDecision): string =>
  decision.kind === 'refused'
    ? decision.reason
    : `${decision.kind}${decision.kind === 'accepted' && decision.record === null ? ' to go' : ''}`;

describe('a wish to change the fleet', () => {
  it('adds a miner under the origin of who asked, with defaults for what was not said', () => {
    const values = { address: '"10.0.0.9"', 'location.rack': '"7"', enabled: 'true' };
    for (const [origin, action, expected] of [
      ['page', 'add', 'page'],
      ['cli', 'add', 'page'],
      ['csv', 'add', 'csv'],
      ['page', 'adopt', 'discovery'],
    ] as const) {
      const decision = decideChange(wish({ action, origin, values }), undefined, rules);
      expect(decision).toMatchObject({
        kind: 'accepted',
        record: {
          miner_id: 'miner_01',
          origin: expected,
          driver: 'auto',
          address: '10.0.0.9',
          location: { rack: '7', site: null },
          updated_at: 99,
        },
      });
    }
  });

  it('edits what it names and nothing else', () => {
    const decision = decideChange(wish({ values: { model: '"S21"', 'location.site': '"north"' }, base_updated_at: 7 }), known, rules);
    const { location } = known;
    expect(decision).toEqual({
      kind: 'accepted',
      record: { ...known, model: 'S21', location: { ...location, site: 'north' }, updated_at: 99 },
    });
  });

  it('is accepted again without any change when it is delivered again', () => {
    const values = { model: '"S21"' };
    const first = decideChange(wish({ values, base_updated_at: 7 }), known, rules);
    const record = first.kind === 'accepted' ? first.record! : known;
    expect(decideChange(wish({ values, base_updated_at: 7 }), record, rules)).toEqual({ kind: 'accepted', record });
    expect(short(decideChange(wish({ action: 'remove' }), undefined, rules))).toBe('accepted to go');
  });

  it.each([
    { name: 'a miner that discovery found', change: { action: 'add', origin: 'discovery' }, to: undefined, is: 'waiting' },
    { name: 'an edit of a configured miner', change: {}, to: { ...known, origin: 'config' }, is: /change its line there/ },
    {
      name: 'the removal of a configured miner',
      change: { action: 'remove' },
      to: { ...known, origin: 'config' },
      is: /change its line there/,
    },
    { name: 'the removal of any other', change: { action: 'remove' }, to: known, is: 'accepted to go' },
    { name: 'an edit of what is not there', change: {}, to: undefined, is: /address|no such miner/ },
    {
      name: 'one more of the same name',
      change: { action: 'add', values: { address: '"10.9.9.9"' } },
      to: known,
      is: /of this name already/,
    },
    { name: 'an edit of an older record', change: { values: { model: '"x"' }, base_updated_at: 6 }, to: known, is: /changed meanwhile/ },
    { name: 'another identity', change: { values: { miner_id: '"other"' } }, to: known, is: /miner_id can not be set/ },
    { name: 'another origin', change: { values: { origin: '"config"' } }, to: known, is: /origin can not be set/ },
    { name: 'a prototype', change: { values: { '__proto__.x': '1' } }, to: known, is: /can not be set/ },
    { name: 'what is no JSON', change: { values: { model: 'S21' } }, to: known, is: /no JSON/ },
    { name: 'a value of another kind', change: { values: { port: '"eighty"' } }, to: known, is: /port: expected/ },
    { name: 'an address outside', change: { values: { address: '"8.8.8.8"' } }, to: known, is: /none of the allowed networks/ },
    { name: 'an unknown driver', change: { values: { driver: '"magic"' } }, to: known, is: /no driver/ },
    { name: 'an interval of nothing', change: { values: { interval_ms: '5' } }, to: known, is: /too short/ },
    { name: 'an interval of a day', change: { values: { interval_ms: '86400000' } }, to: known, is: /too long/ },
    { name: 'port 0', change: { values: { port: '0' } }, to: known, is: /0 is no port/ },
    { name: 'a port beyond all ports', change: { values: { port: '70000' } }, to: known, is: /70000 is no port/ },
    { name: 'no address at all', change: { values: { address: '""' } }, to: known, is: /neither an IP address nor a host name/ },
    { name: 'half an address', change: { values: { address: '"10.0.0"' } }, to: known, is: /neither an IP address nor a host name/ },
    { name: 'a host', change: { values: { address: '"10.rack-7.example"' } }, to: known, is: 'accepted' },
    { name: "another miner's address", change: { values: { address: '"10.0.0.77"' } }, to: known, is: /miner_77 has this address already/ },
    { name: 'a zone without a name', change: { values: { collector_zone: '""' } }, to: known, is: /A zone is called/ },
    { name: 'a zone', change: { values: { collector_zone: '"north"' } }, to: known, is: 'accepted' },
    {
      name: 'a miner nobody could name',
      change: { action: 'add', miner_id: 'a b\n', values: { address: '"10.9.9.9"' } },
      to: undefined,
      is: /A miner is called/,
    },
    { name: "another miner's login", change: { values: { credential_ref: '"config:miner_02"' } }, to: known, is: /belongs to another/ },
    { name: 'a shared login', change: { values: { credential_ref: '"shared:hall"' } }, to: known, is: 'accepted' },
    { name: 'the configuration', change: { origin: 'config' }, to: known, is: /from its files/ },
    { name: 'what a newer version may ask', change: { action: 'other' }, to: known, is: /does not know/ },
  ] as { name: string; change: Partial<FleetChange>; to: FleetMiner | undefined; is: string | RegExp }[])(
    'about $name is decided: $is',
    ({ change, to, is }) => {
      const said = short(decideChange(wish(change), to, rules));
      if (is instanceof RegExp) expect(said).toMatch(is);
      else expect(said).toBe(is);
    },
  );
});
