import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const MAX_CHARACTERS = 1 << 20;

interface Waiter {
  readonly matches: (line: string) => boolean;
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

/** The lines a process has printed, on both streams, bounded to about the last megabyte. */
export class OutputLog {
  readonly #lines: string[] = [];
  readonly #waiters = new Set<Waiter>();
  #characters = 0;
  #ended = false;

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#add(line));
    }
    child.once('close', () => this.#end());
  }

  /** Every line kept, oldest first. */
  lines(): readonly string[] {
    return this.#lines;
  }

  /** The last lines as one text, for error messages. */
  tail(count = 30): string {
    return this.#lines.slice(-count).join('\n');
  }

  /** The first line, kept or still to come, that matches; rejects if the process ends or time runs out. */
  waitFor(pattern: RegExp | string, timeoutMs: number): Promise<string> {
    const matches = (line: string): boolean => (typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line));
    const found = this.#lines.find(matches);
    if (found !== undefined) return Promise.resolve(found);
    if (this.#ended) return Promise.reject(this.#never(pattern, 'it has ended'));
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        matches,
        resolve: (line) => (clearTimeout(timer), this.#waiters.delete(waiter), resolve(line)),
        reject: () => (clearTimeout(timer), this.#waiters.delete(waiter), reject(this.#never(pattern, 'it ended'))),
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(this.#never(pattern, `${timeoutMs} ms went by`));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  #add(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    while (this.#characters > MAX_CHARACTERS && this.#lines.length > 1) this.#characters -= this.#lines.shift()?.length ?? 0;
    for (const waiter of [...this.#waiters]) if (waiter.matches(line)) waiter.resolve(line);
  }

  #end(): void {
    this.#ended = true;
    for (const waiter of [...this.#waiters]) waiter.reject(new Error('ended'));
  }

  #never(pattern: RegExp | string, why: string): Error {
    return new Error(`No line matched ${String(pattern)}: ${why}. Its output:\n${this.tail()}`);
  }
}
