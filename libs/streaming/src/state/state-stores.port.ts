/** What a key and a value may weigh, in bytes; heavier ones are refused with a PermanentError. */
export const maxStateKeyBytes = 256;
export const maxStateValueBytes = 256 * 1024;

/** Which state: the store's full name (on Kafka, that of its changelog), and the partition of the input whose state it is. */
export interface StateAt {
  readonly store: string;
  readonly partition: number;
}

/** Values by key; null takes the key out. */
export type StateChanges = ReadonlyMap<string, Buffer | null>;

/** Next offsets by the full name of each input. */
export type StatePositions = ReadonlyMap<string, number>;

/**
 * The state of one partition in the hands of its owner: in memory as it is durable. Only one owner counts: who opens the same state
 * later fences this one, whose commits are refused from then on.
 */
export interface KeptState {
  /** The next offset of each input that everything in here includes, and nothing after it; an input never committed has none. */
  readonly positions: StatePositions;
  /** How many keys there are, and what keys and values weigh together. */
  readonly size: number;
  readonly bytes: number;
  get(key: string): Buffer | undefined;
  entries(): Iterable<readonly [string, Buffer]>;
  /**
   * Makes the changes and the positions durable together, or neither; inputs not named keep their positions. One at a time.
   * @throws PermanentError on a key or a value that is too heavy, TransientError of class `resource_exhaustion` where the state would
   * outgrow its bound; nothing is changed then, and the state goes on.
   * @throws TransientError where the store can't be had, where the wait was too long, or where somebody opened the state after us.
   * Whether it was kept is then unknown: this state is of no more use and has to be opened again.
   */
  commit(changes: StateChanges, positions: StatePositions): Promise<void>;
  /** Lets go; every later commit is refused. Safe twice. */
  close(): Promise<void>;
}

/** Where stateful consumers keep what they know, with the input position it includes: that position has the authority. */
export interface StateStores {
  /**
   * Restores a partition's state and becomes its owner. Only who holds the input's partition opens it.
   * @throws TransientError where the store can't be had, PermanentError where it is damaged
   */
  open(at: StateAt): Promise<KeptState>;
}
