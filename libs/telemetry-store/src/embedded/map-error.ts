import { PermanentError, TransientError } from '@lodestream/component';

const rules: readonly [RegExp, (message: string) => Error][] = [
  [
    /no space left|disk full|ENOSPC|file too large|EFBIG|max_temp_directory_size|failed to offload/i,
    (why) => new TransientError(`the store's disk is full: ${why}`, 'storage'),
  ],
  [
    /could not set lock|conflicting lock/i,
    () => new TransientError('another process holds the store; stop it, or give this one a data directory of its own', 'storage'),
  ],
  [
    /not a valid duckdb database|was created with (a newer|an older)|serialization version|corrupt/i,
    (why) => new PermanentError(`the store's file cannot be read: ${why}`, 'storage'),
  ],
  [/permission denied|EACCES|read-only/i, (why) => new TransientError(`the store may not write its file: ${why}`, 'storage')],
  [/interrupt/i, () => new TransientError('the query took longer than it may and was broken off', 'timeout')],
  [/out of memory/i, (why) => new TransientError(`the store's memory limit is reached: ${why}`, 'resource_exhaustion')],
];

/** True when DuckDB has closed itself for good after such an error, so that only opening anew can help. */
export function needsReopening(message: string): boolean {
  return /FATAL|has been invalidated|INTERNAL Error|IO Error|no space left/i.test(message);
}

/** Our error for what the database's thread reported; what is not known is taken for a passing failure of the storage. */
export function mapDuckDbError(message: string, refused = false): Error {
  if (refused) return new PermanentError(`the query cannot be answered: ${message}`, 'validation');
  const rule = rules.find(([pattern]) => pattern.test(message));
  return rule === undefined ? new TransientError(`the store failed: ${message}`, 'storage') : rule[1](message);
}
