/** Waits until `probe` is truthy and hands that over; names `what` when the deadline passes first. */
export async function eventually<T>(what: string, probe: () => T | Promise<T>, deadlineMs = 40_000): Promise<NonNullable<T>> {
  const until = performance.now() + deadlineMs;
  for (;;) {
    const seen = await probe();
    if (seen) return seen;
    if (performance.now() > until) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A door that a test's handler waits at until the test opens it. */
export class Gate {
  private readonly opened = Promise.withResolvers<void>();

  open(): void {
    this.opened.resolve();
  }

  passed(): Promise<void> {
    return this.opened.promise;
  }
}
