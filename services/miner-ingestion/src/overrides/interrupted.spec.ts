import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, silentLog, TransientError } from '@lodestream/component';
import { type CommandOutcome, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import { FakeEventBus } from '@lodestream/streaming';
import { eventually } from '../../test/ingestion-harness.js';
import { Overrides } from './overrides.js';
import type { OverriddenMiner } from './polled-miners.js';

const now = 1_795_900_000_000;
const endsWithinMs = 60_000;
const results = fullTopicName('t.', topics.commandResults);
const commands = fullTopicName('t.', topics.commands);
const begun = { action: 'poll_now', before: {}, after: {}, started_at: now - 1_000, duration_ms: null, dry_run: false };
const miner: OverriddenMiner = {
  standing: () => ({ readAtMs: null, state: 'unknown', missedPolls: 0, quietForMs: 0, pausedForMs: 0 }),
  pollNow: () => Promise.reject(new Error('polled')),
  pause: () => Promise.reject(new Error('paused')),
  resetBreaker: () => undefined,
};

describe('a command that the old owner of its miner has only begun', () => {
  let bus: FakeEventBus;
  let clock: FakeClock;
  let owned: Set<string>;
  let bugs: unknown[];
  let left: number[];
  let waits: number;
  let started: Overrides[];

  beforeEach(async () => {
    [bus, clock, owned, bugs, left, started] = [new FakeEventBus(), new FakeClock(now), new Set(['m1']), [], [], []];
    waits = 0;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (...how) => {
      waits += Number(how[0] > 10_000);
      return sleep(...how);
    };
    await bus.start();
    const topic = { partitions: 1, retentionMs: null, compacted: false };
    await bus.admin.applyTopics([results, commands].map((name) => ({ topic: name, ...topic })));
  });
  afterEach(async () => {
    for (const one of started) await one.stop();
    await bus.stop();
    expect(bugs).toEqual([]);
  });

  const tell = (outcome: CommandOutcome): Promise<unknown> => {
    const told = { reason: null, detail: null, command_id: 'c1', miner_id: 'm1', instance: 'old', timestamp: clock.now() - 1_000 };
    return bus.send(results, [{ key: 'm1', value: topics.commandResults.codec.encode({ ...begun, ...told, outcome }) }]);
  };
  const ends = async (): Promise<CommandResult[]> => {
    const { messages } = await bus.read({ topic: results, partition: 0, offset: 0 }, 100);
    return messages.map(({ value }) => topics.commandResults.codec.decode(value!)).filter(({ outcome }) => outcome !== 'attempting');
  };
  const end = (stepMs = 1): Promise<CommandResult> =>
    eventually(async () => {
      await clock.advance(stepMs);
      return (await ends())[0];
    });
  const start = async (instance: string): Promise<Overrides> => {
    const find = (id: string): OverriddenMiner | undefined => (owned.has(id) ? miner : undefined);
    const onBug = (error: unknown): void => void bugs.push(error);
    const onLeft = (n: number): void => void left.push(n);
    const one = new Overrides({
      bus,
      clock,
      log: silentLog,
      topicPrefix: 't.',
      instance,
      find,
      endsWithinMs,
      onUnreadable: onBug,
      onLeft,
      onBug,
    });
    await one.start();
    started.push(one);
    return one;
  };

  /** An operator asks for it. */
  const ask = async (): Promise<void> => {
    const nobody = { requested_by: 'anna', decided_by: 'anna', reason: null, alert_fingerprint: null, needs_approval: false };
    const asked = { command_id: 'c1', miner_id: 'm1', action: 'poll_now', arguments: {}, step: 'approved', dry_run: false } as const;
    const command = { ...asked, ...nobody, timestamp: now, expires_at: now + 60_000, expected: {} };
    await bus.send(commands, [{ key: 'm1', value: topics.commands.codec.encode(command) }]);
  };
  /** The bus does not take endings for so many times. */
  const refuse = (times: number, error: Error): { refused: number } => {
    const [count, send] = [{ refused: 0 }, bus.send.bind(bus)];
    bus.send = (topic, messages) => {
      if (topic !== results || count.refused >= times) return send(topic, messages);
      count.refused += 1;
      return Promise.reject(error);
    };
    return count;
  };
  /** What was told of commands can't be read, until the answer is called. */
  const blind = (): { tries: number; heal: () => void } => {
    const { offsetsOf } = bus.admin;
    const state = { tries: 0, heal: () => void (bus.admin.offsetsOf = offsetsOf) };
    bus.admin.offsetsOf = () => {
      state.tries += 1;
      return Promise.reject(new TransientError('away', 'connectivity'));
    };
    return state;
  };
  const isInterrupted = { command_id: 'c1', instance: 'next', outcome: 'unconfirmed', reason: 'interrupted' };

  /** The miner goes to a process, which waits for its old owner to tell the end. */
  const own = async (one: Overrides): Promise<void> => {
    const before = waits;
    one.own('m1');
    await eventually(async () => waits > before);
  };
  /** Time passes, and whatever is to come of it has come. */
  const pass = async (ms: number): Promise<void> => {
    await clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve, 30));
  };

  it('is told as interrupted by the next owner, once, when the old one can no longer be about it', async () => {
    await tell('attempting');
    const next = await start('next');
    await own(next);
    await own(next);
    await pass(endsWithinMs - 1_001);
    expect(await ends()).toEqual([]);
    const unconfirmed = { command_id: 'c1', miner_id: 'm1', action: 'poll_now', instance: 'next', outcome: 'unconfirmed' };
    expect(await end()).toMatchObject({ ...unconfirmed, reason: 'interrupted' });
    next.own('m1');
    (await start('one-more')).own('m1');
    await pass(2 * endsWithinMs);
    expect(await ends()).toHaveLength(1);
  });

  it('is told as interrupted by a process that had passed it by, though it has expired meanwhile', async () => {
    owned.clear();
    const next = await start('next');
    await ask();
    await eventually(async () => (await bus.admin.groupOffsets('t.miner-ingestion.overrides.next', [commands]))[0]?.committed === 1);
    await tell('attempting');
    owned.add('m1');
    await pass(60_001);
    next.own('m1');
    expect(await end()).toMatchObject({ instance: 'next', outcome: 'unconfirmed', reason: 'interrupted' });
  });

  it('is told by its old owner alone where that one still tells its end', async () => {
    await tell('attempting');
    await own(await start('next'));
    await pass(1_000);
    await tell('succeeded');
    await pass(2 * endsWithinMs);
    expect((await ends()).map(({ instance }) => instance)).toEqual(['old']);
  });

  it('is told once what was told can be read again, though it could not be when its time came', async () => {
    await tell('attempting');
    await own(await start('next'));
    const reading = blind();
    await eventually(async () => {
      await clock.advance(endsWithinMs);
      return reading.tries >= 3;
    });
    expect(await ends()).toEqual([]);
    reading.heal();
    expect(await end(10_000)).toMatchObject(isInterrupted);
    expect(left).toEqual([]);
  });

  it('is told though nothing could be read when its next owner began', async () => {
    await tell('attempting');
    const reading = blind();
    const next = await start('next');
    next.own('m1');
    reading.heal();
    expect(await end(10_000)).toMatchObject(isInterrupted);
  });

  it.each([new TransientError('away', 'connectivity'), new PermanentError('too large', 'validation')])(
    'is told once, though the bus refused that twice by %p',
    async (error) => {
      await tell('attempting');
      const next = await start('next');
      const count = refuse(2, error);
      await own(next);
      expect(await end(10_000)).toMatchObject(isInterrupted);
      await pass(2 * endsWithinMs);
      expect([await ends(), count.refused]).toEqual([[expect.objectContaining(isInterrupted)], 2]);
    },
  );

  it('is told by its own process, to which it is given again, though the bus refused that twice', async () => {
    await tell('attempting');
    await start('next');
    refuse(2, new TransientError('away', 'connectivity'));
    await ask();
    expect(await end(10_000)).toMatchObject(isInterrupted);
  });

  it('stays without an end where the bus never takes it, which is counted, until its miner has another owner', async () => {
    await tell('attempting');
    const next = await start('next');
    const count = refuse(60, new PermanentError('no', 'validation'));
    await own(next);
    await eventually(async () => {
      await clock.advance(60_000);
      return left.length > 0;
    });
    expect([left, count.refused, await ends()]).toEqual([[1], 60, []]);
    next.own('m1');
    expect(await end(10_000)).toMatchObject(isInterrupted);
  });

  it.each([
    { what: 'the miner has gone on to another owner', happens: () => void owned.clear() },
    { what: 'the next owner is stopping', happens: () => void started[0]!.stop() },
    {
      what: 'nobody can tell whether it has ended',
      happens: () => void (bus.admin.offsetsOf = () => Promise.reject(new TransientError('away', 'connectivity'))),
    },
  ])('is not told of where $what', async ({ happens }) => {
    await tell('attempting');
    await own(await start('next'));
    const { offsetsOf } = bus.admin;
    happens();
    await pass(2 * endsWithinMs);
    await started[0]!.stop();
    bus.admin.offsetsOf = offsetsOf;
    expect(await ends()).toEqual([]);
    owned.add('m1');
    (await start('one-after')).own('m1');
    expect(await end()).toMatchObject({ instance: 'one-after', reason: 'interrupted' });
  });
});
