import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FleetMiner, topics } from '@lodestream/records';
import { aMiner } from './a-reading.js';
import { FakeMiner, fromTable, healthyS21 } from './fake-miner.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

let harness: IngestionHarness;
const devices: FakeMiner[] = [];

beforeEach(async () => void (harness = await new IngestionHarness().open()));
afterEach(async () => {
  await harness.close();
  for (const device of devices.splice(0)) await device.stop();
  expect(harness.bugs).toEqual([]);
});

async function aDevice(): Promise<{ device: FakeMiner; ip: string; port: number }> {
  const device = new FakeMiner(fromTable({ ...healthyS21(), 'POST /api/v1/unlock': { status: 403 } }));
  devices.push(device);
  const { address, port } = await device.start();
  return { device, ip: address, port };
}

const shown = ({ requests }: FakeMiner): string[] =>
  requests.filter(({ line }) => line === 'POST /api/v1/unlock').map(({ body }) => (JSON.parse(body) as { pw: string }).pw);

describe('a miner is shown', () => {
  it('the login that its record names, and no other', async () => {
    const [own, borrower, open, brought] = await Promise.all([aDevice(), aDevice(), aDevice(), aDevice()]);
    const line = (id: string, { ip, port }: { ip: string; port: number }, more: object) => ({
      id,
      ip,
      port,
      polling_interval_seconds: 1,
      ...more,
    });
    const record: FleetMiner = {
      ...aMiner().record,
      ...{ miner_id: 'brought', origin: 'page', address: brought.ip, port: brought.port, interval_ms: 1_000 },
      credential_ref: 'shared:second',
    };
    await harness.bus.send('mining.fleet.miners', [{ key: record.miner_id, value: topics.fleetMiners.codec.encode(record) }]);
    await harness.run({
      miners: [line('own', own, { password: 'of-own' }), line('borrower', borrower, { credential: 'hall' }), line('open', open, {})],
      miner_ingestion: {
        credentials: [
          { name: 'hall', password: 'of-the-hall' },
          { name: 'second', password: 'of-the-second' },
        ],
      },
    });
    await eventually(async () => [own, borrower, brought].every(({ device }) => shown(device).length > 0));
    await eventually(async () => (await harness.telemetry()).filter(({ miner_id }) => miner_id === 'open').length >= 2);
    expect([own, borrower, brought, open].map(({ device }) => [...new Set(shown(device))])).toEqual([
      ['of-own'],
      ['of-the-hall'],
      ['of-the-second'],
      [],
    ]);
  });

  it('none where this process does not have what its record names, and is read all the same', async () => {
    const { device, ip, port } = await aDevice();
    const record: FleetMiner = {
      ...aMiner().record,
      miner_id: 'm',
      origin: 'page',
      address: ip,
      port,
      interval_ms: 1_000,
      credential_ref: 'shared:gone',
    };
    await harness.bus.send('mining.fleet.miners', [{ key: 'm', value: topics.fleetMiners.codec.encode(record) }]);
    await harness.run({ miners: [] });
    await eventually(async () => (await harness.telemetry()).length >= 2);
    expect(shown(device)).toEqual([]);
  });
});
