import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, TransientError } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEventBus } from '../embedded/embedded-event-bus.js';
import type { EventBus } from '../event-bus.port.js';
import { FakeEventBus } from '../event-bus.fake.js';
import { BusLeases } from './bus-leases.js';
import { describeLeases, type LeasesUnderTest } from './leases.contract.js';
import { FakeLeases, LeaseTable } from './leases.fake.js';

const soon = { handedOverWithinMs: 2_000, takenOverWithinMs: 2_000 };
const oneProcess = { ...soon, noKill: 'all contenders are in the one process that holds the store' };
const topic = 'test.leases';

describeLifecycle('FakeLeases', () => new FakeLeases());
describeLeases('FakeLeases', openFakes, soon);
describeLeases('BusLeases on the fake bus', () => openOnBus(new FakeEventBus()), oneProcess);
describeLeases('BusLeases on the embedded bus', openEmbedded, oneProcess);

describe('BusLeases', () => {
  describeLifecycle('BusLeases', () => new BusLeases({ bus: new FakeEventBus(), topic, instance: 'a' }));

  it('asks again for as long as the bus cannot be had, and gives a refusal back', async () => {
    const clock = new FakeClock();
    const answers: Error[] = [new TransientError('no broker', 'connectivity'), new PermanentError('no such topic', 'validation')];
    const leases = new BusLeases({ bus: { subscribe: () => Promise.reject(answers.shift()!) }, topic, instance: 'a', clock });
    const held = leases.hold('l', () => Promise.resolve(), new AbortController().signal);
    held.catch(() => undefined);
    await clock.advance(0);
    await clock.advance(499);
    expect(answers).toHaveLength(1);
    await clock.advance(1);
    await expect(held).rejects.toThrow('no such topic');
  });

  it('does not wait for a join that takes long when the wish ends', async () => {
    const asking = new AbortController();
    const leases = new BusLeases({ bus: { subscribe: () => new Promise(() => {}) }, topic, instance: 'a' });
    const held = leases.hold('l', () => Promise.resolve(), asking.signal);
    asking.abort();
    await expect(held).resolves.toBeUndefined();
  });
});

describe('FakeLeases', () => {
  it('can be made to lose a lease, and gets it back when nobody else waits', async () => {
    const leases = new FakeLeases();
    const asking = new AbortController();
    let terms = 0;
    const held = leases.hold(
      'l',
      (lease) => {
        terms += 1;
        return new Promise((resolve) => lease.signal.addEventListener('abort', () => resolve(), { once: true }));
      },
      asking.signal,
    );
    await new Promise(setImmediate);
    leases.lose('l');
    await new Promise(setImmediate);
    expect(terms).toBe(2);
    asking.abort();
    await held;
  });
});

async function openFakes(): Promise<LeasesUnderTest> {
  const table = new LeaseTable();
  const opened: FakeLeases[] = [];
  return {
    replica: async () => {
      const leases = new FakeLeases(table);
      opened.push(leases);
      return { leases, kill: async () => leases.kill() };
    },
    dispose: async () => void (await Promise.all(opened.map((each) => each.stop()))),
  };
}

async function openEmbedded(): Promise<LeasesUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-leases-'));
  const world = await openOnBus(new EmbeddedEventBus({ directory }));
  return { ...world, dispose: () => world.dispose().then(() => rm(directory, { recursive: true, force: true })) };
}

async function openOnBus(bus: EventBus): Promise<LeasesUnderTest> {
  await bus.start();
  await bus.admin.applyTopics([{ topic, partitions: 1, retentionMs: null, compacted: false }]);
  const opened: BusLeases[] = [];
  return {
    replica: async () => {
      const leases = new BusLeases({ bus, topic, instance: `replica-${opened.length}` });
      opened.push(leases);
      await leases.start();
      return { leases };
    },
    dispose: async () => {
      await Promise.all(opened.map((each) => each.stop()));
      await bus.stop();
    },
  };
}
