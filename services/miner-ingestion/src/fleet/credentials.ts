import type { MinerIngestionConfig } from '../config.js';
import type { MinerCredential } from '../drivers/miner-driver.js';
import { credentialRefOf, sharedCredentialRefOf } from './configured-fleet.js';

/** The credentials of this process's own configuration, by the names fleet records use for them. */
export class Credentials {
  readonly #byRef: ReadonlyMap<string, MinerCredential>;

  constructor({ miners, miner_ingestion: { credentials } }: MinerIngestionConfig) {
    const own = miners.map(({ id, username, password }) => [credentialRefOf(id), username, password] as const);
    const shared = credentials.map(({ name, username, password }) => [sharedCredentialRefOf(name), username, password] as const);
    this.#byRef = new Map(
      [...own, ...shared].flatMap(([ref, username, password]) =>
        password === undefined ? [] : [[ref, { username: username ?? null, password }] as const],
      ),
    );
  }

  /** The credential of that name; null where this process has none, as on a replica without that line. */
  get(ref: string | null): MinerCredential | null {
    return ref === null ? null : (this.#byRef.get(ref) ?? null);
  }
}
