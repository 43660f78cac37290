/** What the buckets' names begin with unless told otherwise. */
export const defaultBucketPrefix = 'lodestream-';

/** The name of the bucket of a retention class. */
export function bucketName(prefix: string, retentionClass: string): string {
  return `${prefix}${retentionClass}`;
}
