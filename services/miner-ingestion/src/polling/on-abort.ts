const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `act` once when the signal aborts; returns how to end that. A signal has one listener of ours, however many wait for it: each
 * one added to an EventTarget, or taken from it, walks the list of all others, and as many wait as polls run.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = waiting.get(signal) ?? listen(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function listen(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  waiting.set(signal, acts);
  signal.addEventListener('abort', () => acts.forEach((act) => act()), { once: true });
  return acts;
}
