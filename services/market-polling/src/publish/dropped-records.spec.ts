import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import { DroppedRecords } from './dropped-records.js';

const minute = 60_000;

async function counted(registry: Registry): Promise<Record<string, number>> {
  const { values } = await registry.getSingleMetric('market_polling_messages_dropped_total')!.get();
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels['reason']), value]));
}

describe('records that were dropped', () => {
  it('are none at first, and no reason not to be ready', async () => {
    const registry = new Registry();
    const drops = new DroppedRecords(registry, new FakeClock());
    expect(drops.health()).toEqual({ ready: true });
    expect(await counted(registry)).toEqual({ full: 0, refused: 0 });
  });

  it('are counted by reason, and a reason not to be ready while the last of them is recent', async () => {
    const [registry, clock] = [new Registry(), new FakeClock()];
    const drops = new DroppedRecords(registry, clock);
    drops.dropped('full', 3);
    await clock.advance(10 * minute);
    drops.dropped('refused', 2);
    await clock.advance(10 * minute);
    expect(drops.health()).toEqual({
      ready: false,
      reason: '5 records were dropped lately: the last ones were refused by the bus for good',
    });
    await clock.advance(5 * minute);
    expect(drops.health()).toEqual({ ready: true });
    drops.dropped('full', 1);
    expect(drops.health()).toMatchObject({ reason: '1 records were dropped lately: the last ones had no room while the bus was away' });
    expect(await counted(registry)).toEqual({ full: 4, refused: 2 });
  });
});
