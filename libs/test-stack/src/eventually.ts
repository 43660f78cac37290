/** Tries an assertion again and again until it holds; at the deadline it rejects with the assertion's own last error. */
export async function eventually<Value>(
  attempt: () => Value | Promise<Value>,
  { timeoutMs = 10_000, everyMs = 50 }: { readonly timeoutMs?: number; readonly everyMs?: number } = {},
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
