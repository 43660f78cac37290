import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import type { Command } from '@lodestream/records';
import { PassedCommands } from './passed-commands.js';

const now = 1_000_000;
const command = (miner_id: string, command_id: string, expires_at = now + 1_000): Command =>
  ({ miner_id, command_id, expires_at }) as unknown as Command;

describe('the commands that were passed by', () => {
  it('are those of one miner, in order, handed out once', () => {
    const passed = new PassedCommands(new FakeClock(now));
    for (const [miner, id] of [
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ] as const)
      passed.note(command(miner, id));
    expect([passed.take('a'), passed.take('a')].map((taken) => taken.map(({ command_id }) => command_id))).toEqual([['1', '3'], []]);
  });

  it('are none that had expired by then, but those that expired since, for somebody may have begun them', async () => {
    const clock = new FakeClock(now);
    const passed = new PassedCommands(clock);
    passed.note(command('a', 'before', now - 1));
    passed.note(command('a', 'since', now + 10));
    await clock.advance(11);
    expect(passed.take('a').map(({ command_id }) => command_id)).toEqual(['since']);
  });

  it('are the newest eight of the 500 miners asked for last', () => {
    const passed = new PassedCommands(new FakeClock(now));
    passed.note(command('first', '0'));
    for (let n = 0; n < 499; n += 1) passed.note(command(`m${n}`, '0'));
    for (let n = 1; n < 9; n += 1) passed.note(command('first', String(n)));
    passed.note(command('one more', '0'));
    expect(passed.take('first').map(({ command_id }) => command_id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(passed.take('m0')).toEqual([]);
    expect(passed.take('m1')).toHaveLength(1);
  });
});
