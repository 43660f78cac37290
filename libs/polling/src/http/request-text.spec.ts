import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '@lodestream/component';
import { requestText } from './request-text.js';

const origin = { address: '10.0.0.7', port: 80 };

describe('the text of a request', () => {
  it('holds what HTTP/1.1 wants, and says what we read', () => {
    expect(requestText({ method: 'GET', path: '/api', headers: { 'x-a': 'b' } }, origin)).toBe(
      'GET /api HTTP/1.1\r\nhost: 10.0.0.7\r\naccept: application/json\r\nconnection: keep-alive\r\nx-a: b\r\n\r\n',
    );
  });

  it.each([
    { address: '10.0.0.7', port: 8080, host: '10.0.0.7:8080' },
    { address: 'fd12::9', port: 80, host: '[fd12::9]' },
    { address: 'miner.example', port: 81, host: 'miner.example:81' },
  ])('names $address and $port as $host', ({ host, ...where }) => {
    expect(requestText({ method: 'GET', path: '/' }, where)).toContain(`\r\nhost: ${host}\r\n`);
  });

  it('tells the length of a body in bytes', () => {
    expect(requestText({ method: 'POST', path: '/', body: 'ä' }, origin)).toMatch(/\r\ncontent-length: 2\r\n\r\nä$/);
  });

  it.each([
    ['a path that would end the line', { path: '/a\r\nx: y' }],
    ['a path with a space', { path: '/a b' }],
    ['a path that is none', { path: 'http://10.0.0.8/' }],
    ['a header that would begin another', { headers: { a: 'secret\r\nb: c' } }],
    ['a header with a line end alone', { headers: { a: 'secret\nb' } }],
    ['a name that is none', { headers: { 'a b': 'secret' } }],
  ])('refuses %s, and does not tell the value', (_name, wrong) => {
    const write = (): string => requestText({ method: 'GET', path: '/', ...wrong }, origin);
    expect(write).toThrow(PermanentError);
    expect(write).not.toThrow(/secret/);
  });
});
