import type { Worker } from 'node:worker_threads';
import { TransientError, withDeadline } from '@lodestream/component';
import { mapDuckDbError, needsReopening } from './map-error.js';
import type { CallName, DatabaseSettings, StoreCalls, StoreReply, StoreRequest } from './messages.js';
import { startStoreThread } from './worker-thread.js';

type Args<C extends CallName> = Omit<StoreCalls[C], 'answer'>;

/** Bounds of the way to the thread. */
export interface LinkOptions {
  readonly settings: DatabaseSettings;
  /** Calls that may wait for the thread at one time. */
  readonly maxWaiting: number;
  readonly callDeadlineMs: number;
}

interface Waiting {
  readonly worker: Worker;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the thread that holds the database; opens it when it is needed and anew after it failed for good. */
export class StoreLink {
  private readonly waiting = new Map<number, Waiting>();
  private readonly gone = new WeakSet<Worker>();
  private opened: Promise<Worker> | undefined;
  private ending: Promise<void> = Promise.resolve();
  private lastId = 0;
  private asking = 0;

  constructor(private readonly options: LinkOptions) {}

  /** @throws TransientError when the queue is full, the time is up or the thread failed; PermanentError when the question is wrong */
  async ask<C extends CallName>(call: C, args: Args<C>, transfer: ArrayBuffer[] = []): Promise<StoreCalls[C]['answer']> {
    if (this.asking >= this.options.maxWaiting)
      throw new TransientError(`${this.asking} calls already wait for the store`, 'resource_exhaustion', { retryAfterMs: 100 });
    this.asking += 1;
    try {
      const worker = await this.open();
      return await withDeadline(this.send(worker, call, args, transfer), this.options.callDeadlineMs, `the store's answer to "${call}"`);
    } finally {
      this.asking -= 1;
    }
  }

  /** Opens the database unless it is open. */
  open(): Promise<Worker> {
    this.opened ??= this.openThread().catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  /** Closes the database and ends the thread; whatever still waits is told that the store is gone. */
  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    if (opened !== undefined) this.ending = this.end(opened);
    await this.ending;
  }

  private async openThread(): Promise<Worker> {
    // Two threads must never have the file open: the old one goes first.
    await this.ending;
    const worker = startStoreThread();
    worker.on('message', (reply: StoreReply) => this.settle(worker, reply));
    worker.on('error', (error: Error) => this.lose(worker, `its thread failed: ${error.message}`));
    worker.on('exit', () => this.lose(worker, 'its thread ended'));
    try {
      await withDeadline(
        this.send(worker, 'open', { settings: this.options.settings }, []),
        this.options.callDeadlineMs,
        'opening the store',
      );
      return worker;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  private async send<C extends CallName>(
    worker: Worker,
    call: C,
    args: Args<C>,
    transfer: ArrayBuffer[],
  ): Promise<StoreCalls[C]['answer']> {
    if (this.gone.has(worker)) throw new TransientError('the store is gone: its thread ended', 'storage');
    const id = (this.lastId += 1);
    const request: StoreRequest = { id, call, args };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { worker, resolve: resolve as (answer: unknown) => void, reject });
      worker.postMessage(request, transfer);
    });
  }

  private settle(worker: Worker, { id, answer, error }: StoreReply): void {
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) return asked?.resolve(answer);
    asked?.reject(mapDuckDbError(error.message, error.refused));
    if (!error.refused && needsReopening(error.message)) void this.reopenLater(worker);
  }

  private async reopenLater(worker: Worker): Promise<void> {
    const current = await this.opened?.catch(() => undefined);
    if (current === worker) await this.close();
  }

  private lose(worker: Worker, why: string): void {
    this.gone.add(worker);
    void this.opened?.then(
      (current) => current === worker && (this.opened = undefined),
      () => {},
    );
    for (const [id, asked] of this.waiting) {
      if (asked.worker !== worker) continue;
      this.waiting.delete(id);
      asked.reject(new TransientError(`the store is gone: ${why}`, 'storage'));
    }
  }

  private async end(opened: Promise<Worker>): Promise<void> {
    const worker = await opened.catch(() => undefined);
    if (worker === undefined) return;
    await withDeadline(this.send(worker, 'close', {}, []), this.options.callDeadlineMs, 'closing the store').catch(() => {});
    await worker.terminate();
  }
}
