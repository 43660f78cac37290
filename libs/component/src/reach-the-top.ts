/** Ends the process with a bug: thrown outside every promise, nobody can take it for a failure to try again. */
export function reachTheTop(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
