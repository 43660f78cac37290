import { randomUUID } from 'node:crypto';
import { TransientError, withDeadline } from '@lodestream/component';
import type { EventBus } from '../../event-bus.port.js';
import { JournaledState, type StateBounds } from '../journaled-state.js';
import type { KeptState, StateAt, StateStores } from '../state-stores.port.js';
import { ChangelogJournal, type OwnedChangelog } from './changelog-journal.js';
import { encodeRecord } from './changelog-record.js';
import { cycleOf, defaultLayout, type ChangelogLayout } from './parts.js';
import { Replay } from './replay.js';

const readTogether = 64;
const claimsTried = 10;

/** What changelogs are kept on, and how. */
export interface ChangelogOptions {
  readonly bus: Pick<EventBus, 'send' | 'read'>;
  readonly layout?: ChangelogLayout;
  readonly bounds?: StateBounds;
  /** How long one restore may take; 120 s where it is not given. */
  readonly restoreMs?: number;
  /** How long one commit may take; 60 s where it is not given. */
  readonly writeMs?: number;
  /** Makes names for owners; no two may be alike. */
  readonly newId?: () => string;
}

/** State in compacted topics: the store's name is the topic's, and each partition of the input has the changelog partition of its number. */
export class ChangelogStateStores implements StateStores {
  private readonly options: Required<Omit<ChangelogOptions, 'bounds'>> & Pick<ChangelogOptions, 'bounds'>;

  constructor(options: ChangelogOptions) {
    this.options = { layout: defaultLayout, restoreMs: 120_000, writeMs: 60_000, newId: randomUUID, ...options };
  }

  open(at: StateAt): Promise<KeptState> {
    return withDeadline(this.restore(at), this.options.restoreMs, `restoring the state ${at.store}/${at.partition}`);
  }

  private async restore({ store: topic, partition }: StateAt): Promise<KeptState> {
    const { bus, layout, writeMs, newId, bounds } = this.options;
    const replay = new Replay(layout);
    let end = 0;
    for (let tries = 0; tries < claimsTried; tries += 1) {
      end = await this.readOn(replay, { topic, partition, offset: end });
      replay.check(`${topic}/${partition}`);
      const log: OwnedChangelog = { bus, topic, partition, layout, writeMs, owner: newId() };
      if (!(await this.claim(log, end))) continue;
      const restored = { entries: replay.entries(), positions: replay.positions };
      const obsolete = new Set([...replay.keysByOwner.values()].flatMap((keys) => [...keys]));
      const journal = new ChangelogJournal(log, restored, { end: end + 1, number: replay.number, obsolete });
      if (obsolete.size > 8 * cycleOf(layout)) await journal.checkpoint();
      return new JournaledState(`${topic}/${partition}`, restored, journal, bounds);
    }
    throw new TransientError(`others claimed the state ${topic}/${partition} ${claimsTried} times before us`, 'dependency');
  }

  /** Replays to the end, and tells it. */
  private async readOn(replay: Replay, from: { topic: string; partition: number; offset: number }): Promise<number> {
    for (let { offset } = from; ;) {
      const { messages, logEnd } = await this.options.bus.read({ ...from, offset }, readTogether);
      for (const message of messages) replay.take(message);
      if (messages.length < readTogether) return logEnd;
      offset = (messages.at(-1)?.offset ?? logEnd) + 1;
    }
  }

  /** True when nothing came between what was read and the claim. */
  private async claim({ bus, topic, partition, owner, writeMs }: OwnedChangelog, basedOn: number): Promise<boolean> {
    const value = encodeRecord({ kind: 'claim', owner, basedOn });
    const sent = bus.send(topic, [{ key: `claim/${owner}`, value, partition }]);
    const [position] = await withDeadline(sent, writeMs, `claiming the state ${topic}/${partition}`);
    return position?.offset === basedOn;
  }
}
