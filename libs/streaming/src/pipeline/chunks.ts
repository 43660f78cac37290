import type { IncomingMessage } from '../event-bus.port.js';

/** Cuts a batch into runs of bounded count and bytes, in order; one message above the bound is a run of its own. */
export function* chunksOf(
  messages: readonly IncomingMessage[],
  maxMessages: number,
  maxBytes: number,
): Generator<readonly IncomingMessage[]> {
  let first = 0;
  let bytes = 0;
  for (let i = 0; i < messages.length; i += 1) {
    const size = messages[i]!.value?.length ?? 0;
    if (i > first && (i - first >= maxMessages || bytes + size > maxBytes)) {
      yield messages.slice(first, i);
      first = i;
      bytes = 0;
    }
    bytes += size;
  }
  if (first < messages.length) yield first === 0 ? messages : messages.slice(first);
}
