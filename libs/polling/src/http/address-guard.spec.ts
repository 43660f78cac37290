import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { AddressGuard, isCidr } from './address-guard.js';

describe('the address guard', () => {
  it.each([
    { address: '10.1.2.3', allowed: true },
    { address: '172.16.0.1', allowed: true },
    { address: '172.32.0.1', allowed: false },
    { address: '192.168.255.254', allowed: true },
    { address: '::ffff:192.168.1.1', allowed: true },
    { address: '::ffff:8.8.8.8', allowed: false },
    { address: '8.8.8.8', allowed: false },
    { address: '127.0.0.1', allowed: false },
    { address: '::1', allowed: false },
    { address: 'fd12:3456::1', allowed: false },
    { address: '10.1', allowed: false },
    { address: '0x0a000001', allowed: false },
    { address: '010.0.0.1', allowed: false },
    { address: '167772161', allowed: false },
    { address: '10.0.0.1%eth0', allowed: false },
    { address: 'miner.local', allowed: false },
    { address: '', allowed: false },
  ])('by default lets $address through: $allowed', ({ address, allowed }) => {
    expect(new AddressGuard().refusal(address) === null).toBe(allowed);
  });

  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'ff02::1',
  ])('never lets %s through, even with every network listed', (address) => {
    expect(new AddressGuard(['0.0.0.0/0', '::/0']).refusal(address)).toContain('never polled');
  });

  it.each([
    { networks: ['127.0.0.0/8'], address: '127.10.0.1', allowed: true },
    { networks: ['127.0.0.0/8'], address: '10.0.0.1', allowed: false },
    { networks: ['fd12::/16'], address: 'fd12::9', allowed: true },
    { networks: ['fd12::/16'], address: 'fd13::9', allowed: false },
    { networks: ['::1/128'], address: '::1', allowed: true },
    { networks: ['0.0.0.0/0'], address: 'fd12::9', allowed: false },
    { networks: [], address: '10.0.0.1', allowed: false },
  ])('with $networks lets $address through: $allowed', ({ networks, address, allowed }) => {
    expect(new AddressGuard(networks).refusal(address) === null).toBe(allowed);
  });

  it('judges an address the same again, and after as many others as a fleet has', () => {
    const guard = new AddressGuard();
    const verdicts = () => ['10.1.2.3', '8.8.8.8', '169.254.169.254', 'miner.local'].map((address) => guard.refusal(address));
    const first = verdicts();
    expect(first.map((reason) => reason === null)).toEqual([true, false, false, false]);
    expect(verdicts()).toEqual(first);
    for (let n = 0; n < 131_072; n += 1) guard.refusal(`11.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(verdicts()).toEqual(first);
  });

  it('throws a permanent error that says that nothing was sent', () => {
    expect(() => new AddressGuard().check('8.8.8.8')).toThrow(
      new PermanentError('No packet was sent: 8.8.8.8 is in none of the allowed networks.', 'validation'),
    );
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10/8', 'fd12::/129', 'a/8', '10.0.0.0/8/8', '10.0.0.0/-1', ''])(
    'refuses "%s" as a network',
    (text) => {
      expect(isCidr(text)).toBe(false);
      expect(() => new AddressGuard([text])).toThrow(PermanentError);
    },
  );
});
