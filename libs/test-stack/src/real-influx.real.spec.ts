import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS, startInflux, type RealInflux } from './index.js';

async function write({ url, account }: RealInflux, bucket: string, line: string, timeoutMs = 10_000): Promise<number> {
  const answer = await fetch(`${url}/api/v2/write?org=${account.organization}&bucket=${bucket}&precision=ms`, {
    method: 'POST',
    headers: { authorization: `Token ${account.token}` },
    body: line,
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.body?.cancel();
  return answer.status;
}

describeReal('a real InfluxDB', ['influxdb'], () => {
  let influx: RealInflux;
  beforeAll(async () => void (influx = await startInflux()), REAL_START_TIMEOUT_MS);
  afterAll(() => influx?.stop());

  it('keeps what it acknowledged when it is killed and started again', async () => {
    const bucket = await influx.account.createBucket();
    expect(await write(influx, bucket, `miner,id=a hashrate=1.5 ${Date.now()}`)).toBe(204);
    await influx.kill();
    await expect(write(influx, bucket, 'miner,id=a hashrate=2')).rejects.toThrow('fetch failed');
    await influx.restart();
    const rows = await influx.account.rows(`from(bucket: "${bucket}") |> range(start: -1h)`);
    expect(rows).toEqual([expect.objectContaining({ _measurement: 'miner', id: 'a', _value: 1.5 })]);
  }, 60_000);

  it('answers nothing while it is frozen, and goes on afterwards', async () => {
    const bucket = await influx.account.createBucket();
    influx.pause();
    await expect(write(influx, bucket, 'miner,id=b hashrate=1', 1_000)).rejects.toThrow(/timeout/);
    influx.resume();
    expect(await write(influx, bucket, 'miner,id=b hashrate=1')).toBe(204);
  });

  it('tells nobody its profiles, which costs it a seventh of its CPU', async () => {
    const answer = await fetch(`${influx.url}/debug/pprof/heap?debug=1`);
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('disabled')]);
  });

  it('makes buckets with a retention, and deletes them', async () => {
    const bucket = await influx.account.createBucket({ retentionSeconds: 3_600 });
    const hoursAgo = Date.now() - 7_200_000;
    expect(await write(influx, bucket, `miner,id=c hashrate=1 ${hoursAgo}`)).toBe(422);
    await influx.account.deleteBucket(bucket);
    expect(await write(influx, bucket, 'miner,id=c hashrate=1')).toBe(404);
  });
});
