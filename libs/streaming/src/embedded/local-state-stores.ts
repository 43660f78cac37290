import { TransientError } from '@lodestream/component';
import { JournaledState, type Journal, type StateBounds } from '../state/journaled-state.js';
import type { KeptState, StateAt, StateChanges, StatePositions, StateStores } from '../state/state-stores.port.js';
import type { Bookkeeper } from './bookkeeper.js';
import type { LogStore } from './log-store.port.js';
import type { Transaction } from './transaction.js';

/** State in the rows of the embedded store: changes and positions become durable in one transaction. */
export class LocalStateStores implements StateStores {
  /** Who opened a state last owns it; one process holds the store, so memory is enough to tell. */
  private readonly owners = new Map<string, symbol>();

  constructor(
    private readonly store: LogStore,
    private readonly bookkeeper: Bookkeeper,
    private readonly bounds?: StateBounds,
  ) {}

  async open(at: StateAt): Promise<KeptState> {
    const prefix = `state/${encodeURIComponent(at.store)}/${at.partition}/`;
    const owner = Symbol(prefix);
    this.owners.set(prefix, owner);
    // What a former owner still has under way is written before this is: then the rows are what they will stay.
    await this.bookkeeper.write(() => undefined);
    const entries = this.rowsOf(`${prefix}key/`).map(([key, bytes]): [string, Buffer] => [key, Buffer.from(bytes)]);
    const positions = this.rowsOf(`${prefix}position/`).map(([topic, bytes]): [string, number] => [topic, Number(bytes.toString())]);
    const journal: Journal = {
      write: async (changes, next) => {
        const refuseOther = (): void => {
          if (this.owners.get(prefix) !== owner) throw new TransientError(`${prefix} was opened by somebody else`, 'dependency');
        };
        await this.bookkeeper.write((transaction) => {
          refuseOther();
          plan(transaction, prefix, changes, next);
        });
      },
    };
    const restored = { entries: new Map(entries), positions: new Map(positions) };
    return new JournaledState(`${at.store}/${at.partition}`, restored, journal, this.bounds);
  }

  private rowsOf(prefix: string): [string, Buffer][] {
    return this.store.rows(prefix).map(({ key, bytes }) => [decodeURIComponent(key.slice(prefix.length)), bytes]);
  }
}

function plan(transaction: Transaction, prefix: string, changes: StateChanges, positions: StatePositions): void {
  for (const [name, bytes] of changes) {
    const key = `${prefix}key/${encodeURIComponent(name)}`;
    transaction.change(bytes === null ? { kind: 'remove-row', key } : { kind: 'put-row', key, bytes });
  }
  for (const [topic, offset] of positions) {
    transaction.change({ kind: 'put-row', key: `${prefix}position/${encodeURIComponent(topic)}`, bytes: Buffer.from(String(offset)) });
  }
}
