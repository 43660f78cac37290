import { PermanentError } from '@lodestream/component';
import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** The private networks of RFC 1918; what may be polled unless the configuration lists something else. */
export const privateNetworks: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * Never polled, listed or not: what has no host behind it, link-local, multicast, and the addresses at which clouds hand out
 * their instance's credentials.
 */
const neverPolled: readonly Range[] = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  '::/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
].map((cidr) => ipaddr.parseCIDR(cidr));

/** True for text such as `10.0.0.0/8` or `fd12::/16`, with every part written out. */
export function isCidr(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  return rest.length === 0 && isIP(address ?? '') !== 0 && /^\d{1,3}$/.test(bits ?? '') && ipaddr.isValidCIDR(text);
}

/** An address is asked about with every poll of its miner, and the networks of a guard never change: more than these begin the memory anew. */
const mostVerdicts = 131_072;
/** The zone of an IPv6 address can be of any length. */
const longestRemembered = 64;

/** Decides which addresses may be spoken to; asked with the actual address, before a packet leaves. */
export class AddressGuard {
  private readonly allowed: readonly Range[];
  private readonly verdicts = new Map<string, string | null>();

  /** @throws PermanentError naming the text that is no network */
  constructor(allowedNetworks: readonly string[] = privateNetworks) {
    this.allowed = allowedNetworks.map((cidr) => {
      if (!isCidr(cidr)) throw new PermanentError(`"${cidr}" is no network; write it like 10.0.0.0/8`, 'validation');
      return ipaddr.parseCIDR(cidr);
    });
  }

  /** Null when the address may be polled, otherwise why not, in a sentence. */
  refusal(address: string): string | null {
    const known = this.verdicts.get(address);
    if (known !== undefined) return known;
    if (isIP(address) === 0) return `"${address}" is not an IP address`;
    const verdict = this.judge(address);
    if (this.verdicts.size >= mostVerdicts) this.verdicts.clear();
    if (address.length <= longestRemembered) this.verdicts.set(address, verdict);
    return verdict;
  }

  /** @throws PermanentError of class `validation` when the address must not be polled */
  check(address: string): void {
    const reason = this.refusal(address);
    if (reason !== null) throw new PermanentError(`No packet was sent: ${reason}.`, 'validation');
  }

  private judge(address: string): string | null {
    const actual = ipaddr.process(address);
    if (neverPolled.some((range) => within(actual, range)))
      return `${address} is link-local, multicast or a metadata service and is never polled`;
    if (this.allowed.some((range) => within(actual, range))) return null;
    return `${address} is in none of the allowed networks`;
  }
}

function within(address: Address, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
