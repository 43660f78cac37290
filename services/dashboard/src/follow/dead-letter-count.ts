import { withDeadline, type Clock } from '@lodestream/component';
import { fullTopicName, topics } from '@lodestream/records';
import type { EventBus } from '@lodestream/streaming';

const keptForMs = 5_000;

/** How many dead letters the bus keeps; asked at most every 5 seconds, whoever asks. */
export class DeadLetterCount {
  private answer: { readonly count: Promise<number | null>; readonly atMs: number } | null = null;

  constructor(
    private readonly bus: EventBus,
    private readonly clock: Clock,
    private readonly topicPrefix: string,
  ) {}

  /** The count, or null when the bus can't say. */
  kept(): Promise<number | null> {
    const now = this.clock.monotonic();
    if (this.answer === null || now - this.answer.atMs > keptForMs) this.answer = { count: this.ask(), atMs: now };
    return this.answer.count;
  }

  private async ask(): Promise<number | null> {
    try {
      const asked = this.bus.admin.offsetsOf(fullTopicName(this.topicPrefix, topics.deadLetters));
      const offsets = await withDeadline(asked, 3_000, 'counting the dead letters');
      return offsets.reduce((sum, { logStart, logEnd }) => sum + logEnd - logStart, 0);
    } catch {
      return null;
    }
  }
}
