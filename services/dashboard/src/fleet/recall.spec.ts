import { describe, expect, it } from '@jest/globals';
import { FakeTelemetryStore, minerTelemetryPoint, minerTelemetrySchema } from '@lodestream/telemetry-store';
import { anOffline, aReading, sampleNow } from '../../test/samples.js';
import { measuredFields, recalledFields, recallRows } from './recall.js';
import { rowOf } from './miner-row.js';

async function recalled(...records: ReturnType<typeof aReading>[]) {
  const store = new FakeTelemetryStore();
  await store.write(records.map(minerTelemetryPoint));
  return recallRows(store, sampleNow - 3_600_000);
}

describe('what the store recalls', () => {
  it('is asked for by names of its public schema only', () => {
    const names = minerTelemetrySchema.map(({ name }) => name);
    expect([...recalledFields, ...measuredFields].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('is the newest reading as a row', async () => {
    const newest = aReading('m1', { observed_at: sampleNow + 10_000, state: 'degraded', power: { consumption: 1 } });
    const rows = await recalled(aReading('m1'), newest);
    const unkept = { fan_percent: null, worst: null, trouble: null };
    expect(rows).toEqual([{ row: { ...rowOf(newest), ...unkept }, heardAtMs: sampleNow + 10_000 }]);
  });

  it('has of an offline miner the time at which it was last read', async () => {
    const rows = await recalled(aReading('m1'), anOffline('m1', { observed_at: sampleNow + 40_000 }));
    expect(rows).toEqual([{ row: expect.objectContaining({ state: 'offline', observed_at: sampleNow }), heardAtMs: sampleNow + 40_000 }]);
  });

  it('claims no time for a miner that was never read', async () => {
    const [row] = await recalled(anOffline('m1'));
    expect(row?.row).toMatchObject({ state: 'offline', observed_at: null, hashrate: { value: null, unit: null } });
  });
});
