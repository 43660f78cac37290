import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { HealthRegistry } from '../health/health-registry.js';
import { ManagementServer } from './management-server.js';
import { checkedBody, type Operation } from './operations.js';

class Inner {
  @IsInt()
  limit!: number;
}

class Asked {
  @IsString()
  name!: string;

  @ValidateNested()
  @Type(() => Inner)
  filter: Inner = Object.assign(new Inner(), { limit: 1 });
}

const operations: Readonly<Record<string, Operation>> = {
  'a.greet': async (body) => ({ greeted: checkedBody(Asked, body).name }),
  'a.fail': () => Promise.reject(new PermanentError('the disk is full', 'storage')),
};
let server: ManagementServer;
beforeAll(async () => {
  server = new ManagementServer({
    host: '127.0.0.1',
    port: 0,
    health: new HealthRegistry(),
    registries: () => [],
    operations: () => operations,
  });
  await server.start();
});
afterAll(() => server.stop());

async function ask(body: string, name = 'a.greet', type = 'application/json') {
  const answer = await fetch(`${server.url()}/operations/${name}`, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as Record<string, unknown> };
}

describe('an operation', () => {
  it('answers what came of it', async () => {
    expect(await ask('{"name":"anna"}')).toEqual({ status: 200, type: 'application/json', body: { greeted: 'anna' } });
  });

  it.each([
    { what: 'no JSON', body: '{', status: 400 },
    { what: 'no object', body: '["name"]', status: 400 },
    { what: 'no name', body: '{}', status: 400, fields: ['name'] },
    { what: 'a wrong name', body: '{"name":7}', status: 400, fields: ['name'] },
    { what: 'a field nobody knows', body: '{"name":"anna","nmae":"x"}', status: 400, fields: ['nmae'] },
    { what: 'a wrong field inside another', body: '{"name":"anna","filter":{"limit":"x"}}', status: 400, fields: ['filter.limit'] },
    { what: 'too much', body: JSON.stringify({ name: 'x'.repeat(300_000) }), status: 413 },
    { what: 'far too much', body: JSON.stringify({ name: 'x'.repeat(2_000_000) }), status: 413 },
  ])('is refused with a problem of $status for $what', async ({ body, status, fields }) => {
    const answer = await ask(body);
    expect(answer).toMatchObject({
      status,
      type: 'application/problem+json',
      body: { type: 'about:blank', status, title: expect.any(String), detail: expect.any(String) },
    });
    const errors = answer.body['errors'] as { field: string }[] | undefined;
    expect(errors?.map(({ field }) => field)).toEqual(fields);
  });

  it.each([
    { what: 'of no such name', name: 'a.b', type: 'application/json', status: 404, detail: 'There is no operation "a.b".' },
    { what: 'of another type', name: 'a.greet', type: 'text/plain', status: 415, detail: 'A body must be application/json.' },
    { what: 'that fails', name: 'a.fail', type: 'application/json', status: 500, detail: 'the disk is full' },
  ])('$what answers a problem of $status', async ({ name, type, status, detail }) => {
    expect(await ask('{}', name, type)).toMatchObject({ status, type: 'application/problem+json', body: { status, detail } });
  });
});
