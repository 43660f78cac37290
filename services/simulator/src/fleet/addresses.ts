/** Where a farm may begin: at the first host of one of the networks behind 127. */
export const firstAddressPattern = /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){2}\.1$/;

const hostsPerNetwork = 250;

/** The loopback address of the `index`-th miner, counted on from `first` with .1–.250 in each last octet. */
export function addressOf(index: number, first: string): string {
  const [a, b, c] = octets(first);
  const network = b * 256 + c + Math.floor(index / hostsPerNetwork);
  return `${a}.${Math.floor(network / 256)}.${network % 256}.${(index % hostsPerNetwork) + 1}`;
}

/** The inverse of {@link addressOf}; a number outside the farm when the address is none of its. */
export function indexOfAddress(address: string, first: string): number {
  const number = numberOf(address);
  const host = number % 256;
  if (host < 1 || host > hostsPerNetwork) return -1;
  return (Math.floor(number / 256) - Math.floor(numberOf(first) / 256)) * hostsPerNetwork + host - 1;
}

/** How many miners fit behind `first` before 127.255.255.250. */
export function capacityOf(first: string): number {
  const [, b, c] = octets(first);
  return (65_536 - b * 256 - c) * hostsPerNetwork;
}

function octets(address: string): [number, number, number, number] {
  const [a = -1, b = -1, c = -1, d = -1] = address.split('.').map(Number);
  return [a, b, c, d];
}

/** An address as the number it is, without a list made of it: it is asked for at every connection. */
function numberOf(address: string): number {
  let number = 0;
  let octet = 0;
  for (let at = 0; at < address.length; at += 1) {
    const digit = address.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) octet = octet * 10 + digit;
    else if (address[at] !== '.') return -1;
    else {
      number = number * 256 + octet;
      octet = 0;
    }
  }
  return number * 256 + octet;
}
