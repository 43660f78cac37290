import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeReal, REAL_START_TIMEOUT_MS, startInflux, type RealInflux } from '@lodestream/test-stack';
import type { MinerEvent } from '@lodestream/records';
import { applyStore } from '../influx/apply-store.js';
import { InfluxTelemetryStore } from '../influx/influx-telemetry-store.js';
import { minerEventPoint } from './miner-event.measurement.js';
import { minerTelemetryPoint } from './miner-telemetry.measurement.js';
import { retentionClasses } from './retention-classes.js';
import { aReading } from './sample-readings.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const queries = [...readme.matchAll(/^([^\n]+)\n```flux\n(.*?)```/gms)].map(([, title, flux]) => ({ title: title!, flux: flux! }));
const minute = 60_000;
const from = Math.floor((Date.now() - 3_600_000) / minute) * minute;

describeReal('the Flux queries of the README', ['influxdb'], () => {
  let influx: RealInflux;
  beforeAll(async () => {
    influx = await startInflux();
    await fill(influx);
  }, REAL_START_TIMEOUT_MS);
  afterAll(() => influx?.stop());

  it.each(queries)('$title', async ({ flux }) => {
    expect((await influx.account.rows(flux)).length).toBeGreaterThan(0);
  });

  it('sums a farm of two miners to the hashes a second that were written', async () => {
    const { flux } = queries.find(({ title }) => title.startsWith('Hashrate of the whole farm'))!;
    const rows = await influx.account.rows<{ _value: number }>(flux);
    expect(rows.every(({ _value }) => Math.abs(_value - 2 * 103.71e12) < 1e6)).toBe(true);
  });
});

async function fill({ account }: RealInflux): Promise<void> {
  const retention = retentionClasses();
  const { url, organization: org, token } = account;
  const applied = await applyStore({ url, org, token, retention });
  const store = new InfluxTelemetryStore({ url, org, writeToken: applied.writeToken.token!.reveal(), retention });
  await store.start();
  const shares = { ...aReading().shares, rejected_delta: 1 };
  const readings = ['miner-0001', 'miner-0002'].flatMap((miner_id) =>
    [0, 5, 10, 15, 20].map((at) => aReading({ miner_id, shares, timestamp: from + at * minute })),
  );
  const event: MinerEvent = {
    timestamp: from,
    observed_at: from,
    miner_id: 'miner-0001',
    type: 'offline',
    from: 'hashing',
    to: 'offline',
    detail: null,
    evidence: {},
  };
  const { stored } = await store.write([...readings.map(minerTelemetryPoint), minerEventPoint(event)]);
  expect(stored).toBe(11);
  await store.stop();
}
