import { describe, expect, it } from '@jest/globals';
import { silentLog } from '@lodestream/component';
import { connectionConfig, consumerConfig, patientRetry, producerConfig } from './client-config.js';
import { resolveOptions } from './kafka-options.js';

const options = resolveOptions({ brokers: ['127.0.0.1:9092'], clientId: 'test' });
const tenMinutesMs = 600_000;

/** How long a retry policy goes on at least: kafkajs shortens each pause by the factor at most. */
function shortestMs({ retries, initialRetryTime, maxRetryTime, multiplier, factor }: typeof patientRetry): number {
  let total = 0;
  for (let tries = 0, pause = initialRetryTime; tries < Math.min(retries, 10_000); tries += 1) {
    total += pause * (1 - factor);
    pause = Math.min(pause * (1 - factor) * multiplier, maxRetryTime);
  }
  return total;
}

describe('the configuration of kafkajs', () => {
  it('makes producers idempotent, with one request in flight, and never creates topics by a typing error', () => {
    expect(producerConfig).toMatchObject({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    expect(consumerConfig(options).allowAutoTopicCreation).toBe(false);
  });

  it('retries for longer than an outage of ten minutes, and notices its end within a second', () => {
    expect(shortestMs({ ...patientRetry, factor: 0.2 })).toBeGreaterThan(tenMinutesMs * 0.9);
    expect(patientRetry.retries * patientRetry.maxRetryTime).toBeGreaterThan(tenMinutesMs);
    expect(shortestMs(producerConfig.retry)).toBeGreaterThan(tenMinutesMs);
    expect(options.timeouts.deliveryMs).toBeGreaterThan(tenMinutesMs);
    for (const retry of [patientRetry, producerConfig.retry, consumerConfig(options).retry])
      expect(retry?.maxRetryTime).toBeLessThanOrEqual(1_000);
  });

  it('leaves restarts to the supervisor', async () => {
    await expect(consumerConfig(options).retry?.restartOnFailure?.(new Error('crash'))).resolves.toBe(false);
  });

  it('has sessions of ten seconds, with several heartbeats in each and time left for the margin', () => {
    const { sessionTimeout = 0, heartbeatInterval = 0, rebalanceTimeout = 0 } = consumerConfig(options);
    expect(sessionTimeout).toBe(10_000);
    expect(heartbeatInterval * 3).toBeLessThanOrEqual(sessionTimeout - options.timeouts.ownershipMarginMs);
    expect(rebalanceTimeout).toBeGreaterThan(sessionTimeout);
  });

  it('bounds every fetch in time and bytes, whatever is configured', () => {
    const config = consumerConfig(resolveOptions({ ...options, timeouts: { maxWaitMs: 30_000 } }));
    expect(config.maxWaitTimeInMs).toBe(500);
    expect([config.maxBytes, config.maxBytesPerPartition]).toEqual([8 * 1024 * 1024, 1_100_000]);
  });

  it('reveals credentials to kafkajs alone', () => {
    const password = { reveal: () => 'open sesame', toJSON: () => '(secret)' };
    const withSasl = resolveOptions({
      ...options,
      log: silentLog,
      ssl: { ca: 'pem', serverName: 'kafka' },
      sasl: { mechanism: 'plain', username: 'u', password },
    });
    expect(connectionConfig(withSasl)).toMatchObject({
      ssl: { ca: 'pem', servername: 'kafka' },
      sasl: { username: 'u', password: 'open sesame' },
    });
    expect(JSON.stringify(withSasl)).not.toContain('sesame');
  });
});
