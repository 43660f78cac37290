import { describe, expect, it } from '@jest/globals';
import { systemClock } from '@lodestream/component';
import { eventually } from '../bus-contract/eventually.js';
import { resolveOptions } from './kafka-options.js';
import { KafkaPublisher } from './kafka-publisher.js';
import type { Producer } from './kafkajs.js';

describe('KafkaPublisher', () => {
  const open = (bounds = {}): { publisher: KafkaPublisher; values: string[][]; answer: () => void } => {
    const values: string[][] = [];
    const waiting: (() => void)[] = [];
    const send = ({ messages }: { messages: { value: unknown; partition: number }[] }): Promise<unknown> => {
      values.push(messages.map(({ value }) => String(value)));
      return new Promise((resolve) => waiting.push(() => resolve([{ partition: messages[0]?.partition, baseOffset: '0' }])));
    };
    const producer = {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
      send,
    } as unknown as Producer;
    const options = resolveOptions({ brokers: ['b:1'], clientId: 't', bounds });
    const publisher = new KafkaPublisher(
      options,
      () => producer,
      () => Promise.resolve({ partitions: 1, compacted: false }),
    );
    return { publisher, values, answer: () => waiting.splice(0).forEach((settle) => settle()) };
  };

  it('holds senders back at the bound on what is not acknowledged, in their order', async () => {
    const { publisher, values, answer } = open({ unacknowledgedBytes: 150, eagerMessages: 1 });
    const sends = ['a', 'b', 'c'].map((letter) => publisher.send('t', [{ key: 'k', value: letter.repeat(60) }]));
    await systemClock.sleep(30);
    expect(values.flat().map((value) => value[0])).toEqual(['a']);
    for (let sent = 1; sent <= 3; sent += 1) {
      await eventually('the next send', () => values.flat().length === sent);
      answer();
    }
    await Promise.all(sends);
    expect(values.flat().map((value) => value[0])).toEqual(['a', 'b', 'c']);
  });

  it('refuses rather than queues without end', async () => {
    const { publisher, values, answer } = open({ unacknowledgedBytes: 50, waitingSends: 1, eagerMessages: 1 });
    const message = [{ key: 'k', value: 'x'.repeat(60) }];
    const sends = [publisher.send('t', message), publisher.send('t', message), publisher.send('t', message)];
    await expect(sends[2]).rejects.toMatchObject({ errorClass: 'resource_exhaustion' });
    for (let sent = 1; sent <= 2; sent += 1) {
      await eventually('the next send', () => values.flat().length === sent);
      answer();
    }
    await Promise.all(sends.slice(0, 2));
  });

  it('keeps topics apart: one that does not answer holds no other up', async () => {
    const { publisher, values, answer } = open();
    const slow = publisher.send('slow', [{ key: 'k', value: 'slow' }]);
    const fast = publisher.send('fast', [{ key: 'k', value: 'fast' }]);
    await eventually('both', () => values.flat().length === 2);
    expect(values.flat().sort()).toEqual(['fast', 'slow']);
    answer();
    await Promise.all([slow, fast]);
  });

  it('stops within its deadline, telling senders that the fate of the rest is unknown', async () => {
    const { publisher } = open();
    const sent = publisher.send('t', [{ key: 'k', value: 'v' }]);
    const told = expect(sent).rejects.toThrow('unknown');
    await systemClock.sleep(30);
    await publisher.stop(50);
    await told;
    await expect(publisher.send('t', [{ key: 'k', value: 'v' }])).rejects.toThrow('stopped');
  });
});
