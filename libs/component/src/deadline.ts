import { TransientError } from './errors.js';

/**
 * Waits for `work` at most `ms` milliseconds.
 * @throws TransientError of class `timeout`, naming `what`, when the time is up; the work itself goes on unless it obeys a signal.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransientError(`${what} took longer than ${ms} ms`, 'timeout')), ms);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
