import { type Clock, silentLog } from '@lodestream/component';
import { dashboard, DashboardConfig } from '@lodestream/dashboard';
import { marketPolling } from '@lodestream/market-polling';
import { HealthRegistry, ServiceHost, validateSection } from '@lodestream/service-kit';
import { FakeEventBus, StreamTransport } from '@lodestream/streaming';
import { FakeTelemetryStore } from '@lodestream/telemetry-store';
import { telemetryWriter } from '@lodestream/telemetry-writer';
import { freePorts } from '@lodestream/test-stack';
import { topicSettings } from '../src/parts/topic-settings.js';

/** The services of the market in one process, on parts in memory. */
export interface MarketHost {
  readonly host: ServiceHost;
  readonly bus: FakeEventBus;
  readonly store: FakeTelemetryStore;
  /** Where the page's REST answers. */
  readonly url: string;
}

/** Market-polling under `marketData`, the writer and the page, not started. */
export async function openMarketHost(marketData: object, clock: Clock): Promise<MarketHost> {
  const [bus, store] = [new FakeEventBus(), new FakeTelemetryStore()];
  const [port] = await freePorts(1);
  const page = new DashboardConfig();
  Object.assign(page.dashboard, { port });
  const host = new ServiceHost({
    instance: 'one',
    version: '0',
    topicPrefix: 'mining.',
    topics: topicSettings('mining.'),
    bus,
    store,
    clock,
    health: new HealthRegistry(),
    logFor: () => silentLog,
    transportFor: ({ registry, log, topicPrefix }) => {
      const strategy = new StreamTransport({ bus, registry, clock, log, topicPrefix, instance: 'one', onBug: () => {} });
      return { strategy, status: strategy };
    },
    services: [
      { definition: dashboard as never, config: page },
      { definition: telemetryWriter as never, config: validateSection(telemetryWriter.config, {}).instance },
      { definition: marketPolling as never, config: validateSection(marketPolling.config, { market_data: marketData }).instance },
    ],
  });
  return { host, bus, store, url: `http://127.0.0.1:${port}/api/v1/market` };
}
