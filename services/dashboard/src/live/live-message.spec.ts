import { describe, expect, it } from '@jest/globals';
import { parseSubscribe } from './live-message.js';

describe('a message of a client', () => {
  it.each([{ channels: [] }, { channels: ['fleet', 'miners', 'system', 'miner:rack-1.2/ä b'] }])('subscribes $channels', ({ channels }) => {
    expect(parseSubscribe(JSON.stringify({ subscribe: channels }))).toEqual({ subscribe: channels });
  });

  it.each([
    { text: '', says: /must be JSON/ },
    { text: 'hello', says: /must be JSON/ },
    { text: 'null', says: /must have a list/ },
    { text: '7', says: /must have a list/ },
    { text: '{"subscribe":"fleet"}', says: /must have a list/ },
    { text: '{"subscribe":["weather"]}', says: /no channel "weather"; use/ },
    { text: '{"subscribe":["miner:"]}', says: /no channel/ },
    { text: '{"subscribe":[7]}', says: /no channel 7/ },
    { text: JSON.stringify({ subscribe: [`miner:${'x'.repeat(300)}`] }), says: /no channel/ },
    { text: JSON.stringify({ subscribe: Array.from({ length: 51 }, () => 'fleet') }), says: /at most 50/ },
  ])('is answered $says when it is $text', ({ text, says }) => expect(parseSubscribe(text)).toMatch(says));
});
