import { command, type Wish } from './commands';

/** One thing at a time that an operator asks for: how long it is to last, why, and what came of it. */
export class Asking {
  minutes = $state<number>(60);
  reason = $state('');
  busy = $state(false);
  /** What is to be told of the last thing that was asked for. */
  told = $state('');

  /** Asks, and tells what comes of it; `of` is what stands before it where one place asks of several. */
  async ask(path: string, wish: Wish, of = ''): Promise<void> {
    this.busy = true;
    this.told = `${of}${wish.word}: asked for …`;
    this.told = `${of}${await command(path, wish, this.reason)}`;
    this.busy = false;
  }
}
