import { describe, expect, it } from '@jest/globals';
import { isPlainSummary } from './plain-request.js';

const first = 'GET /api/v1/summary HTTP/1.1\r\nhost: 127.10.0.1:8180\r\n';
const asked = `${first}accept: application/json\r\nconnection: keep-alive\r\n\r\n`;

describe('a request for a summary', () => {
  it.each([
    ['as ingestion asks', asked],
    ['with other letters in the names of headers', asked.replace('host', 'Host').replace('connection', 'Connection')],
    ['with a token and a key that nobody looks at', `${first}Authorization: Bearer a\r\nx-api-key: b\r\n\r\n`],
  ])('%s is plain', (_, text) => {
    expect(isPlainSummary(Buffer.from(text))).toBe(true);
  });

  it.each([
    ['of something else', asked.replace('summary', 'status')],
    ['with a question behind it', asked.replace('summary', 'summary?a=1')],
    ['by another method', asked.replace('GET', 'POST')],
    ['of an older version', asked.replace('1.1', '1.0')],
    ['without its host', asked.replace(/host.*\r\n/, '')],
    ['with a body', `${first}content-length: 2\r\n\r\n{}`],
    ['that closes the connection', asked.replace('keep-alive', 'close')],
    ['that wants to go on otherwise', `${first}upgrade: websocket\r\n\r\n`],
    ['of which a part is still to come', asked.slice(0, -2)],
    ['with another one behind it', asked + asked],
    ['with headers without an end', `${first}accept: ${'a'.repeat(3_000)}\r\n\r\n`],
  ])('%s is not', (_, text) => {
    expect(isPlainSummary(Buffer.from(text))).toBe(false);
  });
});
