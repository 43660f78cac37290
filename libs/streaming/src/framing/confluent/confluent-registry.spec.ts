import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSchemaRegistryDouble, type SchemaRegistryDouble } from '@lodestream/test-stack';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeSchemaRegistry } from '../schema-registry.contract.js';
import { ConfluentRegistry } from './confluent-registry.js';

const login = { username: 'lodestream', password: 'open sesame' };
const ourLogin = { username: login.username, password: { reveal: () => login.password } };

describeSchemaRegistry('ConfluentRegistry', async () => {
  const double = await startSchemaRegistryDouble({ login });
  const options = { url: double.url, login: ourLogin, deadlineMs: 2_000 };
  return {
    registry: new ConfluentRegistry({ ...options, register: true }),
    reader: new ConfluentRegistry({ ...options, register: false }),
    add: async (subject, schema) => (double.schemas.register(subject, schema).body as { id: number }).id,
    setAway: async (isAway) => double.misbehave(isAway ? 'reset' : null),
    dispose: () => double.stop(),
  };
});

const schema = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'Thing', fields });

describe('ConfluentRegistry', () => {
  let double: SchemaRegistryDouble;
  beforeEach(async () => void (double = await startSchemaRegistryDouble({ login })));
  afterEach(() => double.stop());
  const registry = (change: object = {}) =>
    new ConfluentRegistry({ url: double.url, login: ourLogin, register: true, deadlineMs: 300, ...change });

  it('refuses a schema that cannot read what its subject holds, for good', async () => {
    await registry().idOf('things-value', schema());
    const incompatible = registry().idOf('things-value', schema({ name: 'id', type: 'string' }));
    await expect(incompatible).rejects.toMatchObject({ name: 'PermanentError', errorClass: 'version' });
  });

  it.each([
    { what: 'never answers', fault: 'silent', errorClass: 'timeout' },
    { what: 'resets', fault: 'reset', errorClass: 'connectivity' },
    { what: 'fails', fault: 500, errorClass: 'dependency' },
    { what: 'is over its limit', fault: 429, errorClass: 'rate_limit' },
    { what: 'redirects', fault: 302, errorClass: 'dependency' },
    { what: 'stands elsewhere', fault: 404, errorClass: 'dependency' },
  ] as const)('may work again where the registry $what: $errorClass', async ({ fault, errorClass }) => {
    double.misbehave(fault);
    await expect(registry().schemaOf(1)).rejects.toMatchObject({ name: 'TransientError', errorClass });
  });

  it('takes a refused credential for something a person will mend, and names no part of it', async () => {
    const stranger = registry({ login: { username: 'x', password: { reveal: () => 'canary-7' } } });
    const error = await stranger.schemaOf(1).catch((e: unknown) => e as Error);
    expect(error).toMatchObject({ name: 'TransientError', errorClass: 'authentication' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/canary|Basic/);
  });
});

describe('an answer that is none', () => {
  let server: Server;
  afterEach(() => void (server.closeAllConnections(), server.close()));
  const answering = async (answer: RequestListener) => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ConfluentRegistry({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, register: true, deadlineMs: 1_000 });
  };

  it.each([
    { what: 'no JSON', body: '<html>' },
    { what: 'JSON without what was asked', body: '{}' },
    { what: 'nothing', body: '' },
    { what: 'more than a schema can be', body: `{"schema":"${'x'.repeat(2_000_000)}"}` },
  ])('is not believed: $what', async ({ body }) => {
    const registry = await answering((_, response) => void response.end(body));
    await expect(registry.schemaOf(1)).rejects.toMatchObject({ name: 'TransientError', errorClass: 'dependency' });
    await expect(registry.idOf('a-value', '"string"')).rejects.toMatchObject({ name: 'TransientError', errorClass: 'dependency' });
  });

  it('knows no Avro schema of an id that belongs to one of another kind', async () => {
    const registry = await answering((_, response) => void response.end('{"schema":"syntax = \\"proto3\\";","schemaType":"PROTOBUF"}'));
    expect(await registry.schemaOf(1)).toBeNull();
  });

  it('ends in time, however slowly it trickles', async () => {
    const registry = await answering((_, response) => {
      const drip = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(drip));
    });
    const began = performance.now();
    await expect(registry.schemaOf(1)).rejects.toMatchObject({ errorClass: 'timeout' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
