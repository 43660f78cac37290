import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Lifecycle } from '@lodestream/component';

/** Bytes in use from which on collecting is worth a pause. */
const worthwhileBytes = 128 * 1024 * 1024;

/**
 * Collects at the start what reading the configuration has left behind. V8 would keep it until its heap has grown: with 40,000 miners
 * listed, for two minutes, and then all polls waited 1.8 s (docs/profiles.md). Now nothing waits yet.
 */
export class OldObjects implements Lifecycle {
  /** @param bytesInUse how large the heap is */
  constructor(
    private readonly collect: () => void = collectAll,
    private readonly bytesInUse: () => number = () => process.memoryUsage().heapUsed,
  ) {}

  start(): Promise<void> {
    if (this.bytesInUse() >= worthwhileBytes) this.collect();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

/** V8 gives its `gc` to contexts that are made while the flag is set. */
function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
