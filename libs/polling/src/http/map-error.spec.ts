import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { mapHttpError, mapHttpStatus } from './map-error.js';

const coded = (code: string): Error => Object.assign(new Error('raw'), { code });

describe('mapHttpError', () => {
  it.each([
    { code: 'ECONNREFUSED', type: TransientError, errorClass: 'connectivity' },
    { code: 'ECONNRESET', type: TransientError, errorClass: 'connectivity' },
    { code: 'EHOSTUNREACH', type: TransientError, errorClass: 'connectivity' },
    { code: 'ENETUNREACH', type: TransientError, errorClass: 'connectivity' },
    { code: 'EPIPE', type: TransientError, errorClass: 'connectivity' },
    { code: 'EAI_AGAIN', type: TransientError, errorClass: 'connectivity' },
    { code: 'ENOTFOUND', type: TransientError, errorClass: 'connectivity' },
    { code: 'ETIMEDOUT', type: TransientError, errorClass: 'timeout' },
    { code: 'EMFILE', type: TransientError, errorClass: 'resource_exhaustion' },
    { code: 'EADDRNOTAVAIL', type: TransientError, errorClass: 'resource_exhaustion' },
    { code: 'HPE_INVALID_CONSTANT', type: PermanentError, errorClass: 'malformed' },
    { code: 'HPE_HEADER_OVERFLOW', type: PermanentError, errorClass: 'malformed' },
    { code: 'ERR_INVALID_CHAR', type: PermanentError, errorClass: 'validation' },
  ])('calls $code $errorClass', ({ code, type, errorClass }) => {
    const mapped = mapHttpError(coded(code), 'the miner');
    expect(mapped).toBeInstanceOf(type);
    expect(mapped).toMatchObject({ errorClass, cause: { code } });
  });

  it('leaves our own errors as they are', () => {
    const ours = new TransientError('late', 'timeout');
    expect(mapHttpError(ours, 'the miner')).toBe(ours);
  });

  it('lets a bug through as what it is', () => {
    expect(() => mapHttpError(new TypeError('bug'), 'the miner')).toThrow(TypeError);
  });
});

describe('mapHttpStatus', () => {
  it.each([
    { status: 200, type: null, errorClass: null },
    { status: 204, type: null, errorClass: null },
    { status: 301, type: PermanentError, errorClass: 'malformed' },
    { status: 307, type: PermanentError, errorClass: 'malformed' },
    { status: 400, type: PermanentError, errorClass: 'malformed' },
    { status: 401, type: PermanentError, errorClass: 'authentication' },
    { status: 403, type: PermanentError, errorClass: 'authentication' },
    { status: 404, type: PermanentError, errorClass: 'version' },
    { status: 405, type: PermanentError, errorClass: 'version' },
    { status: 429, type: TransientError, errorClass: 'rate_limit' },
    { status: 500, type: TransientError, errorClass: 'connectivity' },
    { status: 503, type: TransientError, errorClass: 'connectivity' },
  ])('calls $status $errorClass', ({ status, type, errorClass }) => {
    const mapped = mapHttpStatus(status, {}, 'the miner');
    if (type === null) expect(mapped).toBeNull();
    else expect(mapped).toBeInstanceOf(type);
    expect(mapped?.errorClass ?? null).toBe(errorClass);
  });

  it.each([
    { header: '7', asked: 7_000 },
    { header: '999999', asked: 3_600_000 },
    { header: 'Wed, 21 Oct 2026 07:28:00 GMT', date: 'Wed, 21 Oct 2026 07:27:30 GMT', asked: 30_000 },
    { header: 'Wednesday, 21-Oct-26 07:28:00 GMT', date: 'Wed, 21 Oct 2026 07:27:59 GMT', asked: 1_000 },
    { header: 'Wed Oct 21 07:28:00 2026 GMT', date: 'Wed, 21 Oct 2026 07:27:59 GMT', asked: 1_000 },
    { header: 'Wed, 21 Oct 2026 07:28:00 GMT', date: undefined, asked: 60_000 },
    { header: 'Wed, 21 Oct 2026 07:28:00 GMT', date: 'Wed, 21 Oct 2026 09:00:00 GMT', asked: 0 },
    { header: 'Sat, 21 Nov 2026 07:28:00 GMT', date: undefined, asked: 3_600_000 },
    { header: 'soon', asked: undefined },
    { header: '-5', asked: undefined },
    { header: undefined, asked: undefined },
  ])('reads Retry-After $header of an answer of $date as $asked ms', ({ header, date, asked }) => {
    const now = Date.parse('2026-10-21T07:27:00Z');
    expect(mapHttpStatus(429, { 'retry-after': header, date }, 'the miner', now)?.retryAfterMs).toBe(asked);
  });
});
