import type { MinerConfig } from '../config.js';
import type { MinerCredential } from '../drivers/miner-driver.js';
import { credentialRefOf } from './configured-fleet.js';

/** The credentials of this process's own configuration, by the names fleet records use for them. */
export class Credentials {
  readonly #byRef: ReadonlyMap<string, MinerCredential>;

  constructor(miners: readonly MinerConfig[]) {
    this.#byRef = new Map(
      miners.flatMap(({ id, username, password }) =>
        password === undefined ? [] : [[credentialRefOf(id), { username: username ?? null, password }] as const],
      ),
    );
  }

  /** The credential of that name; null where this process has none, as on a replica without that line. */
  get(ref: string | null): MinerCredential | null {
    return ref === null ? null : (this.#byRef.get(ref) ?? null);
  }
}
