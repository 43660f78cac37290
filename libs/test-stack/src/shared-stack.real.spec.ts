import { expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, sharedInflux, sharedKafka } from './index.js';

describeReal('the shared Kafka and InfluxDB', ['shared-kafka', 'shared-influxdb'], () => {
  it(
    'are started once, however many tests ask for them',
    async () => {
      const [first, second] = await Promise.all([sharedKafka({}), sharedKafka({})]);
      expect(second).toEqual(first);
      const accounts = await Promise.all([sharedInflux({}), sharedInflux({})]);
      expect(new Set(accounts.map(({ url, token }) => url + token)).size).toBe(1);
    },
    REAL_START_TIMEOUT_MS,
  );

  it('give each test a bucket of its own', async () => {
    const account = await sharedInflux();
    const names = [await account.createBucket(), await account.createBucket()];
    expect(new Set(names).size).toBe(2);
    for (const name of names) await account.deleteBucket(name);
  });

  it('are taken from the environment where that names them', async () => {
    expect(await sharedKafka({ LODESTREAM_TEST_KAFKA: '127.0.0.1:1,127.0.0.1:2' })).toEqual({
      brokers: ['127.0.0.1:1', '127.0.0.1:2'],
    });
    const { url, token } = await sharedInflux();
    const named = await sharedInflux({
      LODESTREAM_TEST_INFLUX_URL: url,
      LODESTREAM_TEST_INFLUX_TOKEN: token,
    });
    expect([named.url, named.organizationId]).toEqual([url, (await sharedInflux()).organizationId]);
  });
});
