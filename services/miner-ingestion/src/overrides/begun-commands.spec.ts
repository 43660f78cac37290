import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock, type Log, silentLog, TransientError } from '@lodestream/component';
import { type CommandOutcome, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import { type EventBus, FakeEventBus } from '@lodestream/streaming';
import { BegunCommands } from './begun-commands.js';

const now = 1_795_900_000_000;
const day = 86_400_000;
const topic = fullTopicName('t.', topics.commandResults);
const clock = new FakeClock(now);
const command = (command_id: string, more: object = {}) => ({ command_id, timestamp: now - 5_000, expires_at: now + 60_000, ...more });

describe('the commands somebody has begun', () => {
  let bus: FakeEventBus;
  beforeEach(async () => {
    bus = new FakeEventBus();
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions: 3, retentionMs: null, compacted: false }]);
  });
  afterEach(() => bus.stop());

  const tell = (command_id: string, outcome: CommandOutcome, more: Partial<CommandResult> = {}) => {
    const none = { reason: null, detail: null, before: {}, after: {}, started_at: null, duration_ms: null, dry_run: false };
    const result = { command_id, outcome, miner_id: 'm1', action: 'poll_now', instance: 'other', timestamp: now - 1_000, ...none, ...more };
    return bus.send(topic, [{ key: 'm1', value: topics.commandResults.codec.encode(result) }]);
  };
  const recalled = async (over: Pick<EventBus, 'read' | 'admin'> = bus, log: Log = silentLog): Promise<BegunCommands> => {
    const begun = new BegunCommands({ bus: over, clock, log, topicPrefix: 't.', recallWithinMs: 200 });
    await begun.recall();
    return begun;
  };

  it('are settled once their end was told, by whomever, and interrupted where only their beginning was', async () => {
    await tell('done', 'attempting');
    await tell('done', 'succeeded');
    await tell('cut', 'attempting');
    await bus.send(topic, [{ key: 'm1', value: 'nonsense' }]);
    const begun = await recalled();
    expect(['done', 'cut', 'unheard'].map((id) => begun.begin(command(id)))).toEqual(['settled', 'interrupted', 'new']);
    expect(['cut', 'unheard'].map((id) => begun.begin(command(id)))).toEqual(['interrupted', 'settled']);
    begun.settle({ command_id: 'cut' });
    expect(begun.begin(command('cut'))).toBe('settled');
  });

  it('are read on from where they were read to, and our own beginning is nobody else’s interruption', async () => {
    await tell('before', 'succeeded');
    let read = 0;
    const reading: Pick<EventBus, 'read' | 'admin'> = {
      admin: bus.admin,
      read: async (at, most) => {
        const batch = await bus.read(at, most);
        read += batch.messages.length;
        return batch;
      },
    };
    const begun = await recalled(reading);
    begun.begin(command('ours'));
    await tell('ours', 'attempting');
    await tell('theirs', 'attempting');
    await begun.recall();
    expect(['before', 'ours', 'theirs', 'nobody’s'].map((command_id) => begun.isUnheard({ command_id }))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect([begun.begin(command('ours')), read]).toEqual(['settled', 3]);
  });

  it('are remembered up to ten thousand, the newest ones', async () => {
    const begun = await recalled();
    const ids = Array.from({ length: 10_001 }, (_, n) => `c${n}`);
    for (const id of ids) begun.begin(command(id));
    expect(['c10000', 'c1'].map((id) => begun.begin(command(id)))).toEqual(['settled', 'settled']);
    expect(begun.begin(command('c0'))).toBe('new');
  });

  it('are history once they expired a day ago, told or not', async () => {
    await tell('old', 'attempting', { timestamp: now - 2 * day });
    const begun = await recalled();
    expect(['old', 'unheard'].map((id) => begun.begin(command(id, { expires_at: now - day - 1 })))).toEqual(['settled', 'settled']);
    expect(begun.begin(command('late', { expires_at: now - 1 }))).toBe('new');
  });

  it.each([
    { name: 'is away', read: () => Promise.reject(new TransientError('away', 'connectivity')) },
    { name: 'never answers', read: () => new Promise<never>(() => {}) },
  ])('are all those asked for before now, where the bus $name', async ({ read }) => {
    await tell('done', 'succeeded');
    const warnings: string[] = [];
    const begun = await recalled({ admin: bus.admin, read }, { ...silentLog, warn: (sentence: string) => void warnings.push(sentence) });
    expect([begun.begin(command('unheard')), begun.begin(command('later', { timestamp: now }))]).toEqual(['settled', 'new']);
    expect(warnings).toHaveLength(1);
  });
});
