import { expect, it } from '@jest/globals';
import { redact } from './redact.js';

it.each([
  { text: '{"password":"canary"}', shown: '{"password":"(hidden)"}' },
  { text: '{"a":1,"api_key" : "can\\"ary","b":2}', shown: '{"a":1,"api_key" : "(hidden)","b":2}' },
  { text: '{"admin_pw":"canary","spwn":1}', shown: '{"admin_pw":"(hidden)","spwn":1}' },
  { text: '{"note":"Bearer canary x"}', shown: '{"note":"Bearer (hidden) x"}' },
  { text: '{"token":12345,"b":2}', shown: '{"token":"(hidden)","b":2}' },
  { text: '{"unlockToken":"canary cut o', shown: '{"unlockToken":"(hidden)"' },
  { text: '/login?user=a&pw_pass=canary&x=1', shown: '/login?user=a&pw_pass=(hidden)&x=1' },
  { text: '{"miner_state":"mining","user":"farm.one"}', shown: '{"miner_state":"mining","user":"farm.one"}' },
])('shows $text as $shown', ({ text, shown }) => expect(redact(text, [])).toBe(shown));

it('knows a secret however it is spelled and wherever it stands', () => {
  const secret = 'can"ary ü-7351';
  const spelled = [secret, encodeURIComponent(secret), JSON.stringify({ x: secret }), Buffer.from(secret).toString('base64')].join(' | ');
  const shown = redact(`said ${spelled}`, [secret]);
  expect(shown).not.toMatch(/ary|7351|Y2Fu/);
});

it('hides no text for an empty or a very short secret', () => expect(redact('a1b2', ['', 'a'])).toBe('a1b2'));
