import { afterAll, afterEach } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLifecycle } from '@lodestream/component/contract';
import { contractRetention, describeTelemetryStore, type StoreUnderTest } from '../contract.js';
import { EmbeddedTelemetryStore, type EmbeddedTelemetryStoreOptions } from './embedded-telemetry-store.js';

const opened: EmbeddedTelemetryStore[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.stop()));
});

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

async function create(change: Partial<EmbeddedTelemetryStoreOptions> = {}): Promise<EmbeddedTelemetryStore> {
  const directory = change.directory ?? (await mkdtemp(join(tmpdir(), 'lodestream-store-')));
  folders.push(directory);
  const store = new EmbeddedTelemetryStore({ retention: contractRetention, threads: 1, ...change, directory });
  opened.push(store);
  return store;
}

describeLifecycle('EmbeddedTelemetryStore', create);
describeTelemetryStore('EmbeddedTelemetryStore', async (): Promise<StoreUnderTest> => {
  const store = await create();
  await store.start();
  return { store, keepsPositions: true };
});
