import type { FleetMiner } from '@lodestream/records';
import type { MinerConfig } from '../config.js';
import { parseLocation } from './location.js';

/** The fleet record of a line of configuration; its credential is named, never carried. */
export function configuredMiner(miner: MinerConfig, updatedAtMs: number): FleetMiner {
  return {
    miner_id: miner.id,
    origin: 'config',
    driver: miner.driver ?? 'vnish',
    address: miner.ip,
    port: miner.port ?? null,
    model: miner.model ?? null,
    algorithm: miner.algorithm ?? null,
    location: parseLocation(miner.location),
    tariff: { name: null, price_per_kwh: null, currency: null },
    purchase: { price: null, currency: null, date: null },
    worker_names: [],
    credential_ref: configuredCredential(miner),
    collector_zone: miner.collector_zone ?? null,
    interval_ms: miner.polling_interval_seconds === undefined ? null : miner.polling_interval_seconds * 1_000,
    enabled: miner.enabled,
    updated_at: updatedAtMs,
  };
}

function configuredCredential({ id, password, credential }: MinerConfig): string | null {
  if (password !== undefined) return credentialRefOf(id);
  return credential === undefined ? null : sharedCredentialRefOf(credential);
}

/** The name of the credential that configuration gives a miner. */
export const credentialRefOf = (minerId: string): string => `config:${minerId}`;

/** The name of a credential that several miners may be given. */
export const sharedCredentialRefOf = (name: string): string => `shared:${name}`;

/** What has to be written for the topic to say what the configuration says. */
export interface FleetDiff {
  readonly changed: readonly FleetMiner[];
  /** Ids whose line was removed; only what configuration brought is taken out. */
  readonly removed: readonly string[];
  /** Ids that another origin brought and configuration claims too: configuration wins, and an operator should know. */
  readonly taken: readonly string[];
}

/** Compares the configured miners with what the topic holds; what is equal is not written again. */
export function fleetDiff(configured: readonly FleetMiner[], known: ReadonlyMap<string, FleetMiner>): FleetDiff {
  const wanted = new Set(configured.map(({ miner_id }) => miner_id));
  const changed = configured.filter((miner) => !sameMiner(miner, known.get(miner.miner_id)));
  const removed = [...known.values()].filter(({ origin, miner_id }) => origin === 'config' && !wanted.has(miner_id));
  const taken = changed.filter(({ miner_id }) => (known.get(miner_id)?.origin ?? 'config') !== 'config');
  return { changed, removed: removed.map(({ miner_id }) => miner_id), taken: taken.map(({ miner_id }) => miner_id) };
}

function sameMiner(one: FleetMiner, other: FleetMiner | undefined): boolean {
  return other !== undefined && JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));
}

/** Everything but the time of writing, in one order of keys; what only other sources know is theirs to keep. */
function comparable({ updated_at: _time, location, ...miner }: FleetMiner): unknown {
  return [Object.entries(miner).sort(([a], [b]) => (a < b ? -1 : 1)), location.site, location.rack, location.position, location.label];
}
