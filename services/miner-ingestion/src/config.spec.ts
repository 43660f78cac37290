import { describe, expect, it } from '@jest/globals';
import { validateSection } from '@lodestream/service-kit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { parse } from 'yaml';
import { MinerIngestionConfig } from './config.js';
import { configuredMiner } from './fleet/configured-fleet.js';
import { Credentials } from './fleet/credentials.js';

const template = {
  id: 'miner_01',
  ip: '192.168.1.101',
  username: 'admin',
  password: 'hunter2',
  model: 'ANTMINER_S19',
  location: 'rack_1_position_1',
  polling_interval_seconds: 300,
};
const check = (plain: object) => validateSection(MinerIngestionConfig, plain);
const miners = (...list: object[]) =>
  check({ miners: list.map((more) => ({ ...template, ...more })) }).findings.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('the configuration', () => {
  it("takes the customer's template as it is", () => {
    const { instance, findings } = check({ miners: [template, { ...template, id: 'miner_02', ip: '192.168.1.102' }] });
    expect(findings).toEqual([]);
    expect(configuredMiner(instance.miners[0]!, 7)).toMatchObject({
      miner_id: 'miner_01',
      origin: 'config',
      driver: 'vnish',
      address: '192.168.1.101',
      port: null,
      interval_ms: 300_000,
      credential_ref: 'config:miner_01',
      location: { rack: '1', position: '1' },
      updated_at: 7,
    });
  });

  it('needs nothing', () => {
    expect(check({})).toMatchObject({
      findings: [],
      instance: { miners: [], miner_ingestion: { polling_interval_seconds: 60, outbox_bytes: 64 * 1024 * 1024 } },
    });
  });

  it.each([
    { name: 'two miners with one id', list: [{}, { ip: '192.168.1.9' }], message: 'miners.1.id: two miners have the id miner_01' },
    {
      name: 'two miners at one address',
      list: [{}, { id: 'b' }],
      message: 'miners.1.ip: miner_01 and b have the same address 192.168.1.101:80',
    },
    {
      name: 'two miners at one address, the port once written out',
      list: [{}, { id: 'b', port: 80 }],
      message: 'miners.1.ip: miner_01 and b have the same address 192.168.1.101:80',
    },
    {
      name: 'a mistyped address',
      list: [{ ip: '192.168.1.300' }],
      message: expect.stringContaining('miners.0.ip: ip must be an IP address'),
    },
    { name: 'an abbreviated address', list: [{ ip: '10.1' }], message: expect.stringContaining('miners.0.ip') },
    { name: 'an address with a scheme', list: [{ ip: 'http://10.0.0.1' }], message: expect.stringContaining('miners.0.ip') },
    { name: 'an unknown driver', list: [{ driver: 'vnsh' }], message: expect.stringContaining('miners.0.driver') },
    {
      name: 'an unknown setting',
      list: [{ polling_intervall_seconds: 9 }],
      message: 'miners.0.polling_intervall_seconds: there is no such setting',
    },
    { name: 'an id no topic could carry', list: [{ id: 'a b' }], message: expect.stringContaining('miners.0.id') },
    {
      name: 'no polling at all',
      list: [{ polling_interval_seconds: 0 }],
      message: expect.stringContaining('miners.0.polling_interval_seconds'),
    },
  ])('refuses $name', ({ list, message }) => {
    expect(miners(...list)).toEqual([message]);
  });

  it.each([{ ip: 'miner-7.farm.lan' }, { ip: 'fd12::7' }, { ip: '127.10.0.1', port: 8_180 }])('takes $ip', (more) => {
    const networks = { allowed_networks: ['fd12::/16', '127.0.0.0/8'] };
    expect(check({ miners: [{ ...template, ...more }], miner_ingestion: networks }).findings).toEqual([]);
  });

  it.each([
    { ip: '8.8.8.8', why: '8.8.8.8 is in none of the allowed networks' },
    { ip: '127.0.0.1', why: '127.0.0.1 is in none of the allowed networks' },
    { ip: '169.254.169.254', why: '169.254.169.254 is link-local, multicast or a metadata service and is never polled' },
  ])('refuses $ip, which would never be polled', ({ ip, why }) => {
    expect(miners({}, { id: 'b', ip })).toEqual([`miners.1.ip: b would never be polled: ${why}`]);
  });

  it('names every miner that does not fit, not only the first', () => {
    const list = [{ ip: '8.8.8.8' }, { id: 'b', ip: '9.9.9.9' }, { id: 'c' }, { id: 'c', ip: '10.0.0.9' }, { id: 'd' }];
    expect(miners(...list)).toEqual([
      'miners.3.id: two miners have the id c',
      'miners.4.ip: c and d have the same address 192.168.1.101:80',
      'miners.0.ip: miner_01 would never be polled: 8.8.8.8 is in none of the allowed networks',
      'miners.1.ip: b would never be polled: 9.9.9.9 is in none of the allowed networks',
    ]);
  });

  it('shows the value at fault and a way out', () => {
    expect(check({ miners: [{ ...template, ip: '8.8.8.8' }] }).findings).toEqual([
      expect.objectContaining({ value: '8.8.8.8', remedy: expect.stringContaining('miner_ingestion.allowed_networks') }),
    ]);
  });

  it('refuses an interval in words as what it is: no number', () => {
    expect(miners({ polling_interval_seconds: 'soon' })).toEqual([
      'miners.0.polling_interval_seconds: polling_interval_seconds must be an integer number',
    ]);
  });

  it.each([
    { plain: { allowed_networks: [] } },
    { plain: { allowed_networks: ['10.0.0.0'] } },
    { plain: { retry: { attempts: 0 } } },
    { plain: { outbox_bytes: 1 } },
    { plain: { max_concurrent_polls: '5' } },
  ])('refuses $plain', ({ plain }) => {
    expect(check({ miner_ingestion: plain }).findings).toHaveLength(1);
  });

  it('has a sample that names every option and loads with each one set', () => {
    const sample = readFileSync(join(import.meta.dirname, '../config.sample.yaml'), 'utf8');
    const plain = parse(sample.replace(/^(\s*)# (?=[ -]*\w+:)/gm, '$1').replaceAll('${MINER_PASSWORD}', 'x')) as Record<string, object>;
    const { instance, findings } = check(plain);
    expect(findings).toEqual([]);
    const { credentials, collector_zone, ...others } = instance.miner_ingestion;
    const { credentials: none, ...defaults } = check({}).instance.miner_ingestion;
    expect([credentials.length, none, collector_zone]).toEqual([1, [], 'north']);
    expect(others).toEqual(defaults);
    expect(Object.keys(plain['miner_ingestion']!).sort()).toEqual([...Object.keys(defaults), 'credentials'].sort());
  });
});

describe('a password', () => {
  it('can be used, but not printed, logged, serialised or published', () => {
    const { instance } = check({ miners: [template] });
    const credentials = new Credentials(instance);
    const printed = [instance, credentials, credentials.get('config:miner_01'), configuredMiner(instance.miners[0]!, 0)];
    const everything = printed.flatMap((value) => [
      JSON.stringify(value),
      inspect(value, { depth: 9, showHidden: true }),
      `${value as unknown as string}`,
    ]);
    expect(everything.join()).not.toContain('hunter2');
    expect(credentials.get('config:miner_01')?.password.reveal()).toBe('hunter2');
    expect([credentials.get('config:other'), credentials.get(null)]).toEqual([null, null]);
  });

  it('can be shared by miners that name it', () => {
    const hall = { name: 'hall', username: 'admin', password: 'hunter2' };
    const shared = { ...template, password: undefined, credential: 'hall' };
    const { instance, findings } = check({ miners: [shared], miner_ingestion: { credentials: [hall] } });
    const { credential_ref } = configuredMiner(instance.miners[0]!, 0);
    expect([findings, credential_ref]).toEqual([[], 'shared:hall']);
    expect(new Credentials(instance).get(credential_ref)?.password.reveal()).toBe('hunter2');
    expect(miners({ password: undefined, credential: 'hall' })).toEqual([
      'miners.0.credential: miner_01 names the login hall, which is not listed',
    ]);
  });
});
