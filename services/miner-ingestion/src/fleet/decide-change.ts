import type { FleetChange, FleetMiner } from '@lodestream/records';
import { topics } from '@lodestream/records';
import { unlistable } from './pollable.js';

/** What becomes of a wish: the record it leads to (null takes the miner out), nothing yet, or a refusal with its reason. */
export type ChangeDecision =
  | { readonly kind: 'accepted'; readonly record: FleetMiner | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a wish is judged by, besides the record it is about. */
export interface ChangeRules {
  readonly drivers: ReadonlySet<string>;
  /** Why an address must not be polled; null when it may be. */
  readonly refusalOf: (address: string) => string | null;
  /** Another miner at the same place; null where there is none. */
  readonly neighbourOf: (record: FleetMiner) => string | null;
  readonly nowMs: number;
}

type Values = Record<string, unknown>;

/** The fields a wish may set, by their path. Identity and origin are not among them. */
const settable: ReadonlySet<string> = new Set([
  'driver',
  'address',
  'port',
  'model',
  'algorithm',
  'location.site',
  'location.rack',
  'location.position',
  'location.label',
  'tariff.name',
  'tariff.price_per_kwh',
  'tariff.currency',
  'purchase.price',
  'purchase.currency',
  'purchase.date',
  'worker_names',
  'credential_ref',
  'collector_zone',
  'interval_ms',
  'enabled',
]);

/**
 * Decides on one wish to change the fleet. Equal wishes lead to equal decisions: one that is delivered again, after it was carried out,
 * is accepted again and changes nothing.
 */
export function decideChange(change: FleetChange, known: FleetMiner | undefined, rules: ChangeRules): ChangeDecision {
  if (change.origin === 'config') return refused('The configuration is published from its files, not by changes.');
  if (change.origin === 'discovery' && change.action === 'add') return { kind: 'waiting' };
  if (known?.origin === 'config') return refused('The miner is listed in the configuration; change its line there.');
  if (change.action === 'remove') return { kind: 'accepted', record: null };
  if (change.action === 'other' || change.origin === 'other') return refused('This version does not know such a change.');
  return decideRecord(change, known, rules);
}

function decideRecord(change: FleetChange, known: FleetMiner | undefined, rules: ChangeRules): ChangeDecision {
  const record = changedRecord(change, known, rules.nowMs);
  if (typeof record === 'string') return refused(record);
  if (known !== undefined && isSame(record, known)) return { kind: 'accepted', record: known };
  if (change.action === 'edit' && known === undefined) return refused('There is no such miner.');
  if (change.action !== 'edit' && known !== undefined) return refused('There is a miner of this name already.');
  if (change.action === 'edit' && change.base_updated_at !== null && change.base_updated_at !== known?.updated_at)
    return refused('The miner was changed meanwhile; look at it again.');
  const reason = unusable(record, rules);
  return reason === null ? { kind: 'accepted', record } : refused(reason);
}

/** The record as it would be, or why the values make none. */
function changedRecord(change: FleetChange, known: FleetMiner | undefined, nowMs: number): FleetMiner | string {
  const base = { miner_id: change.miner_id, origin: originOf(change), driver: 'auto' };
  const values: Values = structuredClone({ ...(known ?? base), updated_at: nowMs });
  for (const [path, text] of Object.entries(change.values)) {
    if (!settable.has(path)) return `${path} can not be set.`;
    try {
      set(values, path, JSON.parse(text));
    } catch {
      return `The value of ${path} is no JSON.`;
    }
  }
  try {
    return topics.fleetMiners.codec.create(values as unknown as FleetMiner);
  } catch (error) {
    return (error as Error).message;
  }
}

function set(values: Values, path: string, value: unknown): void {
  const [outer = '', inner] = path.split('.');
  if (inner === undefined) values[outer] = value;
  else values[outer] = { ...(values[outer] as Values | undefined), [inner]: value };
}

function originOf({ action, origin }: FleetChange): FleetMiner['origin'] {
  if (action === 'adopt') return 'discovery';
  return origin === 'csv' ? 'csv' : 'page';
}

/** A login is sent to whatever stands at the address: a miner may be given its own or a shared one, never one of another miner's line. */
function unusable(record: FleetMiner, rules: ChangeRules): string | null {
  const { miner_id, driver, address, credential_ref } = record;
  if (driver !== 'auto' && !rules.drivers.has(driver)) return `There is no driver "${driver}".`;
  if (credential_ref?.startsWith('config:') && credential_ref !== `config:${miner_id}`)
    return `The credential ${credential_ref} belongs to another miner.`;
  return unlistable(record) ?? rules.refusalOf(address) ?? shared(record, rules);
}

/** A device under two names would be polled twice, and its hashrate counted twice. */
function shared(record: FleetMiner, { neighbourOf }: ChangeRules): string | null {
  const neighbour = neighbourOf(record);
  return neighbour === null ? null : `${neighbour} has this address already.`;
}

function isSame(one: FleetMiner, other: FleetMiner): boolean {
  return canonical(one) === canonical(other);
}

const canonical = (record: FleetMiner): string => topics.fleetMiners.codec.encode({ ...record, updated_at: 0 }).toString();

const refused = (reason: string): ChangeDecision => ({ kind: 'refused', reason });
