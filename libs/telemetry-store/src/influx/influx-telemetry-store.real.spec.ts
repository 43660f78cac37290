import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startInflux, type RealInflux } from '@lodestream/test-stack';
import { randomUUID } from 'node:crypto';
import { describeLifecycle } from '@lodestream/component/contract';
import { contractRetention, describeTelemetryStore, type StoreUnderTest } from '../contract.js';
import { applyStore } from './apply-store.js';
import { InfluxTelemetryStore } from './influx-telemetry-store.js';

describeReal('InfluxTelemetryStore on a real InfluxDB', ['influxdb'], () => {
  let influx: RealInflux;
  const opened: InfluxTelemetryStore[] = [];
  beforeAll(async () => void (influx = await startInflux()), REAL_START_TIMEOUT_MS);
  afterEach(async () => void (await Promise.all(opened.splice(0).map((store) => store.stop()))));
  afterAll(() => influx?.stop());

  const create = async (bucketPrefix = `${randomUUID()}-`): Promise<InfluxTelemetryStore> => {
    const { url, organization: org, token } = influx.account;
    const applied = await applyStore({ url, org, token, bucketPrefix, retention: contractRetention });
    const store = new InfluxTelemetryStore({
      url,
      org,
      writeToken: applied.writeToken.token!.reveal(),
      readToken: applied.readToken.token!.reveal(),
      bucketPrefix,
      retention: contractRetention,
    });
    opened.push(store);
    return store;
  };

  describeLifecycle('InfluxTelemetryStore', create);
  describeTelemetryStore('InfluxTelemetryStore', async (): Promise<StoreUnderTest> => {
    const store = await create();
    await store.start();
    const killAndReopen = async (): Promise<InfluxTelemetryStore> => {
      await influx.kill();
      await influx.restart();
      return store;
    };
    return { store, keepsPositions: false, killAndReopen };
  });
});
