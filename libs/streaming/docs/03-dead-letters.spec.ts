/**
 * # Dead letters
 *
 * What can't be handled is kept whole, and an operator can put it back once the reason is mended.
 */
import { describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { topics } from '@lodestream/records';
import { DeadLetters, DeadLetterWriter, FakeEventBus } from '../src/index.js';

describe('an operator', () => {
  it('lists letters, looks at the original, and replays once', async () => {
    const bus = new FakeEventBus();
    await bus.start();
    await bus.admin.applyTopics(
      ['mining.doors', `mining.${topics.deadLetters.name}`].map((topic) => ({ topic, partitions: 1, retentionMs: null, compacted: false })),
    );
    const parts = { topicPrefix: 'mining.', clock: systemClock, source: 'guide/1' };

    // A runner writes letters by itself; here one is written by hand.
    const message = { offset: 7, timestampMs: 0, key: Buffer.from('north'), value: Buffer.from('ajar'), headers: {} };
    const ended = { kind: 'reject' as const, step: 'read', reason: 'unknown_state', cause: 'ajar is no state', attempts: 1 };
    await new DeadLetterWriter({ ...parts, publisher: bus }).write([
      { topic: 'mining.doors', partition: 0, pipeline: 'doors', fate: { message, value: null, ended } },
    ]);

    // The command line does the same: `lodestream dead-letters list --reason unknown_state`.
    const letters = new DeadLetters(bus, parts);
    const {
      letters: [letter],
    } = await letters.list({ reason: 'unknown_state' });
    expect([letter?.id, letter?.state]).toEqual(['doors/mining.doors/0/7', 'open']);
    expect((await letters.original(letter!)).value?.toString()).toBe('ajar');

    // A replay goes back to the topic it came from, for the pipeline that gave it up; a second one is refused, in words.
    expect((await letters.replay({ reason: 'unknown_state' })).replayed).toEqual(['doors/mining.doors/0/7']);
    expect((await letters.replay({ reason: 'unknown_state' })).skipped).toEqual([{ id: 'doors/mining.doors/0/7', state: 'replayed' }]);
    const back = await bus.read({ topic: 'mining.doors', partition: 0, offset: 0 }, 10);
    expect(back.messages.map(({ value, headers }) => [value?.toString(), headers['replay-for']])).toEqual([['ajar', 'doors']]);
    await bus.stop();
  });
});
