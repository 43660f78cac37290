import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { silentLog, systemClock } from '@lodestream/component';
import { HealthRegistry, OperationRegistry, RunningService, type ServiceContext } from '@lodestream/service-kit';
import { Server } from '@nestjs/microservices';
import { MinerIngestionConfig, minerIngestion } from '../src/index.js';
import { eventually, IngestionHarness } from './ingestion-harness.js';

/** A transport that brings nothing: the service reads the bus itself. */
class SilentTransport extends Server {
  listen(done: () => void): void {
    done();
  }
  close(): void {}
  on(): void {}
  unwrap<T>(): T {
    return this as unknown as T;
  }
}

describe('the service as its host runs it', () => {
  it('starts with its application, answers for its health, and stops with it', async () => {
    const { bus, registry } = await new IngestionHarness().open();
    const health = new HealthRegistry();
    const identity = { service: minerIngestion.name, instance: 'one', version: '0' };
    const store = {} as ServiceContext['store'];
    const context: ServiceContext = {
      identity,
      bus,
      store,
      clock: systemClock,
      log: silentLog,
      registry,
      health,
      operations: new OperationRegistry(),
      topicPrefix: 'mining.',
    };
    const service = new RunningService(minerIngestion, new MinerIngestionConfig(), context, new SilentTransport());
    await service.start();
    await eventually(async () => Object.values(health.answers()).every(({ ready }) => ready));
    expect(health.answers()).toEqual({ 'miner-ingestion/publishing': { ready: true }, 'miner-ingestion/fleet': { ready: true } });
    await service.stop();
    expect(health.answers()['miner-ingestion/fleet']).toMatchObject({ ready: false });
    await bus.stop();
  });
});
