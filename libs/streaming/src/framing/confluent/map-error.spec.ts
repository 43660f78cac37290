import { describe, expect, it } from '@jest/globals';
import { isUnknown, mapAnswer, mapRequestError } from './map-error.js';

describe('what went wrong with the registry', () => {
  it.each([
    { code: 'ECONNABORTED', errorClass: 'timeout' },
    { code: 'ERR_CANCELED', errorClass: 'timeout' },
    { code: 'ECONNREFUSED', errorClass: 'connectivity' },
    { code: 'EAI_AGAIN', errorClass: 'connectivity' },
    { code: 'ERR_BAD_RESPONSE', errorClass: 'dependency' },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', errorClass: 'dependency' },
    { code: 'HPE_INVALID_CONSTANT', errorClass: 'dependency' },
  ])('$code may pass, and is of the class $errorClass', ({ code, errorClass }) => {
    expect(mapRequestError(Object.assign(new Error('x'), { code }))).toMatchObject({ name: 'TransientError', errorClass });
  });

  it('is a bug where nothing says what it is', () => {
    expect(() => mapRequestError(new TypeError('x'))).toThrow(TypeError);
  });

  it.each([
    { status: 401, code: 401, name: 'TransientError', errorClass: 'authentication' },
    { status: 403, code: null, name: 'TransientError', errorClass: 'authentication' },
    { status: 409, code: 409, name: 'PermanentError', errorClass: 'version' },
    { status: 422, code: 42201, name: 'PermanentError', errorClass: 'version' },
    { status: 404, code: 40401, name: 'PermanentError', errorClass: 'version' },
    { status: 404, code: null, name: 'TransientError', errorClass: 'dependency' },
    { status: 302, code: null, name: 'TransientError', errorClass: 'dependency' },
    { status: 429, code: null, name: 'TransientError', errorClass: 'rate_limit' },
    { status: 500, code: 50001, name: 'TransientError', errorClass: 'dependency' },
  ])('$status with the code $code is a $name of the class $errorClass', ({ status, code, ...expected }) => {
    expect(mapAnswer({ status, code }, 'a subject')).toMatchObject(expected);
  });

  it('passes on how long to wait', () => {
    expect(mapAnswer({ status: 429, code: null, retryAfterMs: 2_000 }, 'a subject').retryAfterMs).toBe(2_000);
  });

  it('tells an unknown schema from an unknown path', () => {
    expect([isUnknown({ status: 404, code: 40403 }), isUnknown({ status: 404, code: null })]).toEqual([true, false]);
  });
});
