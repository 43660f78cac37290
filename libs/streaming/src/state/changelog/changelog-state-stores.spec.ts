import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { FakeEventBus } from '../../event-bus.fake.js';
import type { IncomingMessage, OutgoingMessage, Position } from '../../event-bus.port.js';
import { encodeRecord } from './changelog-record.js';
import { ChangelogStateStores } from './changelog-state-stores.js';

const layout = { segments: 2, deltasPerSnapshot: 2 };
const topic = 'changelog';
const at = { store: topic, partition: 0 };
const aClaim = { kind: 'claim', owner: 'other', basedOn: 3 } as const;

let bus: FakeEventBus;
let owners: number;
beforeEach(async () => {
  owners = 0;
  bus = new FakeEventBus();
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: true }]);
});
afterEach(() => bus.stop());

const stores = (over: Pick<FakeEventBus, 'send' | 'read'> = bus, writeMs = 1_000): ChangelogStateStores =>
  new ChangelogStateStores({ bus: over, layout, writeMs, newId: () => `owner-${(owners += 1)}` });
const put = (value: string): Map<string, Buffer> => new Map([['k', Buffer.from(value)]]);
const position = (offset: number): Map<string, number> => new Map([['input', offset]]);

/** The newest message of each key that still has a value, as compaction would leave them. */
async function remaining(): Promise<Map<string, IncomingMessage>> {
  const { messages } = await bus.read({ topic, partition: 0, offset: 0 }, 10_000);
  const newest = new Map(messages.map((message) => [message.key?.toString() ?? '', message]));
  return new Map([...newest].filter(([, { value }]) => value !== null));
}

describe('a changelog', () => {
  it('stays bounded, however many commits and owners there were', async () => {
    for (let life = 0; life < 30; life += 1) {
      const state = await stores().open(at);
      for (let commit = 0; commit < life; commit += 1) await state.commit(put(`${life}.${commit}`), position(life * 100 + commit));
    }
    const keys = [...(await remaining()).keys()];
    // A ring of 8 deltas, 2 snapshots and a claim an owner: of the last ones, and of some that nobody has tidied up after yet.
    expect(keys.length).toBeLessThan(100);
    expect(keys.some((key) => key.includes('/owner-30'))).toBe(true);
    expect(keys.some((key) => key.includes('/owner-9/'))).toBe(false);
    expect((await stores().open(at)).get('k')?.toString()).toBe('29.28');
  });

  it('snapshots at once where owners changed too often for anyone to get to it', async () => {
    await (await stores().open(at)).commit(put('kept'), position(1));
    for (let life = 0; life < 200; life += 1) await stores().open(at);
    expect((await remaining()).size).toBeLessThan(60);
    const state = await stores().open(at);
    expect([state.get('k')?.toString(), state.positions.get('input')]).toEqual(['kept', 1]);
  });

  it('leaves a state of no use when a commit fails, and tells after reopening what became of it', async () => {
    const lost = { read: bus.read.bind(bus), send: lostAnswer() };
    const state = await stores(lost).open(at);
    await expect(state.commit(put('lost'), position(4))).rejects.toThrow('the answer was lost');
    await expect(state.commit(put('next'), position(5))).rejects.toThrow('open it again');
    const again = await stores().open(at);
    expect([again.get('k')?.toString(), again.positions.get('input')]).toEqual(['lost', 4]);
  });

  it('does not wait for ever for a write', async () => {
    const state = await stores({ read: bus.read.bind(bus), send: stuckAfter(1) }, 20).open(at);
    await expect(state.commit(put('x'), position(1))).rejects.toThrow(TransientError);
  });

  it('is not misled by messages that mean nothing, in the middle of its own', async () => {
    const state = await stores().open(at);
    await state.commit(put('1'), position(1));
    await bus.send(topic, [{ key: 'gone', value: null, partition: 0 }]);
    await state.commit(put('2'), position(2));
    expect((await stores().open(at)).get('k')?.toString()).toBe('2');
  });

  it.each([
    { what: 'an empty value', key: 'claim/other', value: Buffer.alloc(0) },
    { what: 'a record that is cut off', key: 'delta/other/0/0', value: Buffer.from([1, 1, 5, 111]) },
    { what: 'a number without end', key: 'snapshot/other/0/0', value: Buffer.alloc(9, 0xff) },
    { what: 'more than a record', key: 'claim/other', value: Buffer.concat([encodeRecord(aClaim), Buffer.from([0])]) },
    { what: 'text from somebody else', key: 'note', value: Buffer.from('hello') },
    { what: 'text without a key', key: '', value: Buffer.from('{"a": 1}') },
  ])('passes over $what, written into the middle of it', async ({ key, value }) => {
    const state = await stores().open(at);
    await state.commit(put('1'), position(1));
    await bus.send(topic, [{ key, value, partition: 0 }]);
    await state.commit(put('2'), position(2));
    const again = await stores().open(at);
    expect([again.get('k')?.toString(), again.positions.get('input')]).toEqual(['2', 2]);
  });

  it('is not opened where a record is of a version to come', async () => {
    await bus.send(topic, [{ key: 'claim/newer', value: Buffer.from([2, 0]), partition: 0 }]);
    await expect(stores().open(at)).rejects.toThrow('has version 2 where 1 is understood');
  });

  it('is not opened where an empty value stands in place of a delta that is needed', async () => {
    const state = await stores().open(at);
    await state.commit(put('1'), position(1));
    await state.commit(put('2'), position(2));
    const lost = [...(await remaining()).keys()].find((key) => key.startsWith('delta/'))!;
    await bus.send(topic, [{ key: lost, value: Buffer.alloc(0), partition: 0 }]);
    await bus.maintain(topic);
    await expect(stores().open(at)).rejects.toThrow('is damaged');
  });

  type Send = (to: string, messages: readonly OutgoingMessage[]) => Promise<readonly Position[]>;

  function lostAnswer(): Send {
    let sends = 0;
    return async (to, messages) => {
      const positions = await bus.send(to, messages);
      sends += 1;
      if (sends > 1) throw new TransientError('the answer was lost', 'timeout');
      return positions;
    };
  }

  function stuckAfter(count: number): Send {
    let sends = 0;
    return (to, messages) => ((sends += 1) > count ? new Promise(() => {}) : bus.send(to, messages));
  }
});
