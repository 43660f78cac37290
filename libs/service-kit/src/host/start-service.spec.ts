import { describe, expect, it } from '@jest/globals';
import { silentLog } from '@lodestream/component';
import { Server } from '@nestjs/microservices';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceContext, ServiceDefinition } from '../service-definition.js';
import { RunningService } from './start-service.js';

/** A transport that brings nothing. */
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

class NoConfig {}
class NothingModule {}

describe('a running service', () => {
  it('says which setting to change where its port is taken, as something to be had later', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const definition: ServiceDefinition<NoConfig> = {
      name: 'hall',
      config: NoConfig,
      module: () => ({ module: NothingModule }),
      listens: () => ({ host: '127.0.0.1', port }),
    };
    const service = new RunningService(definition, new NoConfig(), { log: silentLog } as ServiceContext, new SilentTransport());
    await expect(service.start()).rejects.toMatchObject({
      name: 'TransientError',
      message: `The hall can't listen on 127.0.0.1:${port} (EADDRINUSE); give hall.port a port that is free and allowed.`,
    });
    await service.stop();
    other.close();
  });
});
