import { AddressGuard, isCidr } from '@lodestream/polling';
import { registerDecorator, type ValidationOptions } from 'class-validator';
import { isIP } from 'node:net';

/** An IP address written out, or a host name. */
export function IsAddress(options: ValidationOptions = {}): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'isAddress',
      target: target.constructor,
      propertyName: String(key),
      options: { message: '$property must be an IP address such as 192.168.1.101, or a host name', ...options },
      validator: { validate: (value: unknown) => typeof value === 'string' && (isIP(value) !== 0 || isHostName(value)) },
    });
}

/** No two miners with one id, and no two at one address. */
export function UniqueMiners(options: ValidationOptions = {}): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'uniqueMiners',
      target: target.constructor,
      propertyName: String(key),
      options,
      validator: {
        validate: (value: unknown) => repeatedMiner(value) === null,
        defaultMessage: (context) => repeatedMiner(context?.value) ?? '',
      },
    });
}

/** Every miner's address lies in the allowed networks; a host name is judged by what it resolves to when it is polled. */
export function InAllowedNetworks(options: ValidationOptions = {}): PropertyDecorator {
  return (target, key) =>
    registerDecorator({
      name: 'inAllowedNetworks',
      target: target.constructor,
      propertyName: String(key),
      options,
      validator: {
        validate: (value: unknown, context) => misplacedMiner(value, context?.object) === null,
        defaultMessage: (context) => misplacedMiner(context?.value, context?.object) ?? '',
      },
    });
}

/** The first miner that could never be polled, in a sentence; null where there is none, or where the networks are no networks. */
function misplacedMiner(miners: unknown, config: unknown): string | null {
  const networks: unknown = (config as { readonly miner_ingestion?: { readonly allowed_networks?: unknown } }).miner_ingestion
    ?.allowed_networks;
  if (!Array.isArray(networks) || !networks.every((network) => typeof network === 'string' && isCidr(network))) return null;
  const guard = new AddressGuard(networks as string[]);
  for (const miner of Array.isArray(miners) ? (miners as { readonly id?: unknown; readonly ip?: unknown }[]) : []) {
    const refusal = typeof miner?.ip === 'string' && isIP(miner.ip) !== 0 ? guard.refusal(miner.ip) : null;
    if (refusal !== null) return `${String(miner.id)} would never be polled: ${refusal} (miner_ingestion.allowed_networks)`;
  }
  return null;
}

/** The first miner that repeats another, in a sentence; null where there is none. */
export function repeatedMiner(miners: unknown): string | null {
  const seen = new Map<string, string>();
  for (const miner of Array.isArray(miners) ? (miners as { readonly id?: unknown; readonly ip?: unknown; readonly port?: number }[]) : []) {
    if (typeof miner?.id !== 'string' || typeof miner.ip !== 'string') continue;
    const address = `${miner.ip.toLowerCase()}:${miner.port ?? 80}`;
    if (seen.has(`id ${miner.id}`)) return `two miners have the id ${miner.id}`;
    const other = seen.get(address);
    if (other !== undefined) return `${other} and ${miner.id} have the same address ${address}`;
    seen.set(`id ${miner.id}`, miner.id).set(address, miner.id);
  }
  return null;
}

/** Host names whose last part is a number are mistyped addresses, such as `192.168.1` or `10.0.0.300`. */
function isHostName(text: string): boolean {
  const parts = text.split('.');
  return (
    text.length <= 253 &&
    parts.every((part) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/i.test(part)) &&
    !/^(0x[\da-f]+|\d+)$/i.test(parts.at(-1) ?? '')
  );
}
