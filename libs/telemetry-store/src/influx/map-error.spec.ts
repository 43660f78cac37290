import { describe, expect, it } from '@jest/globals';
import { HttpError, RequestTimedOutError } from '@influxdata/influxdb-client';
import { verdictOf } from './map-error.js';

const answered = (status: number, body?: unknown, headers: Record<string, string> = {}): HttpError =>
  new HttpError(
    status,
    'as it is',
    body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    headers['retry-after'],
    'application/json',
    undefined,
    headers,
  );
const conflict =
  'failure writing points to database: partial write: field type conflict: input field "a" on measurement "m" is type string, already exists as type float dropped=3';
const tooOld =
  'failure writing points to database: partial write: dropped 2 points outside retention policy of duration 1h0m0s - oldest point m at x, newest point m at y dropped=2';

describe('verdictOf', () => {
  it.each([
    { error: answered(413, { code: 'request too large' }), expected: { kind: 'split' } },
    { error: answered(429, undefined, { 'retry-after': '7' }), expected: { kind: 'wait', errorClass: 'rate_limit', retryAfterMs: 7_000 } },
    { error: answered(429), expected: { kind: 'wait', errorClass: 'rate_limit', retryAfterMs: null } },
    { error: answered(429, undefined, { 'retry-after': 'soon' }), expected: { kind: 'wait', retryAfterMs: null } },
    { error: answered(408), expected: { kind: 'wait', errorClass: 'timeout' } },
    { error: answered(500), expected: { kind: 'wait', errorClass: 'dependency' } },
    {
      error: answered(500, { message: 'unexpected error writing points to database: timeout' }),
      expected: { kind: 'wait', errorClass: 'timeout' },
    },
    { error: answered(504), expected: { kind: 'wait', errorClass: 'timeout' } },
    { error: answered(502, '<html>bad gateway</html>'), expected: { kind: 'wait', errorClass: 'dependency' } },
    { error: answered(503, undefined, { 'retry-after': '2' }), expected: { kind: 'wait', errorClass: 'dependency', retryAfterMs: 2_000 } },
    { error: answered(599), expected: { kind: 'wait' } },
    { error: answered(401), expected: { kind: 'hold', errorClass: 'authentication' } },
    { error: answered(403), expected: { kind: 'hold', errorClass: 'authentication' } },
    {
      error: answered(404, { code: 'not found', message: 'bucket "b" not found' }),
      expected: { kind: 'hold', errorClass: 'authentication', message: expect.stringContaining('bucket "b" not found') },
    },
    { error: answered(405), expected: { kind: 'hold', errorClass: 'integration' } },
    { error: answered(301), expected: { kind: 'hold', errorClass: 'integration' } },
    {
      error: answered(400, { code: 'invalid', message: "unable to parse 'x': missing fields" }),
      expected: { kind: 'lines', isKnown: true, dropped: null },
    },
    { error: answered(422, { code: 'unprocessable entity', message: conflict }), expected: { kind: 'lines', dropped: 3 } },
    { error: answered(422, { code: 'unprocessable entity', message: tooOld }), expected: { kind: 'lines', dropped: 2 } },
    {
      error: answered(400, { code: 'invalid', message: 'points beyond retention policy dropped=1' }),
      expected: { kind: 'lines', isKnown: true, dropped: 1 },
    },
    { error: answered(400, '<html>blocked by a proxy</html>'), expected: { kind: 'lines', isKnown: false } },
    { error: answered(422, { code: 'other', message: 'nobody knows' }), expected: { kind: 'lines', isKnown: false, dropped: null } },
    {
      error: answered(400, { code: 'invalid', message: 'precision "ms" is not understood' }),
      expected: { kind: 'lines', isKnown: false, message: 'InfluxDB answered 400: precision "ms" is not understood' },
    },
    { error: new RequestTimedOutError(), expected: { kind: 'wait', errorClass: 'timeout' } },
    {
      error: Object.assign(new Error('read'), { code: 'ECONNRESET' }),
      expected: { kind: 'wait', errorClass: 'connectivity', message: expect.stringContaining('ECONNRESET') },
    },
    { error: Object.assign(new Error('aborted'), { name: 'AbortError' }), expected: { kind: 'wait', errorClass: 'timeout' } },
  ])('takes $error.message ($error.statusCode) for $expected.kind', ({ error, expected }) => {
    expect(verdictOf(error)).toMatchObject(expected);
  });

  it('understands a date in Retry-After', () => {
    const verdict = verdictOf(answered(503, undefined, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
    expect(verdict).toMatchObject({ kind: 'wait' });
    expect((verdict as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(55_000);
  });
});
