import { expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { Registry } from 'prom-client';
import { MarketHarness } from './market-harness.js';

it('records that the bus refuses for good show in the metrics and in the readiness', async () => {
  const harness = new MarketHarness(() => ({
    body: [{ id: 'bitcoin', current_price: 100_000, last_updated: '2026-01-01T00:00:00.000Z' }],
  }));
  const registry = new Registry();
  const networks = { explorers: false, minerstat: false };
  const service = harness.create({ coingecko: { coins: ['bitcoin'], tier: 'demo' }, networks }, { registry });
  expect(service.publishingHealth()).toEqual({ ready: true });
  harness.bus.failure = new PermanentError('too large', 'validation');
  await harness.begin(service);
  await harness.clock.advance(60_000);
  await service.stop();
  expect(service.publishingHealth()).toMatchObject({ ready: false, reason: expect.stringContaining('refused by the bus') });
  expect(await registry.metrics()).toMatch(/market_polling_messages_dropped_total\{reason="refused"\} [1-9]/);
});
