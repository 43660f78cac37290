import { statSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { StorePosition } from '../telemetry-store.port.js';
import { loadCatalog, type Catalog } from './catalog.js';
import { dropDays } from './drop-days.js';
import type { DatabaseSettings, StoreCalls } from './messages.js';
import { readLatest } from './read-latest.js';
import { readSeries } from './read-series.js';
import { writeBatch } from './write-batch.js';

const mebibyte = 1_048_576;

/** The open database: one connection writes, one transaction after another, and one reads beside it. */
export class Database {
  private settings!: DatabaseSettings;
  private instance!: DuckDBInstance;
  private writer!: DuckDBConnection;
  private reader!: DuckDBConnection;
  private catalog!: Catalog;
  private writing: Promise<unknown> = Promise.resolve();
  private reading: Promise<unknown> = Promise.resolve();

  async open({ settings }: Omit<StoreCalls['open'], 'answer'>): Promise<void> {
    this.settings = settings;
    this.instance = await DuckDBInstance.create(settings.file, {
      memory_limit: `${settings.memoryLimitMb}MiB`,
      threads: String(settings.threads),
      checkpoint_threshold: `${settings.walLimitMb}MiB`,
      max_temp_directory_size: `${settings.memoryLimitMb * 4}MiB`,
      // Nothing may be fetched from anywhere, and no statement may reach other files.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      enable_external_access: 'false',
    });
    this.writer = await this.instance.connect();
    this.reader = await this.instance.connect();
    this.catalog = await loadCatalog(this.writer);
  }

  write({ groups, positions }: Omit<StoreCalls['write'], 'answer'>): Promise<StoreCalls['write']['answer']> {
    return this.inTransaction(() => writeBatch(this.writer, this.catalog, groups, positions));
  }

  dropBefore(request: Omit<StoreCalls['dropBefore'], 'answer'>): Promise<number> {
    return this.inTransaction(() => dropDays(this.writer, this.catalog, request));
  }

  async positions({ consumer }: Omit<StoreCalls['positions'], 'answer'>): Promise<StorePosition[]> {
    const rows = await this.read(() =>
      this.reader.runAndReadAll('SELECT topic, part, next FROM positions WHERE consumer = $1', [consumer]),
    );
    return rows
      .getRowsJS()
      .map(([topic, partition, next]) => ({ consumer, topic: topic as string, partition: Number(partition), nextOffset: Number(next) }));
  }

  series({ query }: Omit<StoreCalls['series'], 'answer'>): Promise<StoreCalls['series']['answer']> {
    return this.read(() => readSeries(this.reader, this.catalog, query));
  }

  latest({ query }: Omit<StoreCalls['latest'], 'answer'>): Promise<StoreCalls['latest']['answer']> {
    return this.read(() => readLatest(this.reader, this.catalog, query));
  }

  /** Waits for what is under way, writes the log into the file and lets go of it. */
  async close(): Promise<void> {
    await Promise.allSettled([this.writing, this.reading]);
    this.reader.closeSync();
    this.writer.closeSync();
    this.instance.closeSync();
  }

  private inTransaction<T>(work: () => Promise<T>): Promise<T> {
    const result = this.writing.then(() => this.transact(work));
    this.writing = result.catch(() => {});
    return result;
  }

  // The catalog runs ahead of the commit; when that fails it is read again from what the database really holds.
  private async transact<T>(work: () => Promise<T>): Promise<T> {
    await this.writer.run('BEGIN');
    try {
      const result = await work();
      await this.writer.run('COMMIT');
      await this.boundLog();
      return result;
    } catch (error) {
      await this.writer.run('ROLLBACK').catch(() => {});
      this.catalog = await loadCatalog(this.writer);
      throw error;
    }
  }

  // DuckDB checkpoints by itself, but puts it off while anyone reads; past twice the limit we insist. It may be refused while a reader
  // holds an old snapshot; readers end by their deadline, so a later batch succeeds.
  private async boundLog(): Promise<void> {
    const log = statSync(`${this.settings.file}.wal`, { throwIfNoEntry: false });
    if ((log?.size ?? 0) > 2 * this.settings.walLimitMb * mebibyte) await this.writer.run('CHECKPOINT').catch(() => {});
  }

  // A question planned while a batch was being written may name a table that is not committed yet, or one dropped meanwhile.
  private read<T>(ask: () => Promise<T>): Promise<T> {
    const result = this.reading.then(() =>
      this.withinDeadline(ask).catch(async (error: unknown) => {
        if (!/^(Catalog|Binder) Error/.test(String((error as Error).message))) throw error;
        await this.writing;
        return this.withinDeadline(ask);
      }),
    );
    this.reading = result.catch(() => {});
    return result;
  }

  private async withinDeadline<T>(ask: () => Promise<T>): Promise<T> {
    // An interrupt is lost on a statement that has not begun yet, so it is repeated.
    const timer = setInterval(() => this.reader.interrupt(), this.settings.queryDeadlineMs);
    try {
      return await ask();
    } finally {
      clearInterval(timer);
    }
  }
}
