import type { FaultBook } from '../faults/fault-book.js';
import { addressOf, indexOfAddress } from './addresses.js';
import { traitsOf } from './miner-traits.js';
import { VirtualMiner } from './virtual-miner.js';

/** All miners of the farm; each comes into being when somebody first asks for it. */
export class Farm {
  private readonly miners: (VirtualMiner | undefined)[];

  constructor(
    private readonly seed: number,
    readonly size: number,
    private readonly firstAddress: string,
    private readonly book: FaultBook,
  ) {
    this.miners = Array.from({ length: size });
  }

  /** The miner numbered `index`, from 0; undefined outside the farm. */
  miner(index: number): VirtualMiner | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) return undefined;
    return (this.miners[index] ??= new VirtualMiner(traitsOf(this.seed, index), this.book));
  }

  /** The miner with that id. */
  byId(id: string): VirtualMiner | undefined {
    const miner = this.miner(Number(/^sim-(\d{5,})$/.exec(id)?.[1] ?? Number.NaN) - 1);
    return miner?.traits.id === id ? miner : undefined;
  }

  /** The miner that owns a loopback address. */
  byAddress(address: string): VirtualMiner | undefined {
    return this.miner(indexOfAddress(address, this.firstAddress));
  }

  /** The loopback address of a miner. */
  addressOf(index: number): string {
    return addressOf(index, this.firstAddress);
  }
}
