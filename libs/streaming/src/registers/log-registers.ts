import { randomUUID } from 'node:crypto';
import { withDeadline } from '@lodestream/component';
import type { EventBus, IncomingMessage, OutgoingMessage } from '../event-bus.port.js';
import type { Registers, Versioned } from './registers.port.js';

const readTogether = 500;
const defaultDeadlineMs = 30_000;

/** What registers are kept in. */
export interface LogRegistersOptions {
  readonly bus: Pick<EventBus, 'send' | 'read'>;
  /** Full name of a compacted topic of one partition. */
  readonly topic: string;
  /** How long a read or a replacement may take; 30 s where it is not given. */
  readonly deadlineMs?: number;
  /** Makes names for writes; no two may be alike. */
  readonly newId?: () => string;
}

interface Written<T> {
  readonly key: string;
  readonly version: number;
  readonly record: T;
}

interface Current<T> extends Versioned<T> {
  readonly messageKey: string;
}

/**
 * Registers in a log. Everyone who replaces a version appends the next one; the first of a version in the log's order is the one that
 * counts, for everybody. Values are JSON. What is out of date gets tombstones from the next writer, so that compaction bounds the log.
 */
export class LogRegisters<T> implements Registers<T> {
  private readonly current = new Map<string, Current<T>>();
  /** Message keys that mean nothing any more, by the register they are of. */
  private readonly obsolete = new Map<string, Set<string>>();
  private next = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LogRegistersOptions) {}

  read(key: string): Promise<Versioned<T> | null> {
    return this.inTurn('reading', async () => {
      await this.catchUp();
      const found = this.current.get(key);
      return found ? { record: found.record, version: found.version } : null;
    });
  }

  replace(key: string, version: number | null, record: T): Promise<boolean> {
    return this.inTurn('replacing', async () => {
      await this.catchUp();
      if ((this.current.get(key)?.version ?? null) !== version) return false;
      const messageKey = JSON.stringify([key, (this.options.newId ?? randomUUID)()]);
      const written: Written<T> = { key, version: (version ?? 0) + 1, record };
      const mine: OutgoingMessage = { key: messageKey, value: JSON.stringify(written), partition: 0 };
      // Whether ours or another's comes first: the version before it is out of date in either case.
      await this.options.bus.send(this.options.topic, [mine, ...this.tombstones(key)]);
      await this.catchUp();
      return this.current.get(key)?.messageKey === messageKey;
    });
  }

  private tombstones(key: string): OutgoingMessage[] {
    const former = this.current.get(key);
    const keys = [...(this.obsolete.get(key) ?? []), ...(former ? [former.messageKey] : [])].slice(0, readTogether);
    return keys.map((each) => ({ key: each, value: null, partition: 0 }));
  }

  private async catchUp(): Promise<void> {
    const { bus, topic } = this.options;
    for (;;) {
      const { messages, logEnd } = await bus.read({ topic, partition: 0, offset: this.next }, readTogether);
      for (const message of messages) this.take(message);
      const last = messages.at(-1);
      this.next = messages.length < readTogether || !last ? logEnd : last.offset + 1;
      if (messages.length < readTogether) return;
    }
  }

  private take({ key, value }: IncomingMessage): void {
    const messageKey = key?.toString() ?? '';
    if (value === null) {
      for (const keys of this.obsolete.values()) keys.delete(messageKey);
      return;
    }
    const written = writtenIn<T>(value);
    if (written === null) return;
    const former = this.current.get(written.key);
    const counts = written.version > (former?.version ?? 0);
    if (counts) this.current.set(written.key, { record: written.record, version: written.version, messageKey });
    const passed = counts ? former?.messageKey : messageKey;
    if (passed !== undefined && passed !== this.current.get(written.key)?.messageKey) this.outdated(written.key).add(passed);
  }

  private outdated(key: string): Set<string> {
    const keys = this.obsolete.get(key) ?? new Set();
    this.obsolete.set(key, keys);
    return keys;
  }

  private inTurn<R>(doing: string, work: () => Promise<R>): Promise<R> {
    const { deadlineMs = defaultDeadlineMs, topic } = this.options;
    const result = this.turn.then(() => withDeadline(work(), deadlineMs, `${doing} a register of ${topic}`));
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/** What a writer of ours wrote, or null: anybody may write into a topic, and nobody must be able to end all registers by it. */
function writtenIn<T>(value: Buffer): Written<T> | null {
  try {
    const { key, version, record } = JSON.parse(value.toString()) as Partial<Written<T>>;
    return typeof key === 'string' && Number.isSafeInteger(version) && record !== undefined ? { key, version: version!, record } : null;
  } catch {
    return null;
  }
}
