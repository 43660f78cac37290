import type { TopicSettings } from '@lodestream/streaming';
import { askRunning, type Running } from './ask-running.js';

/** A topic of the contract, and what applying the contract did to it. */
export interface AppliedTopic {
  readonly topic: string;
  readonly change: 'created' | 'updated' | 'none';
}

/** Lists topics and makes the bus agree with the contract, wherever the bus is. */
export interface TopicDesk {
  list(): Promise<readonly TopicSettings[]>;
  apply(): Promise<readonly AppliedTopic[]>;
}

/** Asks the process that holds the embedded bus, through its management port; it applies the contract it was built with. */
export class RemoteTopicDesk implements TopicDesk {
  constructor(private readonly running: Running) {}

  list(): Promise<readonly TopicSettings[]> {
    return askRunning(this.running, 'topics.list', {});
  }

  apply(): Promise<readonly AppliedTopic[]> {
    return askRunning(this.running, 'topics.apply', {});
  }
}
