import { describe, expect, it } from '@jest/globals';
import { plainRequest } from './plain-request.js';

const first = 'GET /api/v1/summary HTTP/1.1\r\nhost: 127.10.0.1:8180\r\n';
const asked = `${first}accept: application/json\r\nconnection: keep-alive\r\n\r\n`;
const read = (text: string) => plainRequest(Buffer.from(text));

describe('a request', () => {
  it.each([
    ['as ingestion asks', asked, '/api/v1/summary', {}],
    [
      'with other letters in the names of headers',
      asked.replace('host', 'Host').replace('connection', 'Connection'),
      '/api/v1/summary',
      {},
    ],
    ['with a question behind its path', asked.replace('summary', 'metrics?step=60'), '/api/v1/metrics?step=60', {}],
    ['with a token', `${first}Authorization: Bearer a b\r\naccept: b\r\n\r\n`, '/api/v1/summary', { authorization: 'Bearer a b' }],
    ['with a key', `${first}accept: b\r\nX-Api-Key: b\r\n\r\n`, '/api/v1/summary', { 'x-api-key': 'b' }],
  ])('%s is plain', (_, text, url, headers) => {
    expect(read(text)).toEqual({ method: 'GET', url, headers });
  });

  it.each([
    ['by another method', asked.replace('GET', 'POST')],
    ['of an older version', asked.replace('1.1', '1.0')],
    ['without its host', asked.replace(/host.*\r\n/, '')],
    ['with a body', `${first}content-length: 2\r\n\r\n{}`],
    ['that closes the connection', asked.replace('keep-alive', 'close')],
    ['that wants to go on otherwise', `${first}upgrade: websocket\r\n\r\n`],
    ['with two tokens', `${first}authorization: a\r\nAuthorization: b\r\n\r\n`],
    ['with a header of nothing', `${first}x-api-key: \r\n\r\n`],
    ['of which a part is still to come', asked.slice(0, -2)],
    ['with another one behind it', asked + asked],
    ['with headers without an end', `${first}accept: ${'a'.repeat(3_000)}\r\n\r\n`],
    ['for a whole address', asked.replace('/api', 'http://miner/api')],
  ])('%s is not', (_, text) => {
    expect(read(text)).toBeNull();
  });
});
