import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  describeReal,
  REAL_START_TIMEOUT_MS,
  startHttpFaultProxy,
  startInflux,
  tooManyRequests,
  unavailable,
  type HttpFaultProxy,
  type RealInflux,
} from '@lodestream/test-stack';
import { contractRetention } from '../contract.js';
import { aPoint, aQuery, day, origin } from '../contract/samples.js';
import type { Point } from '../telemetry-store.port.js';
import { applyStore, type ApplyStoreOptions } from './apply-store.js';
import { bucketName } from './bucket-name.js';
import { InfluxTelemetryStore, type InfluxTelemetryStoreOptions } from './influx-telemetry-store.js';

const batch = (count: number, from = 0): Point[] =>
  Array.from({ length: count }, (_, at) => aPoint({ hashrate: from + at }, { timestampMs: origin + from + at }));

describeReal('InfluxTelemetryStore, when InfluxDB or the way to it fails', ['influxdb'], () => {
  let influx: RealInflux;
  let proxy: HttpFaultProxy;
  let bucketPrefix: string;
  const opened: InfluxTelemetryStore[] = [];
  beforeAll(async () => {
    influx = await startInflux();
    proxy = await startHttpFaultProxy({ target: influx.url });
  }, REAL_START_TIMEOUT_MS);
  beforeEach(() => {
    proxy.heal();
    bucketPrefix = `${randomUUID()}-`;
  });
  afterEach(async () => void (await Promise.all(opened.splice(0).map((store) => store.stop()))));
  afterAll(async () => {
    await proxy?.stop();
    await influx?.stop();
  });

  const applyOptions = (): ApplyStoreOptions => ({
    url: influx.url,
    org: influx.account.organization,
    token: influx.account.token,
    bucketPrefix,
    retention: contractRetention,
  });
  const open = async (change: Partial<InfluxTelemetryStoreOptions> = {}): Promise<InfluxTelemetryStore> => {
    const { writeToken, readToken } = await applyStore(applyOptions());
    const tokens = { writeToken: writeToken.token!.reveal(), readToken: readToken.token!.reveal() };
    const store = new InfluxTelemetryStore({
      url: proxy.url,
      org: influx.account.organization,
      ...tokens,
      bucketPrefix,
      retention: contractRetention,
      firstDelayMs: 20,
      maxDelayMs: 200,
      ...change,
    });
    opened.push(store);
    await store.start();
    return store;
  };
  const countOf = async (store: InfluxTelemetryStore): Promise<number> => {
    const rows = await store.series(aQuery({ fromMs: origin - 10 * day, toMs: origin + day, stepMs: 10_000 * day, aggregate: 'count' }));
    return rows.reduce((sum, { values }) => sum + values.hashrate!, 0);
  };

  it.each([
    { what: '429 with Retry-After', fault: tooManyRequests(1, { times: 2 }) },
    { what: '503', fault: unavailable({ times: 3 }) },
    { what: 'a reset before anything arrived', fault: { kind: 'reset-request', times: 2, afterBytes: 100 } as const },
    { what: 'a reset after it was stored, before the 204 came', fault: { kind: 'reset-answer', times: 2, afterBytes: 0 } as const },
    { what: 'silence', fault: { kind: 'silence', times: 1 } as const },
  ])('stores every point once through $what', async ({ fault }) => {
    const store = await open({ requestTimeoutMs: 1_000 });
    proxy.add({ ...fault, matches: ({ path }) => path.startsWith('/api/v2/write') });
    expect(await store.write(batch(500))).toEqual({ stored: 500, refused: [], expired: [] });
    expect(await countOf(store)).toBe(500);
  });

  it('finds the bad lines among 5,000 over several days, and stores all the others', async () => {
    const store = await open();
    await store.write(batch(1));
    const points = Array.from({ length: 5_000 }, (_, at) => aPoint({ hashrate: at }, { timestampMs: origin - (at % 4) * day + at }));
    const bad = [8, 2_504, 4_996];
    for (const at of bad) points[at] = aPoint({ hashrate: 'fast' }, { timestampMs: origin + at });
    const { stored, refused, expired } = await store.write(points);
    expect([stored, refused.map(({ index }) => index), expired]).toEqual([4_997, bad, []]);
    expect(refused[0]!.reason).toContain('type conflict');
    // The very first point lies at the same time as point 0 of the batch.
    expect(await countOf(store)).toBe(4_997);
  });

  it('declares as expired what the server no longer takes, though our own retention would', async () => {
    const patient = contractRetention.map((kept) => ({ ...kept, days: null }));
    const store = await open({ retention: patient });
    const points = [
      aPoint({ hashrate: 1 }),
      aPoint({ hashrate: 2 }, { timestampMs: origin - 40 * day }),
      aPoint({ hashrate: 3 }, { timestampMs: origin - 41 * day }),
    ];
    expect(await store.write(points)).toEqual({ stored: 1, refused: [], expired: [1, 2] });
    expect(await countOf(store)).toBe(1);
  });

  it.each([1, 2, 3])(
    'has every acknowledged point after SIGKILL in mid-stream, none twice (seed %i)',
    async (seed) => {
      const store = await open({ url: influx.url, requestTimeoutMs: 2_000 });
      let acknowledged = 0;
      let stopped = false;
      const writing = (async () => {
        for (let from = 0; !stopped; from += 400) acknowledged += (await store.write(batch(400, from))).stored;
      })();
      await new Promise((resolve) => setTimeout(resolve, 150 * seed + 70));
      await influx.kill();
      await influx.restart();
      await new Promise((resolve) => setTimeout(resolve, 500));
      stopped = true;
      await writing;
      expect(acknowledged).toBeGreaterThan(400);
      expect(await countOf(store)).toBe(acknowledged);
    },
    90_000,
  );

  it('gives the batch back when the server stays away, and stores it when it is there again', async () => {
    const store = await open({ url: influx.url, writeDeadlineMs: 1_500, requestTimeoutMs: 500 });
    await influx.kill();
    await expect(store.write(batch(10))).rejects.toMatchObject({ name: 'TransientError', errorClass: 'connectivity' });
    await expect(countOf(store)).rejects.toMatchObject({ name: 'TransientError', errorClass: 'connectivity' });
    await influx.restart();
    expect((await store.write(batch(10))).stored).toBe(10);
    expect(await countOf(store)).toBe(10);
  }, 60_000);

  it('holds with a remedy when the token is wrong or the bucket is missing, reading and writing', async () => {
    const wrong = await open({ writeToken: 'wrong' });
    await expect(wrong.write(batch(1))).rejects.toMatchObject({
      errorClass: 'authentication',
      message: expect.stringContaining('lodestream store apply'),
    });
    await expect((await open({ readToken: 'wrong' })).series(aQuery())).rejects.toMatchObject({ errorClass: 'authentication' });
    const elsewhere = await open({ bucketPrefix: 'nowhere-' });
    await expect(elsewhere.write(batch(1))).rejects.toMatchObject({
      errorClass: 'authentication',
      message: expect.stringContaining('nowhere-short'),
    });
    await expect(elsewhere.deleteBefore('short', origin)).rejects.toMatchObject({ errorClass: 'authentication' });
  });

  it('sets up buckets and tokens once, changes what differs, and gives each token one right only', async () => {
    const first = await applyStore(applyOptions());
    const changesOf = ({ buckets, writeToken, readToken }: typeof first): string[] => [
      ...buckets.map(({ change }) => change),
      writeToken.change,
      readToken.change,
    ];
    expect(changesOf(first)).toEqual(['created', 'created', 'created', 'created']);
    const again = await applyStore(applyOptions());
    expect(changesOf(again)).toEqual(['kept', 'kept', 'kept', 'kept']);
    const shorter = contractRetention.map((kept) => ({ ...kept, days: 7 }));
    expect(changesOf(await applyStore({ ...applyOptions(), retention: shorter }))).toEqual(['updated', 'updated', 'kept', 'kept']);
    const more = [...shorter, { name: 'third', measurements: ['third'], days: 1 }];
    expect(changesOf(await applyStore({ ...applyOptions(), retention: more }))).toEqual([
      'kept',
      'kept',
      'created',
      'replaced',
      'replaced',
    ]);
    const [write, read] = [first.writeToken.token!, first.readToken.token!];
    expect([JSON.stringify(first), String(write)].join(' ')).not.toContain(write.reveal());
    const swapped = await open({ writeToken: read.reveal(), readToken: write.reveal() });
    await expect(swapped.write(batch(1))).rejects.toMatchObject({ errorClass: 'authentication' });
    await expect(swapped.series(aQuery())).rejects.toMatchObject({ name: expect.stringMatching(/Error$/) });
    expect(bucketName(bucketPrefix, 'short')).toBe(first.buckets[0]!.name);
  });

  it('says what to do when it may not set anything up', async () => {
    await expect(applyStore({ ...applyOptions(), token: 'wrong' })).rejects.toMatchObject({
      errorClass: 'authentication',
      message: expect.stringContaining('may manage buckets'),
    });
    await expect(applyStore({ ...applyOptions(), org: 'nobody' })).rejects.toThrow(/nobody/);
    await expect(applyStore({ ...applyOptions(), url: 'http://127.0.0.1:9' })).rejects.toMatchObject({ errorClass: 'connectivity' });
  });
});
