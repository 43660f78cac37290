import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { contractRetention, describeTelemetryStore } from './contract.js';
import { aPoint } from './contract/samples.js';
import { FakeTelemetryStore } from './telemetry-store.fake.js';

const create = (): FakeTelemetryStore => new FakeTelemetryStore({ retention: contractRetention });

describeLifecycle('FakeTelemetryStore', create);
describeTelemetryStore('FakeTelemetryStore', async () => ({ store: create(), keepsPositions: true }));

describe('FakeTelemetryStore', () => {
  it('fails once when told to, storing nothing', async () => {
    const store = create();
    store.failNext(new TransientError('the disk is full', 'storage'));
    await expect(store.write([aPoint({ hashrate: 1 })])).rejects.toThrow('the disk is full');
    expect(store.points()).toEqual([]);
    expect((await store.write([aPoint({ hashrate: 1 })])).stored).toBe(1);
  });

  it('behaves like a store that keeps no positions', async () => {
    const store = new FakeTelemetryStore({ keepsPositions: false });
    await store.write([aPoint({ hashrate: 1 })], [{ consumer: 'c', topic: 't', partition: 0, nextOffset: 1 }]);
    expect(await store.positions('c')).toEqual([]);
  });
});
