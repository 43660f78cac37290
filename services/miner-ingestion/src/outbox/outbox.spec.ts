import { afterEach, describe, expect, it } from '@jest/globals';
import { PermanentError, silentLog, systemClock, TransientError } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import type { OutgoingMessage, Position } from '@lodestream/streaming';
import { Outbox, type OutboxOptions } from './outbox.js';

/** A bus that takes messages, or fails as it is told. */
class Bus {
  readonly taken: string[] = [];
  sends = 0;
  most = 0;
  private running = 0;
  failure: (messages: readonly OutgoingMessage[]) => Error | 'hang' | null = () => null;

  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly Position[]> {
    this.sends += 1;
    this.most = Math.max(this.most, (this.running += 1));
    await systemClock.sleep(1);
    this.running -= 1;
    const failure = this.failure(messages);
    if (failure === 'hang') return new Promise(() => {});
    if (failure !== null) throw failure;
    this.taken.push(...messages.map(({ value }) => String(value)));
    return messages.map((_, offset) => ({ topic, partition: 0, offset }));
  }
}

const away = (): Error => new TransientError('the broker is away', 'connectivity');
const opened: Outbox[] = [];
const bugs: unknown[] = [];

function open(bus: Bus, more: Partial<OutboxOptions> = {}) {
  const drops: string[] = [];
  let sent = 0;
  const outbox = new Outbox({
    publisher: bus,
    clock: systemClock,
    log: silentLog,
    topics: { readings: 'r', events: 'e', tracks: 't' },
    maxBytes: 100_000,
    maxBatchMessages: 10,
    lingerMs: 1,
    drainMs: 300,
    onSent: (_lane, messages) => void (sent += messages),
    onDropped: (lane, reason, messages) => drops.push(`${lane} ${reason} ${messages}`),
    onBug: (bug) => bugs.push(bug),
    ...more,
  });
  opened.push(outbox);
  return { outbox, drops, sent: () => sent };
}

const message = (value: string, size = 0): OutgoingMessage => ({ key: 'm', value: value.padEnd(size, '.') });
const until = async (done: () => boolean): Promise<void> => {
  const end = performance.now() + 5_000;
  while (!done() && performance.now() < end) await systemClock.sleep(5);
  expect(done()).toBe(true);
};

/** Everything is let through but what is not ours, and nothing at all while it may not be. */
function gate() {
  const state = { open: true, ours: (_value: string): boolean => true };
  const admit: OutboxOptions['admit'] = async (messages, signal) => {
    if (state.open) return messages;
    while (!state.open && !signal.aborted) await systemClock.sleep(5, signal);
    return messages.filter(({ value }) => state.ours(String(value)));
  };
  return { state, admit };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((outbox) => outbox.stop()));
  expect(bugs).toEqual([]);
});

describeLifecycle('an outbox', () => open(new Bus()).outbox);

describe('an outbox', () => {
  it('sends everything in order, in batches, one send at a time per topic', async () => {
    const bus = new Bus();
    const { outbox, sent } = open(bus);
    await outbox.start();
    for (let n = 0; n < 55; n += 1) outbox.add('readings', message(`${n}`));
    await until(() => sent() === 55);
    expect(bus.taken).toEqual(Array.from({ length: 55 }, (_, n) => `${n}`));
    expect([bus.sends, bus.most, outbox.bytes]).toEqual([6, 1, 0]);
  });

  it('rides out an outage without losing or reordering anything', async () => {
    const bus = new Bus();
    bus.failure = away;
    const { outbox, sent, drops } = open(bus);
    await outbox.start();
    for (let n = 0; n < 25; n += 1) outbox.add(n % 5 === 0 ? 'events' : 'readings', message(`${n}`));
    await systemClock.sleep(150);
    expect(outbox.stalledForMs).toBeGreaterThan(50);
    bus.failure = () => null;
    await until(() => sent() === 25);
    const order = (part: number): string[] => bus.taken.filter((value) => (Number(value) % 5 === 0) === (part === 0));
    expect(order(1)).toEqual([...order(1)].sort((a, b) => Number(a) - Number(b)));
    expect([drops, outbox.stalledForMs]).toEqual([[], 0]);
  });

  it('drops the oldest readings past its bound, counts each, and keeps every event', async () => {
    const bus = new Bus();
    bus.failure = away;
    const { outbox, drops, sent } = open(bus, { maxBytes: 10_000 });
    await outbox.start();
    for (let n = 0; n < 20; n += 1) outbox.add('readings', message(`r${n}`, 1_000));
    for (let n = 0; n < 3; n += 1) outbox.add('events', message(`e${n}`, 1_000));
    expect(outbox.bytes).toBeLessThanOrEqual(10_000);
    const dropped = drops.reduce((sum, line) => sum + Number(line.split(' ')[2]), 0);
    bus.failure = () => null;
    await until(() => outbox.bytes === 0);
    expect(sent() + dropped).toBe(23);
    expect(drops.every((line) => line.startsWith('readings outbox_full'))).toBe(true);
    expect(bus.taken.map((value) => value.replaceAll('.', ''))).toEqual(expect.arrayContaining(['e0', 'e1', 'e2', 'r19']));
  });

  it('hands over each reading that made room, and tells the loss as an error at its beginning and as a whole at its end', async () => {
    const bus = new Bus();
    bus.failure = away;
    const [overflowed, said] = [[] as string[], [] as unknown[]];
    const error = (sentence: string, fields?: object): void => void said.push(sentence, fields);
    const onOverflow = ({ value }: OutgoingMessage): void => void overflowed.push(String(value).replaceAll('.', ''));
    const { outbox } = open(bus, { maxBytes: 10_000, maxBatchMessages: 1, onOverflow, log: { ...silentLog, error } });
    await outbox.start();
    outbox.add('readings', message('r0', 1_000));
    await until(() => bus.sends > 0);
    for (let n = 1; n < 12; n += 1) outbox.add('readings', message(`r${n}`, 1_000));
    expect([overflowed, outbox.droppedLately]).toEqual([['r1', 'r2', 'r3', 'r4'], 4]);
    expect(said).toEqual(['The outbox is full: the oldest readings make room for the newest.', { maxBytes: 10_000 }]);
    bus.failure = () => null;
    await until(() => outbox.bytes === 0);
    expect([said.slice(2), outbox.droppedLately]).toEqual([
      ['The outbox has room again; readings were dropped meanwhile.', { droppedReadings: 4 }],
      0,
    ]);
  });

  it('says that it is full only when events alone fill it', async () => {
    const bus = new Bus();
    bus.failure = away;
    const { outbox } = open(bus, { maxBytes: 5_000 });
    for (let n = 0; n < 10; n += 1) outbox.add('readings', message('r', 1_000));
    expect(outbox.full).toBe(false);
    for (let n = 0; n < 6; n += 1) outbox.add('events', message('e', 1_000));
    expect(outbox.full).toBe(true);
  });

  it('leaves out only what the bus refuses for good', async () => {
    const bus = new Bus();
    bus.failure = (messages) => (messages.some(({ value }) => value === '7') ? new PermanentError('too large', 'validation') : null);
    const { outbox, drops, sent } = open(bus, { maxBatchMessages: 50 });
    for (let n = 0; n < 20; n += 1) outbox.add('readings', message(`${n}`));
    await outbox.start();
    await until(() => sent() === 19);
    expect([bus.taken.includes('7'), drops]).toEqual([false, ['readings refused 1']]);
  });

  it('gathers what came during a send, too, before it sends again', async () => {
    const bus = new Bus();
    const { outbox, sent } = open(bus, { lingerMs: 100 });
    await outbox.start();
    outbox.add('readings', message('first'));
    await until(() => bus.sends === 1);
    outbox.add('readings', message('during'));
    await until(() => sent() === 1);
    outbox.add('readings', message('after'));
    await until(() => sent() === 3);
    expect([bus.sends, bus.taken]).toEqual([2, ['first', 'during', 'after']]);
  });

  it('gathers no longer once there is a whole batch', async () => {
    const bus = new Bus();
    const { outbox, sent } = open(bus, { lingerMs: 60_000 });
    for (let n = 0; n < 30; n += 1) outbox.add('readings', message(`${n}`));
    await outbox.start();
    await until(() => sent() === 30);
  });

  it('sends what waits before it stops', async () => {
    const bus = new Bus();
    const { outbox } = open(bus, { lingerMs: 10_000 });
    await outbox.start();
    for (let n = 0; n < 30; n += 1) outbox.add('readings', message(`${n}`));
    await outbox.stop();
    expect(bus.taken).toHaveLength(30);
  });

  it.each([{ failure: away }, { failure: (): 'hang' => 'hang' }])(
    'stops in time when the bus is gone ($failure), counting what it gives up',
    async ({ failure }) => {
      const bus = new Bus();
      bus.failure = failure;
      const { outbox, drops } = open(bus, { drainMs: 100 });
      await outbox.start();
      for (let n = 0; n < 30; n += 1) outbox.add('readings', message(`${n}`));
      await systemClock.sleep(30);
      const began = performance.now();
      await outbox.stop();
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(drops.reduce((sum, line) => sum + Number(line.split(' ')[2]), 0)).toBe(30);
    },
  );

  it('hands over a bug instead of waiting for it to pass', async () => {
    const bus = new Bus();
    bus.failure = () => new TypeError('bug');
    const { outbox } = open(bus);
    await outbox.start();
    outbox.add('readings', message('x'));
    await until(() => bugs.length === 1);
    bugs.length = 0;
  });
});

describe('an outbox whose owner lost its right', () => {
  it('sends nothing until the right is back, and then only what is still ours', async () => {
    const bus = new Bus();
    const { state, admit } = gate();
    const { outbox, drops } = open(bus, { admit });
    state.open = false;
    await outbox.start();
    for (const value of ['a1', 'b1', 'a2']) outbox.add('readings', message(value));
    await systemClock.sleep(50);
    outbox.add('readings', message('b2'));
    expect([bus.sends, outbox.stalledForMs > 0]).toEqual([0, true]);
    state.ours = (value) => value.startsWith('a');
    outbox.keepOnly(({ value }) => state.ours(String(value)));
    state.open = true;
    await until(() => outbox.bytes === 0);
    expect([bus.taken, drops]).toEqual([
      ['a1', 'a2'],
      ['readings not_owned 1', 'readings not_owned 1'],
    ]);
  });
});
