import type { EventBus } from '@lodestream/streaming';

const askEveryMs = 100;
const deadlineMs = 30 * 60_000;
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The ends of a topic's partitions, in order. */
export async function endsOf(bus: EventBus, topic: string): Promise<number[]> {
  const bounds = await bus.admin.offsetsOf(topic);
  return [...bounds].sort((a, b) => a.partition - b.partition).map(({ logEnd }) => logEnd);
}

/** Waits until a group has committed what lies before these ends, and says when. */
export async function untilCommitted(bus: EventBus, group: string, topic: string, ends: readonly number[]): Promise<number> {
  for (const until = performance.now() + deadlineMs; ;) {
    const offsets = await bus.admin.groupOffsets(group, [topic]);
    if (offsets.every(({ partition, committed }) => (committed ?? 0) >= (ends[partition] ?? 0))) return performance.now();
    if (performance.now() > until) throw new Error(`${group} did not reach the ends of ${topic}`);
    await pass(askEveryMs);
  }
}

/** Waits until a group is less than a time behind the log, and says when. */
export async function untilCaughtUp(bus: EventBus, group: string, topic: string, behindMs: number): Promise<number> {
  const seen: { at: number; ends: readonly number[] }[] = [];
  for (const until = performance.now() + deadlineMs; performance.now() < until; await pass(askEveryMs)) {
    seen.push({ at: performance.now(), ends: await endsOf(bus, topic) });
    const before = seen.findLast(({ at }) => at <= performance.now() - behindMs) ?? seen[0]!;
    const offsets = await bus.admin.groupOffsets(group, [topic]);
    if (offsets.every(({ partition, committed }) => (committed ?? 0) >= (before.ends[partition] ?? 0))) return performance.now();
  }
  throw new Error(`${group} did not catch up with ${topic}`);
}
