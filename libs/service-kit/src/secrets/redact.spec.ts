import { expect, it } from '@jest/globals';
import { redact } from './redact.js';

it.each([
  { text: '{"password":"canary"}', shown: '{"password":"(hidden)"}' },
  { text: '{"a":1,"api_key" : "can\\"ary","b":2}', shown: '{"a":1,"api_key" : "(hidden)","b":2}' },
  { text: '{"admin_pw":"canary","spwn":1}', shown: '{"admin_pw":"(hidden)","spwn":1}' },
  { text: '{"note":"Bearer canary x"}', shown: '{"note":"Bearer (hidden) x"}' },
  { text: '{"token":12345,"b":2}', shown: '{"token":"(hidden)","b":2}' },
  { text: '{"unlockToken":"canary cut o', shown: '{"unlockToken":"(hidden)"' },
  { text: '{"tokens":["canary","canary"],"b":2}', shown: '{"tokens":"(hidden)","b":2}' },
  { text: '{"api_keys":[{"key":"canary"},{"key":"canary', shown: '{"api_keys":"(hidden)"' },
  { text: '{"secrets":{"a":"canary"},"b":2}', shown: '{"secrets":"(hidden)","b":2}' },
  { text: '/login?user=a&pw_pass=canary&x=1', shown: '/login?user=a&pw_pass=(hidden)&x=1' },
  { text: '{"miner_state":"mining","user":"farm.one"}', shown: '{"miner_state":"mining","user":"farm.one"}' },
])('shows $text as $shown', ({ text, shown }) => expect(redact(text, [])).toBe(shown));

it('knows a secret however it is spelled and wherever it stands', () => {
  const secret = 'can"ary ü-7351';
  const spelled = [secret, encodeURIComponent(secret), JSON.stringify({ x: secret }), Buffer.from(secret).toString('base64')].join(' | ');
  const shown = redact(`said ${spelled}`, [secret]);
  expect(shown).not.toMatch(/ary|7351|Y2Fu/);
});

it.each([
  ['a JSON that escapes the slash', 'can/"ary', '"can\\/\\"ary"'],
  ['a JSON that is plain ASCII', 'canü/ary', '"can\\u00fc\\/ary"'],
  ['an address with small letters', 'can/ary?', 'can%2fary%3f'],
  ['a form', "can ary'~", 'can+ary%27%7E'],
  ['an HTML page', `can<"ary'&`, 'can&lt;&quot;ary&#39;&amp;'],
  ['another HTML page', `can<"ary'&`, 'can&lt;&#34;ary&#39;&amp;'],
  ['base64 for addresses', 'can?ary>>?', 'Y2FuP2FyeT4-Pw'],
])('knows a secret as it stands in %s', (_where, secret, text) => expect(redact(`[${text}]`, [secret])).toMatch(/^\["?\(hidden\)"?\]$/));

it('shows no half of a secret where the text was cut', () => {
  const secret = 'canary-735/1';
  const texts = [secret, secret.replace('/', '\\/'), Buffer.from(secret).toString('base64')].flatMap((text) => [
    text.slice(0, 4),
    text.slice(0, -1),
  ]);
  for (const half of texts) expect(redact(`said ${secret} ${half}`, [secret])).toBe('said (hidden) ');
});

it('hides the longer of two secrets whole', () => expect(redact('[canary-7351]', ['canary', 'canary-7351'])).toBe('[(hidden)]'));

it('hides no text for an empty or a very short secret', () => expect(redact('a1b2', ['', 'a'])).toBe('a1b2'));
