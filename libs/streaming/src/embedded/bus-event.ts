import type { TopicPartition } from '../event-bus.port.js';
import type { StorageState } from './storage-health.js';

/** What an operator should hear of; each is counted too. */
export type BusEvent =
  | { readonly kind: 'storage'; readonly storage: StorageState }
  | { readonly kind: 'back_pressure'; readonly topic: string; readonly reason: string }
  | {
      readonly kind: 'group_dropped';
      readonly group: string;
      readonly topic: string;
      readonly absentMs: number;
    }
  | (TopicPartition & {
      readonly kind: 'loss';
      readonly group: string;
      readonly from: number;
      readonly to: number;
    });

/** How often each kind of event came, and how many messages groups lost. */
export interface BusFigures {
  readonly storageChanges: number;
  readonly backPressures: number;
  readonly droppedGroups: number;
  readonly lostMessages: number;
}

/** Counts events and passes them on. */
export class BusEvents {
  private storageChanges = 0;
  private backPressures = 0;
  private droppedGroups = 0;
  private lostMessages = 0;

  constructor(private readonly listener: (event: BusEvent) => void) {}

  readonly tell = (event: BusEvent): void => {
    if (event.kind === 'storage') this.storageChanges += 1;
    if (event.kind === 'back_pressure') this.backPressures += 1;
    if (event.kind === 'group_dropped') this.droppedGroups += 1;
    if (event.kind === 'loss') this.lostMessages += event.to - event.from;
    this.listener(event);
  };

  figures(): BusFigures {
    const { storageChanges, backPressures, droppedGroups, lostMessages } = this;
    return { storageChanges, backPressures, droppedGroups, lostMessages };
  }
}
