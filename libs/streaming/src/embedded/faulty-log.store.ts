import { TransientError } from '@lodestream/component';
import type { Change } from './log-store.port.js';
import { MemoryLogStore } from './memory-log.store.js';

/** A store for specs whose disk can be filled, broken, held up, or made to fail after it has written. */
export class FaultyLogStore extends MemoryLogStore {
  free = Infinity;
  fault: 'none' | 'refuses' | 'fails-after-writing' = 'none';
  writes = 0;
  hold: Promise<void> = Promise.resolve();

  override async write(changes: readonly Change[]): Promise<void> {
    this.writes += 1;
    await this.hold;
    if (this.fault === 'refuses') throw new TransientError('no space left on the device', 'storage');
    await super.write(changes);
    if (this.fault === 'fails-after-writing') throw new TransientError('the answer was lost', 'storage');
  }

  override async freeBytes(): Promise<number> {
    return this.free;
  }
}
