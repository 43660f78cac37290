import { endProcess, isRunning, signal, type ProcessIdentity } from '../../../deploy/local/native.mjs';
import { disown, own } from './belongings.js';

/** How a server is started, and what tells that it serves. */
export interface ServerRecipe {
  /** Starts the process; `again` says that it has run before, on the same data and ports. */
  readonly launch: (again: boolean) => Promise<ProcessIdentity>;
  /** Resolves once the server really serves; rejects if it cannot. */
  readonly ready: (identity: ProcessIdentity) => Promise<void>;
}

/** A real server that a test may kill, freeze and start again; its data and ports stay what they were. */
export class ServerProcess {
  readonly #recipe: ServerRecipe;
  #identity: ProcessIdentity | null = null;
  #launched = false;

  constructor(recipe: ServerRecipe) {
    this.#recipe = recipe;
  }

  /** The pid while it runs, otherwise null. */
  get pid(): number | null {
    return isRunning(this.#identity) ? (this.#identity?.pid ?? null) : null;
  }

  /** Starts the process without waiting until it serves. */
  async launch(): Promise<ProcessIdentity> {
    if (this.pid !== null) throw new Error(`It already runs, as process ${this.pid}.`);
    this.#identity = await this.#recipe.launch(this.#launched);
    this.#launched = true;
    own(this.#identity);
    return this.#identity;
  }

  /** Starts the process and resolves once it serves. */
  async start(): Promise<void> {
    await this.#recipe.ready(await this.launch());
  }

  /** Kills it with SIGKILL, at this instant; resolves once it is gone. Safe if it does not run. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end with SIGTERM, as an operator would, and kills it only if it does not. */
  async terminate(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Freezes it with SIGSTOP: its connections stay open and nothing answers. */
  pause(): void {
    this.#signal('SIGSTOP');
  }

  /** Lets a frozen process go on. */
  resume(): void {
    this.#signal('SIGCONT');
  }

  /** Kills it if it runs, and starts it on the same data and ports; resolves once it serves. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async #end(signalName: NodeJS.Signals): Promise<void> {
    if (this.#identity === null) return;
    await endProcess(this.#identity, { signalName });
    disown(this.#identity);
  }

  #signal(name: NodeJS.Signals): void {
    if (this.#identity === null || !signal(this.#identity, name)) throw new Error(`It does not run: no ${name} was sent.`);
  }
}
