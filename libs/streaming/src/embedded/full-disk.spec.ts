import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { mountSmallDisk, type SmallDisk } from '@lodestream/test-stack';
import { Follower } from '../bus-contract/follower.js';
import { everything } from '../bus-contract/numbered.js';
import { eventually } from '../bus-contract/eventually.js';
import type { BusEvent } from './bus-event.js';
import { EmbeddedEventBus } from './embedded-event-bus.js';

const mebibyte = 1_048_576;
const disk: SmallDisk | null = mountSmallDisk(96);
const title = 'EmbeddedEventBus, whose disk fills faster than it looks';
const topic = 'full';

(disk === null ? describe.skip : describe)(disk === null ? `${title} (skipped: only root may mount one)` : title, () => {
  let bus: EmbeddedEventBus;
  let events: BusEvent[];
  let number = 0;
  const acknowledged: string[] = [];
  const perhaps: string[] = [];

  const open = async (): Promise<void> => {
    // It asks for no room at all, so that the log itself meets the end of the disk.
    bus = new EmbeddedEventBus({ directory: disk!.directory, minFreeBytes: 0, patienceMs: 300, onEvent: (event) => events.push(event) });
    await bus.start();
    await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
  };
  beforeEach(async () => {
    // The key-value store prints each commit that failed.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    events = [];
    disk!.leaveFree(60 * mebibyte);
    await open();
  });
  afterEach(async () => {
    disk!.leaveFree(60 * mebibyte);
    await bus.stop();
    jest.restoreAllMocks();
  });
  afterAll(() => disk?.remove());

  /** Sends the next message, a good 64 KiB, and notes what became of it. */
  async function send(): Promise<unknown> {
    const value = String((number += 1)).padEnd(65_536, '.');
    try {
      await bus.send(topic, [{ key: null, value }]);
      acknowledged.push(value);
      return null;
    } catch (error) {
      perhaps.push(value);
      return error;
    }
  }
  async function untilFull(): Promise<unknown> {
    for (let times = 0; times < 2_000; times += 1) {
      const error = await send();
      if (error !== null) return error;
    }
    throw new Error('there was room for everything');
  }
  /** All that was acknowledged is there, once and in order; of what was not, nothing but what was tried. */
  async function holdsWhatItTook(): Promise<void> {
    const held = (await everything(bus, topic)).map(String);
    expect(held.filter((value) => !perhaps.includes(value))).toEqual(acknowledged);
    expect(new Set(held).size).toBe(held.length);
  }

  it('refuses for now, loses nothing, and goes on by itself once there is room', async () => {
    for (let times = 0; times < 5; times += 1) await send();
    disk!.leaveFree(mebibyte);
    const error = await untilFull();
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ errorClass: 'storage' });
    expect(bus.storage().state).toBe('failing');
    await holdsWhatItTook();
    disk!.leaveFree(60 * mebibyte);
    await eventually('a send to go through', async () => (await send()) === null);
    expect(bus.storage().state).toBe('well');
    expect(events.flatMap((event) => (event.kind === 'storage' ? [event.storage.state] : []))).toEqual(['failing', 'well']);
    await holdsWhatItTook();
  }, 30_000);

  it.each(['stop', 'abort'] as const)(
    'ends while full (%s), and has all it acknowledged and the offsets afterwards',
    async (end) => {
      for (let times = 0; times < 5; times += 1) await send();
      const reader = await Follower.join(bus, { group: end, topics: [topic] });
      await reader.untilSeen(acknowledged.length);
      const [before] = await bus.admin.groupOffsets(end, [topic]);
      disk!.leaveFree(mebibyte);
      await untilFull();
      await bus[end]();
      disk!.leaveFree(60 * mebibyte);
      await open();
      await holdsWhatItTook();
      const [after] = await bus.admin.groupOffsets(end, [topic]);
      expect(after!.committed).toBeGreaterThanOrEqual(before!.committed!);
      expect(await send()).toBeNull();
    },
    30_000,
  );
});
