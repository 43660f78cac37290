import { TransientError } from '@lodestream/component';
import type { Registers } from '@lodestream/streaming';
import type { KeptLines } from './kept-lines.js';
import type { LineRecord } from './price-series.js';

const mostAttempts = 5;

/** Keeps our own lines of prices, and what goes with them, past a restart, one register a coin; what replicas know of a line is put together, and nothing is lost. */
export class SeriesStore {
  constructor(
    private readonly registers: Registers<LineRecord>,
    private readonly lines: KeptLines,
  ) {}

  /** Adds what is kept of a coin to its line. @throws TransientError where it can't be read */
  async load(coinId: string): Promise<void> {
    const found = await this.registers.read(coinId);
    if (found !== null) this.lines.restore(coinId, found.record);
  }

  /** Keeps the line of a coin. @throws TransientError where it did not become durable */
  async save(coinId: string): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const found = await this.registers.read(coinId);
      if (found !== null) this.lines.restore(coinId, found.record);
      const record = this.lines.record(coinId);
      if (record === null || (await this.registers.replace(coinId, found?.version ?? null, record))) return;
    }
    throw new TransientError(`Others keep the line of ${coinId} at the same time.`, 'storage');
  }
}
