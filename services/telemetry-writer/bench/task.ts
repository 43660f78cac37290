/** What a contender is to do. */
export interface Task {
  readonly name: 'bare' | 'writer' | 'stock' | 'checked';
  readonly run: string;
  readonly prefix: string;
  /** Where the readings are. */
  readonly topic: string;
  readonly brokers: string[];
  readonly url: string;
  readonly org: string;
  readonly token: string;
  readonly expected: number;
}

/** The CPU time from joining the group to the last commit. */
export interface Measured {
  readonly name: Task['name'];
  readonly run: string;
  readonly cpuMicroseconds: number;
}

/** A contender at work: how many records it has committed, and how it leaves. */
export interface AtWork {
  readonly done: () => number;
  readonly leave: () => Promise<unknown>;
}
