import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CommandResult, topics } from '@lodestream/records';
import { FakeEventBus, type Subscription } from '@lodestream/streaming';
import { topicSettings } from '../parts/topic-settings.js';
import type { Deed } from './audit-trail.js';
import { localMarketDesk } from './local-market-desk.js';

const bus = new FakeEventBus();
const deeds: Deed[] = [];
let obedient: Subscription;

beforeEach(async () => {
  await bus.start();
  await bus.admin.applyTopics(topicSettings('mining.'));
  deeds.length = 0;
  obedient = await bus.subscribe({
    group: 'obedient',
    topics: ['mining.commands'],
    handler: async ({ messages }) => {
      for (const { value } of messages) await obey(value!);
    },
  });
});
afterEach(() => obedient.stop());

async function obey(value: Buffer): Promise<void> {
  const { command_id, miner_id, action, arguments: given } = topics.commands.codec.decode(value);
  const same = { command_id, miner_id, action, timestamp: 1, reason: null, detail: null, before: {}, after: given };
  for (const outcome of ['attempting', 'succeeded'] as const) {
    const result: CommandResult = { ...same, outcome, started_at: 1, duration_ms: 0, dry_run: false, instance: 'a' };
    await bus.send('mining.command.results', [{ key: miner_id, value: topics.commandResults.codec.encode(result) }]);
  }
}

describe("an operator's wish from the command line", () => {
  it('is in the audit and on the stream, and its last word comes back', async () => {
    await bus.send('mining.command.results', [{ key: 'x', value: 'no record' }]);
    const desk = localMarketDesk(bus, 'mining.', 'anna', { write: (deed) => Promise.resolve(void deeds.push(deed)) });
    const result = await desk.ask({ subject: 'coin:bitcoin', action: 'pin_price', usd: 5.5, minutes: 10, reason: 'a test' });
    expect(result).toMatchObject({ miner_id: 'coin:bitcoin', outcome: 'succeeded', after: { usd: '5.5', minutes: '10' } });
    const deed = { action: 'polling.pin_price', subject_kind: 'coin', subject: 'coin:bitcoin', outcome: 'done', reason: 'a test' };
    expect(deeds).toEqual([expect.objectContaining(deed)]);
  });

  it('is not sent where the audit does not take it', async () => {
    const desk = localMarketDesk(bus, 'mining.', 'anna', { write: () => Promise.reject(new Error('no audit')) });
    const before = await bus.admin.offsetsOf('mining.commands');
    await expect(desk.ask({ subject: 'market:coingecko', action: 'poll_now' })).rejects.toThrow('no audit');
    expect(await bus.admin.offsetsOf('mining.commands')).toEqual(before);
  });
});
