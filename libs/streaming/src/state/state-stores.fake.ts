import { TransientError } from '@lodestream/component';
import { applyChanges, JournaledState, type Restored, type StateBounds } from './journaled-state.js';
import type { KeptState, StateAt, StateStores } from './state-stores.port.js';

interface Kept extends Restored {
  generation: number;
}

/** What fakes over one memory share; another fake over it plays the restart of a process, or another replica. */
export type StateMemory = Map<string, Kept>;

/** State in memory, for specs; it fails when told to. */
export class FakeStateStores implements StateStores {
  /** What the next commits end with: an answer that is lost was kept all the same. */
  fault: 'none' | 'refuses' | 'answer-lost' = 'none';

  constructor(
    readonly memory: StateMemory = new Map(),
    private readonly bounds?: StateBounds,
  ) {}

  async open({ store, partition }: StateAt): Promise<KeptState> {
    const name = `${store}/${partition}`;
    const kept = this.memory.get(name) ?? { entries: new Map(), positions: new Map(), generation: 0 };
    this.memory.set(name, kept);
    kept.generation += 1;
    const mine = kept.generation;
    const restored = { entries: new Map(kept.entries), positions: new Map(kept.positions) };
    const write: JournalWrite = async (changes, positions) => {
      if (kept.generation !== mine) throw new TransientError(`${name} was opened by somebody else`, 'dependency');
      if (this.fault === 'refuses') throw new TransientError(`${name} cannot be written now`, 'storage');
      applyChanges(kept.entries, changes);
      for (const [topic, offset] of positions) kept.positions.set(topic, offset);
      if (this.fault === 'answer-lost') throw new TransientError(`the answer for ${name} was lost`, 'storage');
    };
    return new JournaledState(name, restored, { write }, this.bounds);
  }
}

type JournalWrite = ConstructorParameters<typeof JournaledState>[2]['write'];
