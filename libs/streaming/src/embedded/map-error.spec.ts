import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { mapStoreError } from './map-error.js';

const failure = (message: string, code: number | string): Error => Object.assign(new Error(message), { code });

describe('mapStoreError', () => {
  it.each([
    { error: failure('Input/output error', 5), expected: TransientError },
    { error: failure('No space left on device', 28), expected: TransientError },
    { error: failure('MDB_MAP_FULL: Environment mapsize limit reached', -30792), expected: TransientError },
    { error: failure('MDB_CORRUPTED: Located page was wrong type', -30796), expected: PermanentError },
    { error: failure('MDB_INVALID: File is not an LMDB file', -30793), expected: PermanentError },
    { error: failure('EACCES: permission denied', 'EACCES'), expected: TransientError },
    { error: 'a text', expected: TransientError },
  ])('reads $error as $expected.name of class storage', ({ error, expected }) => {
    const mapped = mapStoreError(error, 'writing');
    expect(mapped).toBeInstanceOf(expected);
    expect(mapped).toMatchObject({
      errorClass: 'storage',
      cause: error,
      message: expect.stringMatching(/^writing failed: ./),
    });
  });

  it('leaves alone what has its meaning already', () => {
    const error = new TransientError('gone', 'timeout');
    expect(mapStoreError(error, 'writing')).toBe(error);
  });
});
