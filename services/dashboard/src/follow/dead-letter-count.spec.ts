import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { topics } from '@lodestream/records';
import { FakeEventBus } from '@lodestream/streaming';
import { DeadLetterCount } from './dead-letter-count.js';

const topic = `mining.${topics.deadLetters.name}`;

const buses: FakeEventBus[] = [];
afterEach(() => Promise.all(buses.splice(0).map((bus) => bus.stop())));

async function counting() {
  const [bus, clock] = [new FakeEventBus(), new FakeClock()];
  buses.push(bus);
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 2, retentionMs: null, compacted: false }]);
  return { bus, clock, count: new DeadLetterCount(bus, clock, 'mining.') };
}

describe('the count of dead letters', () => {
  it('adds up what every partition still has', async () => {
    const { bus, count } = await counting();
    await bus.send(
      topic,
      [0, 0, 1].map((partition) => ({ key: null, value: 'x', partition })),
    );
    await bus.admin.deleteBefore({ topic, partition: 0, offset: 1 });
    expect(await count.kept()).toBe(2);
  });

  it('asks the bus at most every five seconds', async () => {
    const { bus, clock, count } = await counting();
    expect(await count.kept()).toBe(0);
    await bus.send(topic, [{ key: null, value: 'x' }]);
    await clock.advance(5_000);
    expect(await count.kept()).toBe(0);
    await clock.advance(1);
    expect(await count.kept()).toBe(1);
  });

  it('is not known, rather than zero, when the bus cannot say', async () => {
    const { bus, count } = await counting();
    bus.admin.offsetsOf = () => Promise.reject(new Error('no broker'));
    expect(await count.kept()).toBeNull();
  });
});
