import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import type { OutgoingMessage } from '@lodestream/streaming';
import { MarketPublisher } from './market-publisher.js';

const event = (subject: string) =>
  ({ timestamp: 1, observed_at: 1, source_id: 'market:test', source_kind: 'market', type: 'other', subject, detail: null }) as const;

describe('a publisher that has no more room', () => {
  it('drops the oldest that are not under way, counts them, and keeps the newest', async () => {
    const keys: string[] = [];
    const first = Promise.withResolvers<void>();
    let dropped = 0;
    const send = async (_topic: string, messages: readonly OutgoingMessage[]): Promise<never> => {
      const subjects = messages.map(({ headers }) => String(headers?.['event-id']).split(':').at(-1)!);
      if (keys.length === 0) await first.promise;
      keys.push(...subjects);
      return undefined as never;
    };
    const publisher = new MarketPublisher({
      publisher: { send },
      topicPrefix: 'mining.',
      clock: new FakeClock(),
      log: silentLog,
      source: 'test',
      onDropped: (_reason, messages) => (dropped += messages),
    });
    await publisher.start();
    publisher.event(event('s0'));
    await new Promise((resolve) => setImmediate(resolve));
    for (let n = 1; n <= 20_000; n += 1) publisher.event(event(`s${n}`));
    first.resolve();
    await publisher.stop();
    expect([keys.length, keys[0], keys[1], keys.at(-1), dropped]).toEqual([20_000, 's0', 's2', 's20000', 1]);
  });
});
