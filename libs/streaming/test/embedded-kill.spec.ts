import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { EmbeddedEventBus } from '../src/embedded/embedded-event-bus.js';
import { randomFrom } from './seeded-random.js';
import { WriterProcess } from './writer-process.js';

const topic = 'killed';
const partitions = [0, 1, 2];
const kills = 12;
let directory: string;
let writer: WriterProcess | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'embedded-kill-'));
});

afterEach(async () => {
  await writer?.kill();
  await rm(directory, { recursive: true, force: true });
});

describe('EmbeddedEventBus in a process that is killed', () => {
  it(`loses nothing acknowledged, doubles nothing and tears no send, over ${kills} kills of one log`, async () => {
    for (let seed = 1; seed <= kills; seed += 1) {
      const killed = await killedInMidWrite(seed);
      await withBus(async (bus) => {
        await expectWholeAndOnce(bus);
        await expectKept(bus, killed);
      });
    }
  }, 180_000);

  it('is refused to a second process while it lives, and handed over when it is dead', async () => {
    writer = WriterProcess.start(directory, 1);
    await writer.untilSaid('acknowledged', 3);
    const refused = new EmbeddedEventBus({ directory }).start();
    await expect(refused).rejects.toBeInstanceOf(PermanentError);
    await expect(refused).rejects.toThrow(`process ${writer.pid} `);
    const other = WriterProcess.start(directory, 2);
    await other.exited;
    expect(other.said).toEqual([expect.stringContaining(`refused PermanentError`)]);
    await writer.kill();
    await withBus(expectWholeAndOnce);
  }, 60_000);
});

describe('EmbeddedEventBus on a disk that is full', () => {
  it('fails sends for now, keeps everything acknowledged, and takes more once there is room', async () => {
    writer = WriterProcess.start(directory, 1, 6_000);
    await writer.exited;
    expect(writer.said.at(-1)).toBe('failed TransientError storage');
    expect(writer.numbers('acknowledged').length).toBeGreaterThan(5);
    await withBus(async (bus) => {
      await expectWholeAndOnce(bus);
      await expectKept(bus, writer!);
      const [at] = await bus.send(topic, [{ key: null, partition: 0, value: 'room again' }]);
      expect((await bus.read(at!, 1)).messages[0]?.value?.toString()).toBe('room again');
    });
  }, 60_000);
});

async function killedInMidWrite(seed: number): Promise<WriterProcess> {
  writer = WriterProcess.start(directory, seed);
  await writer.untilSaid('acknowledged', 1 + Math.floor(randomFrom(seed)() * 60));
  await writer.kill();
  return writer;
}

async function withBus(test: (bus: EmbeddedEventBus) => Promise<void>): Promise<void> {
  const bus = new EmbeddedEventBus({ directory });
  await bus.start();
  await test(bus).finally(() => bus.stop());
}

/** Every offset from the start to the end is there once, with the value that belongs to it, and no send is there in part. */
async function expectWholeAndOnce(bus: EmbeddedEventBus): Promise<void> {
  for (const partition of partitions) {
    const { messages, logEnd } = await bus.read({ topic, partition, offset: 0 }, Infinity);
    const values = messages.map(({ value }) => value?.toString().split(' ') ?? []);
    expect(messages.map(({ offset }) => offset)).toEqual(Array.from({ length: logEnd }, (_, offset) => offset));
    expect(values.map(([number]) => Number(number))).toEqual(messages.map(({ offset }) => offset));
    const [last, of] = (values.at(-1)?.[1] ?? '0/1').split('/').map(Number);
    expect(last).toBe(of! - 1);
  }
}

/** What the process was told to be durable is: its sends, and its group's offsets. */
async function expectKept(bus: EmbeddedEventBus, killed: WriterProcess): Promise<void> {
  const ends = await bus.admin.offsetsOf(topic);
  const offsets = await bus.admin.groupOffsets('killed-group', [topic]);
  for (const [partition, first, count] of killed.numbers('acknowledged')) {
    expect(ends[partition!]!.logEnd).toBeGreaterThanOrEqual(first! + count!);
  }
  for (const [partition, next] of killed.numbers('committed')) {
    const { committed, metadata } = offsets[partition!]!;
    expect(committed).toBeGreaterThanOrEqual(next!);
    expect(metadata).toBe(`next ${committed}`);
  }
}
