import type { EventBus, OutgoingMessage, Position } from '../event-bus.port.js';

/** Messages `from` to `to` (not included) for one partition, their value being their number. */
export function numbered(from: number, to: number, partition = 0): OutgoingMessage[] {
  return Array.from({ length: to - from }, (_, index) => ({
    key: null,
    value: String(from + index),
    partition,
  }));
}

/** The values that {@link numbered} gives. */
export function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => String(from + index));
}

/** All that a partition holds, read in steps, as text. */
export async function everything(bus: EventBus, topic: string, partition = 0, step = 100): Promise<(string | null)[]> {
  const values: (string | null)[] = [];
  for (let at: Position = { topic, partition, offset: 0 }; ;) {
    const { messages } = await bus.read(at, step);
    values.push(...messages.map((message) => message.value?.toString() ?? null));
    if (messages.length < step) return values;
    at = { topic, partition, offset: (messages.at(-1)?.offset ?? 0) + 1 };
  }
}
