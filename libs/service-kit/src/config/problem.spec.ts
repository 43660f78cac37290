import { describe, expect, it } from '@jest/globals';
import { showValue } from './problem.js';

describe('a value, as a problem shows it', () => {
  it.each([
    { path: 'a.password', value: 'hunter2', shown: '(hidden)' },
    { path: 'a.url', value: 'https://anna:hunter2@host/api', shown: '"https://(hidden)@host/api"' },
    { path: 'a.url', value: 'https://host/api?key=hunter2', shown: '"https://host/api?(hidden)"' },
    { path: 'a.url', value: 'https://anna:p@host/?key=hunter2#there', shown: '"https://(hidden)@host/?(hidden)"' },
    { path: 'a.url', value: 'https://host/api#hunter2', shown: '"https://host/api#(hidden)"' },
    { path: 'a', value: [{ token: 'hunter2', url: 'http://h/?k=hunter2' }], shown: '[{"token":"(hidden)","url":"http://h/?(hidden)"}]' },
    { path: 'a.question', value: 'why? because', shown: '"why? because"' },
    { path: 'a.b', value: undefined, shown: '(absent)' },
  ])('is $shown for $value at $path', ({ path, value, shown }) => {
    expect(showValue(path, value)).toBe(shown);
  });
});
