import { describe, expect, it } from '@jest/globals';
import { errorClassOf, PermanentError, TransientError } from '@lodestream/component';
import { mapDuckDbError, needsReopening } from './map-error.js';

describe('mapDuckDbError', () => {
  it.each([
    {
      message: 'IO Error: Could not write file "x.wal": No space left on device',
      kind: TransientError,
      errorClass: 'storage',
      reopen: true,
    },
    {
      message: 'IO Error: Could not set lock on file "x": Conflicting lock is held in node (PID 7)',
      kind: TransientError,
      errorClass: 'storage',
      reopen: true,
    },
    {
      message: 'IO Error: The file "x" exists, but it is not a valid DuckDB database file!',
      kind: PermanentError,
      errorClass: 'storage',
      reopen: true,
    },
    {
      message: 'Serialization Error: the file was created with a newer version',
      kind: PermanentError,
      errorClass: 'storage',
      reopen: false,
    },
    { message: 'IO Error: Cannot open file "x": Permission denied', kind: TransientError, errorClass: 'storage', reopen: true },
    { message: 'INTERRUPT Error: Interrupted!', kind: TransientError, errorClass: 'timeout', reopen: false },
    { message: 'Out of Memory Error: could not allocate block', kind: TransientError, errorClass: 'resource_exhaustion', reopen: false },
    {
      message: 'FATAL Error: database has been invalidated because of a previous fatal error',
      kind: TransientError,
      errorClass: 'storage',
      reopen: true,
    },
    { message: 'something nobody has seen before', kind: TransientError, errorClass: 'storage', reopen: false },
  ])('takes "$message" for $errorClass', ({ message, kind, errorClass, reopen }) => {
    const error = mapDuckDbError(message);
    expect([error instanceof kind, errorClassOf(error), needsReopening(message)]).toEqual([true, errorClass, reopen]);
  });

  it('makes a refused question a permanent error', () => {
    const error = mapDuckDbError('state can only be counted, it is no number', true);
    expect([error instanceof PermanentError, errorClassOf(error)]).toEqual([true, 'validation']);
  });
});
