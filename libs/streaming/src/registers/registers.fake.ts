import type { Registers, Versioned } from './registers.port.js';

/** Registers in memory; several owners that share one object are replicas. */
export class FakeRegisters<T> implements Registers<T> {
  private readonly values = new Map<string, Versioned<T>>();

  read(key: string): Promise<Versioned<T> | null> {
    return Promise.resolve(this.values.get(key) ?? null);
  }

  replace(key: string, version: number | null, record: T): Promise<boolean> {
    if ((this.values.get(key)?.version ?? null) !== version) return Promise.resolve(false);
    this.values.set(key, { record: structuredClone(record), version: (version ?? 0) + 1 });
    return Promise.resolve(true);
  }
}
