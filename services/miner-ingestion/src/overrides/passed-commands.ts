import type { Clock } from '@lodestream/component';
import type { Command } from '@lodestream/records';

const mostMiners = 500;
const mostOfOne = 8;

/**
 * Commands that were passed by because their miners were not ours, if they were good then: should one of them become ours, nobody may have
 * obeyed, for it was between two owners. The newest are kept, up to eight of each of 500 miners.
 */
export class PassedCommands {
  private readonly passed = new Map<string, readonly Command[]>();

  constructor(private readonly clock: Clock) {}

  note(command: Command): void {
    if (command.expires_at < this.clock.now()) return;
    const others = this.passed.get(command.miner_id) ?? [];
    this.passed.delete(command.miner_id);
    this.passed.set(command.miner_id, [...others, command].slice(-mostOfOne));
    const [oldest] = this.passed.keys();
    if (this.passed.size > mostMiners && oldest !== undefined) this.passed.delete(oldest);
  }

  /** What was passed by of a miner, in order, also what has expired since; the first caller gets it. */
  take(minerId: string): readonly Command[] {
    const commands = this.passed.get(minerId) ?? [];
    this.passed.delete(minerId);
    return commands;
  }
}
