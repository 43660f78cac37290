import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { probeInfluxdb } from './influxdb.probe.mjs';

const servers = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

/** A server that answers as InfluxDB does when it is healthy, set up, and knows the token "good". */
async function anInfluxdb(changes = {}) {
  const answers = {
    '/health': () => [200, '{"status":"pass"}'],
    '/api/v2/setup': () => [200, '{"allowed":false}'],
    '/api/v2/buckets?limit=1': ({ authorization }) => (authorization === 'Token good' ? [200, '{}'] : [401, '{}']),
    ...changes,
  };
  const server = createServer((request, answer) => {
    const [status, body] = answers[request.url]?.(request.headers) ?? [404, ''];
    answer.writeHead(status).end(body);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

describe('the probe of InfluxDB', () => {
  it('is content with a healthy one that is set up and takes the token', async () => {
    expect(await probeInfluxdb({ url: await anInfluxdb(), token: 'good' })).toBeNull();
  });

  it.each([
    {
      what: 'is starting',
      changes: { '/health': () => [503, '{"status":"fail"}'] },
      problem: /\/health answers 503/,
    },
    {
      what: 'is not set up',
      changes: { '/api/v2/setup': () => [200, '{"allowed":true}'] },
      problem: /not set up yet/,
    },
    { what: 'is something else', changes: { '/health': () => [200, '<html>'] }, problem: /http:\/\/127/ },
    {
      what: 'sends without end',
      changes: { '/health': () => [200, 'x'.repeat(2 << 20)] },
      problem: /too long/,
    },
  ])('is not content with one that $what', async ({ changes, problem }) => {
    expect(await probeInfluxdb({ url: await anInfluxdb(changes), token: 'good' })).toMatch(problem);
  });

  it('is not content with one of another token', async () => {
    expect(await probeInfluxdb({ url: await anInfluxdb(), token: 'other' })).toMatch(/refuses .* token \(HTTP 401\)/);
  });

  it('says where nobody listens', async () => {
    expect(await probeInfluxdb({ url: 'http://127.0.0.1:1' })).toMatch(/ECONNREFUSED/);
  });
});
