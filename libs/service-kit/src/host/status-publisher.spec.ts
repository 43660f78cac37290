import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLog, systemClock } from '@lodestream/component';
import { topics, type ServiceIntegration } from '@lodestream/records';
import { emptyLedger } from '@lodestream/streaming';
import { HealthRegistry } from '../health/health-registry.js';
import type { ServiceContext } from '../service-definition.js';
import { StatusPublisher } from './status-publisher.js';

const source = { standing: () => ({ lag: {}, ledger: emptyLedger, lastError: null }) };
let publisher: StatusPublisher | undefined;
afterEach(() => publisher?.stop());

/** A publisher on a bus that is told how to answer, and how late it is. */
function publishing(send: (topic: string, messages: readonly { value: Buffer }[]) => Promise<unknown>): {
  health: HealthRegistry;
  now: { ms: number };
} {
  const health = new HealthRegistry();
  const now = { ms: 1_000 };
  const identity = { service: 'writer', instance: 'writer-1', version: '0.0.0' };
  const context = { bus: { send }, health, identity, clock: systemClock, topicPrefix: 'mining.', log: silentLog };
  publisher = new StatusPublisher(context as unknown as ServiceContext, source, () => now.ms);
  return { health, now };
}

describe('StatusPublisher', () => {
  it('fails readiness within 15 s, with the reason, when the bus takes nothing, though the service has nothing else to send', async () => {
    const silence = Promise.withResolvers<unknown>();
    const { health, now } = publishing(() => silence.promise);
    await publisher!.start();
    now.ms += 14_999;
    expect(health.answers()).toEqual({ 'writer/bus': { ready: true } });
    now.ms += 1;
    const reason = expect.stringContaining('the event bus has taken nothing for 15 s');
    expect(health.answers()).toEqual({ 'writer/bus': { ready: false, reason } });
    silence.resolve([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(health.answers()).toEqual({ 'writer/bus': { ready: true } });
  });

  it('takes a refusal for what it is: nothing taken', async () => {
    const { health, now } = publishing(() => Promise.reject(new Error('away')));
    await publisher!.start();
    await new Promise((resolve) => setImmediate(resolve));
    now.ms += 15_000;
    expect(health.answers()['writer/bus']).toMatchObject({ ready: false });
  });

  it('tells how far behind the service is in what it follows by itself, as last known where that can not be asked', async () => {
    const sent: { value: Buffer }[] = [];
    const { health } = publishing((_topic, messages) => Promise.resolve(sent.push(...messages)));
    const lags = [() => Promise.resolve({ 'mining.fleet.miners': 7 }), () => Promise.reject(new Error('away'))];
    health.registerLag('writer', () => lags.shift()!());
    health.registerLag('other', () => Promise.resolve({ elsewhere: 1 }));
    await publisher!.start();
    await systemClock.sleep(50);
    await publisher!.stop();
    const told = sent.map(({ value }) => topics.serviceStatus.codec.decode(value).lag);
    expect(told).toEqual([{ 'mining.fleet.miners': 7 }, { 'mining.fleet.miners': 7 }]);
  });

  it('tells how its integrations stand, and nothing of those of others', async () => {
    const sent: { value: Buffer }[] = [];
    const { health } = publishing((_topic, messages) => Promise.resolve(sent.push(...messages)));
    const pool: ServiceIntegration = {
      id: 'pool:one',
      state: 'up',
      since: 1,
      last_answer_at: 2,
      last_error: null,
      paused_until: null,
      paused_by: null,
      paused_reason: null,
      budget: null,
      requests: [],
    };
    health.registerIntegrations('writer', () => [pool]);
    health.registerIntegrations('other', () => [{ ...pool, id: 'pool:two' }]);
    await publisher!.start();
    await publisher!.stop();
    expect(topics.serviceStatus.codec.decode(sent.at(-1)!.value).integrations).toEqual([pool]);
  });
});
