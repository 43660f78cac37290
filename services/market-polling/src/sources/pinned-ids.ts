import { TransientError } from '@lodestream/component';
import type { Registers } from '@lodestream/streaming';

/** Ids of coins that were looked up: by source, then by our id of the coin. */
export type PinnedIdsRecord = Readonly<Record<string, Readonly<Record<string, string>>>>;

const register = 'ids';
const mostAttempts = 5;

/** What providers call coins, as it was found once; all replicas keep to it, past any restart. */
export class PinnedIds {
  constructor(private readonly registers: Registers<PinnedIdsRecord>) {}

  /** The ids that are pinned at a source, by our id of the coin. @throws TransientError where they can't be read */
  async of(source: string): Promise<ReadonlyMap<string, string>> {
    const found = await this.registers.read(register);
    return new Map(Object.entries(found?.record[source] ?? {}));
  }

  /**
   * Pins ids that were found; what is pinned already stays, but for ids that the source has said it does not know.
   * @throws TransientError where it did not become durable
   */
  async pin(source: string, ids: ReadonlyMap<string, string>, unknown: ReadonlySet<string> = new Set()): Promise<void> {
    if (ids.size === 0) return;
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const found = await this.registers.read(register);
      const known = found?.record ?? {};
      const kept = Object.entries(known[source] ?? {}).filter(([, id]) => !unknown.has(id));
      const record = { ...known, [source]: { ...Object.fromEntries(ids), ...Object.fromEntries(kept) } };
      if (await this.registers.replace(register, found?.version ?? null, record)) return;
    }
    throw new TransientError('Others pin ids at the same time.', 'storage');
  }
}
