import type { Clock } from '@lodestream/component';
import type { TopicFacts } from './outgoing.js';

interface Known {
  readonly facts: Promise<TopicFacts>;
  readonly atMs: number;
}

// Partition counts never change; whether a topic compacts may, and the broker has the last word on it anyway.
const compactionAgeMs = 60_000;
const mostTopics = 10_000;

/** Remembers what sending needs to know of topics. */
export class TopicFactsCache {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly look: (topic: string) => Promise<TopicFacts>,
    private readonly clock: Clock,
  ) {}

  /** Looks a topic up at first use; where compaction matters, because a message has no key, again after a minute. */
  of(topic: string, compactionMatters: boolean): Promise<TopicFacts> {
    const present = this.known.get(topic);
    const nowMs = this.clock.monotonic();
    if (present && !(compactionMatters && nowMs - present.atMs > compactionAgeMs)) return present.facts;
    if (this.known.size >= mostTopics) this.known.clear();
    const facts = this.look(topic);
    this.known.set(topic, { facts, atMs: nowMs });
    facts.catch(() => this.known.delete(topic));
    return facts;
  }
}
