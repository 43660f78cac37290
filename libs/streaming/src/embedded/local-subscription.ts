import type { Subscription, SubscriptionState } from '../event-bus.port.js';
import type { Group } from './group.js';
import type { Member } from './member.js';

/** The handle of one member of a group. */
export class LocalSubscription implements Subscription {
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly group: Group,
    private readonly member: Member,
    private readonly defaultDeadlineMs: number,
    private readonly onEnd: () => void,
  ) {}

  stop(deadlineMs = this.defaultDeadlineMs): Promise<void> {
    this.stopping ??= this.group.leave(this.member, deadlineMs).finally(this.onEnd);
    return this.stopping;
  }

  pause(): void {
    this.member.pause(true);
  }

  resume(): void {
    this.member.pause(false);
  }

  state(): SubscriptionState {
    return this.member.state();
  }

  /** Ends as a kill would. */
  abandon(): void {
    this.stopping ??= Promise.resolve();
    this.member.abandon();
    this.onEnd();
  }
}
