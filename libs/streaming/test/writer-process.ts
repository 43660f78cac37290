import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const runSource = pathToFileURL(fromHere('../../../tools/build/run-source.mjs')).href;
const nodeArguments = ['--conditions=@lodestream/source', '--import', runSource, fromHere('./embedded-writer.ts')];

/** A running embedded-writer.ts, and what it has said so far. */
export class WriterProcess {
  readonly said: string[] = [];
  readonly exited: Promise<unknown>;
  private readonly listeners = new Set<() => void>();

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, 'close');
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.said.push(line);
      for (const listener of this.listeners) listener();
    });
  }

  /** Starts one; `largestFileKiB` lets its disk seem full once a file reaches that size. */
  static start(directory: string, seed: number, largestFileKiB?: number): WriterProcess {
    const words = [process.execPath, ...nodeArguments, directory, String(seed)];
    if (largestFileKiB === undefined) return new WriterProcess(spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] }));
    // The shell's unit is half a kibibyte by POSIX.
    const script = `ulimit -f ${largestFileKiB * 2}; exec "$@"`;
    return new WriterProcess(spawn('sh', ['-c', script, 'sh', ...words], { stdio: ['ignore', 'pipe', 'ignore'] }));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Waits until so many lines that begin like this were said. */
  async untilSaid(begin: string, count: number): Promise<void> {
    const enough = (): boolean => this.said.filter((line) => line.startsWith(begin)).length >= count;
    if (enough()) return;
    const reached = new Promise<void>((resolve) => {
      this.listeners.add(() => {
        if (enough()) resolve();
      });
    });
    await Promise.race([reached, this.exited]);
    if (!enough()) throw new Error(`the writer ended after: ${this.said.slice(-5).join(' | ')}`);
  }

  /** Kills it as nothing can be prepared for; everything it said before is in `said` afterwards. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  /** The lines that begin with the word, as numbers. */
  numbers(word: string): number[][] {
    return this.said.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ').slice(1).map(Number));
  }
}
