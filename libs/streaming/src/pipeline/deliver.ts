import { PermanentError } from '@lodestream/component';
import type { SinkResult } from './sink.js';
import type { Ending, Fate } from './fate.js';

/** One try at handing values to the end of a pipeline; fates are in order, and `nextOffset` is where the next part begins. */
export type Handover = (part: readonly Fate[], nextOffset: number) => Promise<SinkResult | void>;

/** Which reasons an end of a pipeline may give, and under which name. */
export interface EndName {
  readonly name: string;
  readonly drops: readonly string[];
  readonly rejects: readonly string[];
}

/**
 * Hands values over and settles the fate of those that were not kept. When the whole is refused for good it is halved until the
 * refused ones stand alone, so that poison never blocks its neighbours.
 */
export async function deliver(end: EndName, fates: readonly Fate[], nextOffset: number, handover: Handover): Promise<void> {
  try {
    settle(end, fates, (await handover(fates, nextOffset)) ?? {});
  } catch (error) {
    if (!(error instanceof PermanentError) || fates.length === 0) throw error;
    if (fates.length === 1) {
      fates[0]!.ended = { kind: 'reject', step: end.name, reason: error.errorClass, cause: error, attempts: 1 };
      return;
    }
    const middle = fates.length >> 1;
    await deliver(end, fates.slice(0, middle), fates[middle]!.message.offset, handover);
    await deliver(end, fates.slice(middle), nextOffset, handover);
  }
}

function settle(end: EndName, fates: readonly Fate[], result: SinkResult): void {
  for (const { index, reason } of result.dropped ?? []) {
    finish(end, fates[index], { kind: 'drop', step: end.name, reason, cause: undefined, attempts: 1 });
  }
  for (const { index, reason, cause } of result.rejected ?? []) {
    finish(end, fates[index], { kind: 'reject', step: end.name, reason, cause, attempts: 1 });
  }
}

function finish(end: EndName, fate: Fate | undefined, ending: Ending): void {
  const declared = ending.kind === 'drop' ? end.drops : end.rejects;
  if (!declared.includes(ending.reason)) throw new Error(`${end.name} gave the undeclared reason ${ending.kind} ${ending.reason}`);
  if (!fate) throw new Error(`${end.name} spoke of a value it was not given`);
  fate.ended = ending;
}
