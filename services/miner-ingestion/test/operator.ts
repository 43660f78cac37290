import { systemClock } from '@lodestream/component';
import { topics, type Command, type CommandResult } from '@lodestream/records';
import { eventually, type IngestionHarness } from './ingestion-harness.js';

let made = 0;

/** Sends commands for the miner `m1`, as the dashboard would, and reads what came of them. */
export class Operator {
  constructor(private readonly harness: IngestionHarness) {}

  /** Approves an action, and answers with the command's id. */
  async command(action: string, more: Partial<Command> = {}): Promise<string> {
    const command_id = `c${(made += 1)}`;
    const now = systemClock.now();
    const record: Command = {
      command_id,
      timestamp: now,
      miner_id: 'm1',
      action,
      arguments: {},
      step: 'approved',
      requested_by: 'anna',
      decided_by: 'anna',
      reason: null,
      alert_fingerprint: null,
      needs_approval: false,
      dry_run: false,
      expires_at: now + 60_000,
      expected: {},
      ...more,
    };
    await this.harness.bus.send('mining.commands', [{ key: record.miner_id, value: topics.commands.codec.encode(record) }]);
    return command_id;
  }

  async results(id: string): Promise<CommandResult[]> {
    const all = (await this.harness.messages(topics.commandResults)).map(({ value }) => topics.commandResults.codec.decode(value!));
    return all.filter(({ command_id }) => command_id === id);
  }

  outcomes = async (id: string): Promise<string[]> => (await this.results(id)).map(({ outcome }) => outcome);

  ended = (id: string): Promise<CommandResult> =>
    eventually(async () => (await this.results(id)).find(({ outcome }) => outcome !== 'attempting'));

  /** Sends a command and waits for its end. */
  ask = async (action: string, more: Partial<Command> = {}): Promise<CommandResult> => this.ended(await this.command(action, more));
}
