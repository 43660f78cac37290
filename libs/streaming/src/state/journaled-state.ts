import { PermanentError, TransientError } from '@lodestream/component';
import { maxStateKeyBytes, maxStateValueBytes, type KeptState, type StateChanges, type StatePositions } from './state-stores.port.js';

/** Where an adapter makes changes durable. */
export interface Journal {
  /** Resolves once both are durable. */
  write(changes: StateChanges, positions: StatePositions): Promise<void>;
}

/** What an adapter found when it restored. */
export interface Restored {
  readonly entries: Map<string, Buffer>;
  readonly positions: Map<string, number>;
}

/** How much one partition's state may hold. */
export interface StateBounds {
  readonly bytes: number;
}

export const defaultStateBounds: StateBounds = { bytes: 64 * 1024 * 1024 };

/** What all adapters share: the state in memory, its bounds, and the rule that it changes only once the journal has it. */
export class JournaledState implements KeptState {
  bytes = 0;
  private end: string | null = null;
  private writing = false;

  constructor(
    private readonly name: string,
    private readonly restored: Restored,
    private readonly journal: Journal,
    private readonly bounds: StateBounds = defaultStateBounds,
  ) {
    for (const [key, value] of restored.entries) this.bytes += weightOf(key, value);
  }

  get positions(): StatePositions {
    return this.restored.positions;
  }

  get size(): number {
    return this.restored.entries.size;
  }

  get(key: string): Buffer | undefined {
    return this.restored.entries.get(key);
  }

  entries(): Iterable<readonly [string, Buffer]> {
    return this.restored.entries;
  }

  async commit(changes: StateChanges, positions: StatePositions): Promise<void> {
    if (this.end !== null) throw new TransientError(`${this.name} ${this.end}; open it again`, 'dependency');
    if (this.writing) throw new Error(`${this.name} is being committed already`);
    const bytes = this.bytesWith(changes);
    this.writing = true;
    try {
      await this.journal.write(changes, positions);
    } catch (error) {
      this.end = 'failed to be written';
      throw error;
    } finally {
      this.writing = false;
    }
    this.apply(changes, positions);
    this.bytes = bytes;
  }

  async close(): Promise<void> {
    this.end ??= 'was closed';
  }

  private bytesWith(changes: StateChanges): number {
    let bytes = this.bytes;
    for (const [key, value] of changes) {
      checkWeight(this.name, key, value);
      bytes += weightOf(key, value) - weightOf(key, this.get(key) ?? null);
    }
    if (bytes > this.bounds.bytes && bytes > this.bytes) {
      const sentence = `${this.name} would hold ${bytes} bytes where ${this.bounds.bytes} are allowed`;
      throw new TransientError(sentence, 'resource_exhaustion');
    }
    return bytes;
  }

  private apply(changes: StateChanges, positions: StatePositions): void {
    const { entries, positions: known } = this.restored;
    applyChanges(entries, changes);
    for (const [topic, offset] of positions) known.set(topic, offset);
  }
}

/** Puts changes into a map. */
export function applyChanges(entries: Map<string, Buffer>, changes: StateChanges): void {
  for (const [key, value] of changes) {
    if (value === null) entries.delete(key);
    else entries.set(key, value);
  }
}

function checkWeight(name: string, key: string, value: Buffer | null): void {
  const weight = Buffer.byteLength(key);
  if (weight === 0 || weight > maxStateKeyBytes)
    throw new PermanentError(`a key of ${weight} bytes cannot be kept in ${name}; it may have 1 to ${maxStateKeyBytes}`, 'validation');
  if (value !== null && value.length > maxStateValueBytes)
    throw new PermanentError(`a value of ${value.length} bytes cannot be kept in ${name}; it may have ${maxStateValueBytes}`, 'validation');
}

const weightOf = (key: string, value: Buffer | null): number => (value === null ? 0 : key.length + value.length);
