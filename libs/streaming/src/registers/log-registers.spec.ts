import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { FakeEventBus } from '../event-bus.fake.js';
import { LogRegisters } from './log-registers.js';
import { describeRegisters, type RegistersUnderTest } from './registers.contract.js';

const topic = 'registers';
const bus = new FakeEventBus();
beforeAll(async () => {
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: true }]);
});
afterAll(() => bus.stop());

const world: RegistersUnderTest = { open: () => new LogRegisters({ bus, topic }), compact: () => bus.maintain(topic) };
describeRegisters('LogRegisters on the fake bus', async () => world);

describe('LogRegisters', () => {
  it('keep no more than the newest of each, once the log was compacted', async () => {
    const registers = new LogRegisters<number>({ bus, topic });
    for (let version = 0; version < 50; version += 1) await registers.replace('many', version || null, version);
    await bus.maintain(topic);
    const { messages } = await bus.read({ topic, partition: 0, offset: 0 }, 10_000);
    expect(messages.filter(({ key, value }) => value !== null && key?.toString().includes('many'))).toHaveLength(1);
    expect(await new LogRegisters({ bus, topic }).read('many')).toEqual({ record: 49, version: 50 });
  });

  it('are not misled by one that lost, where what it lost against is superseded and gone', async () => {
    const write = (id: string, version: number, record: string): Promise<unknown> =>
      bus.send(topic, [{ key: id, value: JSON.stringify({ key: 'chain', version, record }), partition: 0 }]);
    await write('loser', 2, 'lost against the second version');
    await write('third', 3, 'third');
    await write('late', 3, 'too late');
    expect(await new LogRegisters({ bus, topic }).read('chain')).toEqual({ record: 'third', version: 3 });
  });

  it.each(['', 'no JSON', 'null', '[]', '{"key": "poisoned", "version": "2", "record": 1}', '{"key": 7, "version": 2, "record": 1}'])(
    'pass over %j, which no writer of ours wrote',
    async (value) => {
      const registers = new LogRegisters<number>({ bus, topic });
      const version = (await registers.read('poisoned'))?.version ?? null;
      await bus.send(topic, [{ key: 'anybody', value, partition: 0 }]);
      expect(await registers.replace('poisoned', version, 1)).toBe(true);
      expect((await new LogRegisters<number>({ bus, topic }).read('poisoned'))?.record).toBe(1);
    },
  );

  it('do not wait for ever, and go on after that', async () => {
    let stuck = true;
    const send = (...args: Parameters<FakeEventBus['send']>): ReturnType<FakeEventBus['send']> =>
      stuck ? new Promise(() => {}) : bus.send(...args);
    const registers = new LogRegisters<number>({ bus: { send, read: bus.read.bind(bus) }, topic, deadlineMs: 20 });
    await expect(registers.replace('stuck', null, 1)).rejects.toThrow(TransientError);
    stuck = false;
    expect(await registers.replace('stuck', null, 2)).toBe(true);
  });
});
