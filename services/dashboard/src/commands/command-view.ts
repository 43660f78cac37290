import type { Command, CommandResult } from '@lodestream/records';
import type { CommandState } from './command-state.js';

const kept = 1_000;

/** The newest commands and what came of them, whoever asked for them. */
export class CommandView {
  private readonly commands = new Map<string, CommandState>();

  /** Takes in a command, and says how far it has come. */
  ask({ command_id, miner_id, action, arguments: given, reason, requested_by, timestamp, expires_at }: Command): CommandState {
    const known = this.commands.get(command_id);
    const asked = { command_id, miner_id, action, requested_by, requested_at: timestamp, expires_at };
    return this.put({ ...nothing, ...known, ...asked, arguments: given, why: reason });
  }

  /** Takes in what came of one; one whose request was never seen says at least this. */
  end({ command_id, miner_id, action, outcome, reason, detail, before, after, timestamp }: CommandResult): void {
    const unseen = { command_id, miner_id, action, requested_by: 'not known', requested_at: timestamp, expires_at: timestamp };
    this.put({ ...nothing, ...unseen, ...this.commands.get(command_id), outcome, reason, detail, before, after });
  }

  /** A command by its id. */
  get(id: string): CommandState | undefined {
    return this.commands.get(id);
  }

  /** The newest commands for those subjects that are asked for, at most so many, the newest first. */
  newest(isAskedFor: (subject: string) => boolean, most: number): readonly CommandState[] {
    const found = [...this.commands.values()].filter(({ miner_id }) => isAskedFor(miner_id));
    return found.sort((a, b) => b.requested_at - a.requested_at).slice(0, most);
  }

  private put(state: CommandState): CommandState {
    this.commands.delete(state.command_id);
    this.commands.set(state.command_id, state);
    const [oldest] = this.commands.keys();
    if (this.commands.size > kept && oldest !== undefined) this.commands.delete(oldest);
    return state;
  }
}

const nothing = { arguments: {}, why: null, outcome: null, reason: null, detail: null, before: {}, after: {} } as const;
