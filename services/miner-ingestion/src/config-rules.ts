import { AddressGuard, isCidr } from '@lodestream/polling';
import type { Judgement } from '@lodestream/service-kit';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isIP } from 'node:net';

/** An IP address written out, or a host name. */
export function IsAddress(options: ValidationOptions = {}): PropertyDecorator {
  const message = '$property must be an IP address such as 192.168.1.101, or a host name';
  const validate = (value: unknown): boolean => typeof value === 'string' && (isIP(value) !== 0 || isHostName(value));
  return ValidateBy({ name: 'isAddress', validator: { validate } }, { message, ...options });
}

/** The miners of a configuration as far as they can be trusted before each was judged by itself. */
interface ListedMiner {
  readonly id: string;
  readonly ip: string;
  readonly port?: number;
  readonly collector_zone?: string;
  readonly credential?: string;
  readonly place: number;
}

/** No two miners with one id or at one address, and none that could never be polled: every one of them, each at its own line. */
export function minersThatFit(miners: unknown, config: unknown): Judgement[] {
  const listed = readable(miners);
  return [...repeated(listed), ...misplaced(listed, config), ...withoutLogin(listed, config)];
}

function readable(miners: unknown): ListedMiner[] {
  const all = (Array.isArray(miners) ? miners : []) as Partial<ListedMiner>[];
  return all.flatMap((miner, place) =>
    typeof miner?.id === 'string' && typeof miner.ip === 'string' ? [{ ...miner, place } as ListedMiner] : [],
  );
}

/** Miners that repeat the id or the address of one above them. */
function repeated(miners: readonly ListedMiner[]): Judgement[] {
  const ids = new Set<string>();
  const addresses = new Map<string, string>();
  return miners.flatMap(({ id, ip, port = 80, collector_zone: zone = '', place }) => {
    const address = `${ip.toLowerCase()}:${port}`;
    const other = addresses.get(`${zone} ${address}`);
    if (other === undefined) addresses.set(`${zone} ${address}`, id);
    if (ids.has(id))
      return [{ path: [place, 'id'], message: `two miners have the id ${id}`, remedy: 'Give each miner a name of its own.' }];
    ids.add(id);
    if (other === undefined) return [];
    const message = `${other} and ${id} have the same address ${address}`;
    return [{ path: [place, 'ip'], message, remedy: 'Remove one of the two, or correct its address or its `port`.' }];
  });
}

/** Miners outside the allowed networks; a host name is judged by what it resolves to when it is polled. */
function misplaced(miners: readonly ListedMiner[], config: unknown): Judgement[] {
  const networks: unknown = (config as { readonly miner_ingestion?: { readonly allowed_networks?: unknown } }).miner_ingestion
    ?.allowed_networks;
  if (!Array.isArray(networks) || !networks.every((network) => typeof network === 'string' && isCidr(network))) return [];
  const guard = new AddressGuard(networks as string[]);
  return miners.flatMap(({ id, ip, place }) => {
    const refusal = isIP(ip) === 0 ? null : guard.refusal(ip);
    if (refusal === null) return [];
    const remedy = 'Correct the address, or add its network to miner_ingestion.allowed_networks.';
    return [{ path: [place, 'ip'], message: `${id} would never be polled: ${refusal}`, remedy }];
  });
}

/** Miners that name a login nobody has given. */
function withoutLogin(miners: readonly ListedMiner[], config: unknown): Judgement[] {
  const listed: unknown = (config as { readonly miner_ingestion?: { readonly credentials?: unknown } }).miner_ingestion?.credentials;
  const names = new Set((Array.isArray(listed) ? (listed as { readonly name?: unknown }[]) : []).map((login) => login?.name));
  return miners.flatMap(({ id, credential, place }) => {
    if (credential === undefined || names.has(credential)) return [];
    const message = `${id} names the login ${credential}, which is not listed`;
    return [{ path: [place, 'credential'], message, remedy: 'Add it to miner_ingestion.credentials, or correct the name.' }];
  });
}

/** Whether a text could be the name of a host; one whose last part is a number is a mistyped address, such as `192.168.1` or `10.0.0.300`. */
export function isHostName(text: string): boolean {
  const parts = text.split('.');
  return (
    text.length <= 253 &&
    parts.every((part) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/i.test(part)) &&
    !/^(0x[\da-f]+|\d+)$/i.test(parts.at(-1) ?? '')
  );
}
