import { expect, it } from '@jest/globals';
import { setHeader } from './set-header.js';

it.each(['source', '__proto__', 'constructor'])('a header called %s is one like any other', (name) => {
  const headers: Record<string, string> = {};
  setHeader(headers, name, 'first');
  setHeader(headers, name, 'last');
  expect(Object.entries(headers)).toEqual([[name, 'last']]);
});
