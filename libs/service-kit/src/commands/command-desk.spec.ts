import { beforeEach, describe, expect, it } from '@jest/globals';
import { errorClassOf, FakeClock, type Log, silentLog } from '@lodestream/component';
import { type Command, type CommandResult, topics } from '@lodestream/records';
import type { BatchContext, IncomingBatch, OutgoingMessage } from '@lodestream/streaming';
import { CommandDesk, type CommandDeskParts, type CommandTarget } from './command-desk.js';

const never = new AbortController().signal;
const clock = new FakeClock(1_000_000);
let told: CommandResult[];
let committed: number[];
let heartbeats: number;
let warnings: string[];
let unreadable: string[];
beforeEach(() => void ([told, committed, heartbeats, warnings, unreadable] = [[], [], 0, [], []]));

const log: Log = { ...silentLog, warn: (sentence) => void warnings.push(sentence) };
const onUnreadable = (error: unknown): void => void unreadable.push(errorClassOf(error));
const deskFor = (find: CommandDeskParts['find']): CommandDesk =>
  new CommandDesk({ bus, clock, log, topicPrefix: 'mining.', instance: 'one', find, onUnreadable });

const context = {
  commit: async (offset: number) => void committed.push(offset),
  heartbeat: async () => void (heartbeats += 1),
} as unknown as BatchContext;
const bus = {
  send: async (_topic: string, [message]: readonly OutgoingMessage[]) => {
    told.push(topics.commandResults.codec.decode(message!.value as Buffer));
    return [];
  },
};

const aCommand = (more: Partial<Command> = {}): Buffer =>
  topics.commands.codec.encode({
    command_id: 'c1',
    timestamp: clock.now(),
    miner_id: 'm1',
    action: 'nod',
    arguments: {},
    step: 'approved',
    requested_by: 'anna',
    decided_by: 'anna',
    reason: null,
    alert_fingerprint: null,
    needs_approval: false,
    dry_run: false,
    expires_at: clock.now() + 60_000,
    expected: {},
    ...more,
  });

async function handle(find: CommandDeskParts['find'], ...values: Buffer[]): Promise<void> {
  const desk = deskFor(find);
  const messages = values.map((value, offset) => ({ value, offset }));
  await desk.handle({ messages } as unknown as IncomingBatch, context, never);
}

function aTarget(): CommandTarget & { nods: number } {
  return {
    nods: 0,
    readBack() {
      return { nods: String(this.nods) };
    },
    async carryOut() {
      this.nods += 1;
      return { outcome: 'succeeded', reason: null, detail: null };
    },
  };
}

describe('a desk of commands', () => {
  it('tells that it begins, obeys, and tells how things stood before and after', async () => {
    const target = aTarget();
    await handle(() => target, aCommand());
    expect(told.map(({ outcome, before, after }) => [outcome, before, after])).toEqual([
      ['attempting', { nods: '0' }, {}],
      ['succeeded', { nods: '0' }, { nods: '1' }],
    ]);
    expect(committed).toEqual([1]);
  });

  it.each([
    { name: 'a command that was not approved', value: () => aCommand({ step: 'requested' }), outcomes: [] },
    { name: 'bytes that nobody can read', value: () => Buffer.from('nod!'), outcomes: [] },
    { name: 'what came too late', value: () => aCommand({ expires_at: clock.now() - 1 }), outcomes: ['expired'] },
    { name: 'a dry run', value: () => aCommand({ dry_run: true }), outcomes: ['attempting', 'succeeded'] },
  ])('does nothing for $name, and goes on behind it', async ({ value, outcomes }) => {
    const target = aTarget();
    await handle(() => target, value());
    expect([target.nods, told.map(({ outcome }) => outcome), committed]).toEqual([0, outcomes, [1]]);
  });

  it('counts every command that nobody can read, and tells the first in the log', async () => {
    const target = aTarget();
    await handle(() => target, Buffer.from('nod!'), Buffer.from('{"command_id":1}'), aCommand(), Buffer.from('nod!'));
    expect([unreadable.length, unreadable[0], warnings.length, target.nods, committed]).toEqual([3, 'malformed', 1, 1, [1, 2, 3, 4]]);
  });

  it('is silent about what is none of its business, and tells a refusal as it is', async () => {
    await handle(() => null, aCommand());
    await handle(() => ({ outcome: 'refused', reason: 'not_configured', detail: 'Nobody of that name.' }), aCommand());
    expect(told.map(({ outcome, reason }) => [outcome, reason])).toEqual([['refused', 'not_configured']]);
  });

  it('tells an ending as it is though the command has expired meanwhile, for it may have been obeyed', async () => {
    const interrupted = { outcome: 'unconfirmed', reason: 'interrupted', detail: null } as const;
    await handle(() => interrupted, aCommand({ expires_at: clock.now() - 1 }));
    expect(told).toMatchObject([interrupted]);
  });

  it('obeys what is owed to a subject first, and what comes for it meanwhile after that', async () => {
    const desk = deskFor(() => aTarget());
    const known = Promise.withResolvers<readonly Command[]>();
    const owed = desk.obeyOwed('m1', known.promise, never);
    const messages = ['m2', 'm1'].map((miner_id, offset) => ({ value: aCommand({ miner_id, command_id: `new to ${miner_id}` }), offset }));
    const handled = desk.handle({ messages } as unknown as IncomingBatch, context, never);
    await clock.advance(3_000);
    known.resolve(['first', 'second'].map((command_id) => topics.commands.codec.decode(aCommand({ command_id }))));
    await Promise.all([owed, handled]);
    expect(told.filter(({ outcome }) => outcome === 'succeeded').map(({ command_id }) => command_id)).toEqual([
      'new to m2',
      'first',
      'second',
      'new to m1',
    ]);
    expect(heartbeats).toBe(1);
  });

  it('goes on with what comes for a subject after what was owed to it could not be learned', async () => {
    const desk = deskFor(() => aTarget());
    await expect(desk.obeyOwed('m1', Promise.reject(new Error('away')), never)).rejects.toThrow('away');
    await desk.handle({ messages: [{ value: aCommand(), offset: 0 }] } as unknown as IncomingBatch, context, never);
    expect(told.map(({ outcome }) => outcome)).toEqual(['attempting', 'succeeded']);
  });

  it('lets the group hear of it while something slow is waited for', async () => {
    const slow = {
      ...aTarget(),
      carryOut: () => clock.sleep(5_000).then(() => ({ outcome: 'failed', reason: null, detail: null }) as const),
    };
    const handled = handle(() => slow, aCommand());
    for (let n = 0; n < 10; n += 1) await clock.advance(1_000);
    await handled;
    expect(heartbeats).toBe(2);
  });
});
