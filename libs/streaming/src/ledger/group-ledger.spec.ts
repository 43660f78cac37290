import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GroupOffset, IncomingBatch } from '../event-bus.port.js';
import { GroupLedger } from './group-ledger.js';
import { unexplained } from './ledger-snapshot.js';

/** A partition's log and the group's committed offset, as a bus keeps them. */
class OnePartition {
  logStart = 0;
  logEnd = 0;
  committed: number | null = null;
  metadata = '';
  readonly losses: number[] = [];

  ledger(): GroupLedger {
    const topics = new Map([['t', { compacted: false }]]);
    return new GroupLedger({
      group: 'g',
      topics,
      admin: { groupOffsets: async () => [this.offset()] },
      onLoss: (l) => this.losses.push(l.messages),
    });
  }

  offset(): GroupOffset {
    return { topic: 't', partition: 0, committed: this.committed, metadata: this.metadata, logStart: this.logStart, logEnd: this.logEnd };
  }

  /** What a consumer gets next, at most `max` messages. */
  batch(max: number): IncomingBatch {
    const from = Math.max(this.committed ?? 0, this.logStart);
    const offsets = Array.from({ length: Math.max(0, Math.min(max, this.logEnd - from)) }, (_, i) => from + i);
    const messages = offsets.map((offset) => ({ offset, timestampMs: 0, key: null, value: null, headers: {} }));
    return { topic: 't', partition: 0, messages, logStart: this.logStart, logEnd: this.logEnd };
  }
}

/** What becomes of a message is a fact about the message, not about who handles it. */
const endingOf = (offset: number): 'stored' | 'dead' | 'old' => (offset % 7 === 3 ? 'dead' : offset % 5 === 1 ? 'old' : 'stored');

type Fate = 'committed' | 'crash before the commit' | 'crash after the commit' | 'the commit failed in doubt';

async function handle(bus: OnePartition, ledger: GroupLedger, max: number, fate: Fate): Promise<boolean> {
  const batch = bus.batch(max);
  if (batch.messages.length === 0) return true;
  const countedTo = await ledger.countedTo(batch);
  const counted = batch.messages.filter((m) => m.offset >= countedTo).map((m) => endingOf(m.offset));
  const of = (ending: string) => counted.filter((e) => e === ending).length;
  const nextOffset = batch.messages.at(-1)!.offset + 1;
  const proposal = await ledger.propose(batch, {
    received: counted.length,
    nextOffset,
    deadLettered: of('dead'),
    dropped: { old: of('old') },
  });
  if (fate === 'crash before the commit') return false;
  bus.committed = nextOffset;
  bus.metadata = proposal.metadata;
  if (fate === 'crash after the commit') return false;
  if (fate === 'the commit failed in doubt') ledger.doubt([batch]);
  else proposal.settle();
  return true;
}

/** What a bus does that finds the log's start beyond the group's offset; it may die before the text is kept. */
function tellLoss(bus: OnePartition, ledger: GroupLedger, kept: boolean): void {
  const { committed, logStart } = bus;
  if (committed === null || logStart <= committed) return;
  const text = ledger.noteLoss({ topic: 't', partition: 0, from: committed, to: logStart });
  if (text === undefined || !kept) return;
  bus.committed = logStart;
  bus.metadata = text;
}

const fates: Fate[] = [
  'committed',
  'committed',
  'committed',
  'crash before the commit',
  'crash after the commit',
  'the commit failed in doubt',
];
const deed = fc.oneof(
  fc.record({ kind: fc.constant('produce' as const), count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('handle' as const), max: fc.integer({ min: 1, max: 25 }), fate: fc.constantFrom(...fates) }),
  fc.record({ kind: fc.constant('move' as const) }),
  fc.record({ kind: fc.constant('delete' as const), count: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('tell' as const), kept: fc.boolean(), dies: fc.boolean() }),
);

describe('a ledger of one group', () => {
  it('counts each message under its one head, in whatever order replicas crash, move, receive again and lose some', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 60 }), async (deeds) => {
        const bus = new OnePartition();
        bus.logEnd = 1;
        let ledger = bus.ledger();
        await handle(bus, ledger, 1, 'committed');
        const truth = ['stored'];
        for (const d of deeds) {
          if (d.kind === 'produce') bus.logEnd += d.count;
          if (d.kind === 'delete') bus.logStart = Math.min(bus.logEnd, bus.logStart + d.count);
          if (d.kind === 'move') ledger = bus.ledger();
          if (d.kind === 'tell') tellLoss(bus, ledger, d.kept);
          if (d.kind === 'tell' && d.dies) ledger = bus.ledger();
          if (d.kind === 'handle' && !(await handle(bus, ledger, d.max, d.fate))) ledger = bus.ledger();
          const gone = Math.max(truth.length, Math.min(bus.logStart, bus.logEnd));
          for (let o = truth.length; o < (bus.committed ?? 0); o += 1) truth.push(endingOf(o));
          for (let o = truth.length; o < gone; o += 1) truth.push('lost');
        }
        await ledger.restore([{ topic: 't', partition: 0 }]);
        const { t } = ledger.byTopic();
        const of = (head: string) => truth.filter((h) => h === head).length;
        expect([t!.stored, t!.deadLettered, t!.dropped.old ?? 0, t!.lost]).toEqual([of('stored'), of('dead'), of('old'), of('lost')]);
        expect([t!.produced, t!.inFlight, unexplained(t!)]).toEqual([bus.logEnd, bus.logEnd - truth.length, 0]);
      }),
      { numRuns: 400 },
    );
  });

  it('sees messages vanish that nobody had handled, before and after the next batch', async () => {
    const bus = new OnePartition();
    bus.logEnd = 100;
    const ledger = bus.ledger();
    await handle(bus, ledger, 40, 'committed');
    bus.logStart = 70;
    await ledger.refresh();
    expect(ledger.byTopic().t).toMatchObject({ lost: 30, inFlight: 30, produced: 100 });
    await handle(bus, ledger, 100, 'committed');
    expect([ledger.byTopic().t, bus.losses]).toEqual([expect.objectContaining({ lost: 30, inFlight: 0, produced: 100 }), [30]]);
  });

  it('sees all that was left vanish, though no message follows', async () => {
    const bus = new OnePartition();
    bus.logEnd = 100;
    const ledger = bus.ledger();
    await handle(bus, ledger, 40, 'committed');
    bus.logStart = 100;
    await ledger.refresh();
    expect(ledger.byTopic().t).toMatchObject({ lost: 60, inFlight: 0 });
  });

  it("takes the bus's word for a loss once, however often it is given", async () => {
    const bus = new OnePartition();
    bus.logEnd = 10;
    const ledger = bus.ledger();
    await ledger.restore([{ topic: 't', partition: 0 }]);
    const told = [0, 1].map(() => ledger.noteLoss({ topic: 't', partition: 0, from: 0, to: 4 }));
    expect([ledger.byTopic().t?.lost, bus.losses, told]).toEqual([4, [4], ['L1 0 4 0 0 4 0', 'L1 0 4 0 0 4 0']]);
  });

  it('still knows of a loss when the process dies after it was skipped and before the next commit', async () => {
    const bus = new OnePartition();
    bus.logEnd = 100;
    await handle(bus, bus.ledger(), 40, 'committed');
    bus.logStart = 70;
    const first = bus.ledger();
    await first.restore([{ topic: 't', partition: 0 }]);
    Object.assign(bus, { metadata: first.noteLoss({ topic: 't', partition: 0, from: 40, to: 70 }), committed: 70 });
    const second = bus.ledger();
    await second.restore([{ topic: 't', partition: 0 }]);
    expect(second.byTopic().t).toEqual(first.byTopic().t);
    expect(second.byTopic().t).toMatchObject({ produced: 100, lost: 30, inFlight: 30 });
  });

  it('counts what was skipped while its account could not be read, and tells nothing of it where it has none', async () => {
    const bus = new OnePartition();
    bus.logEnd = 100;
    await handle(bus, bus.ledger(), 40, 'committed');
    const ledger = bus.ledger();
    expect(ledger.noteLoss({ topic: 't', partition: 0, from: 40, to: 70 })).toBeUndefined();
    Object.assign(bus, { committed: 70, logStart: 70 });
    await ledger.restore([{ topic: 't', partition: 0 }]);
    expect(ledger.byTopic().t).toMatchObject({ produced: 100, lost: 30, inFlight: 30 });
  });

  it('counts on over a log that went back: what was counted stays, what is gone is lost, what follows counts once', async () => {
    const bus = new OnePartition();
    bus.logEnd = 60;
    await handle(bus, bus.ledger(), 60, 'committed');
    bus.logEnd = 10;
    let ledger = bus.ledger();
    await ledger.restore([{ topic: 't', partition: 0 }]);
    const text = ledger.noteLoss({ topic: 't', partition: 0, from: 10, to: 60, rewoundTo: 0 });
    Object.assign(bus, { committed: 0, metadata: text });
    expect([ledger.byTopic().t, bus.losses]).toEqual([expect.objectContaining({ lost: 50, inFlight: 10, produced: 120 }), [50]]);
    ledger = bus.ledger();
    await handle(bus, ledger, 100, 'committed');
    expect(ledger.byTopic().t).toMatchObject({ produced: 120, lost: 50, inFlight: 0 });
    expect(unexplained(ledger.byTopic().t!)).toBe(0);
  });

  it('gives no text to be kept where its account is in doubt, or stands elsewhere', async () => {
    const bus = new OnePartition();
    bus.logEnd = 10;
    const ledger = bus.ledger();
    await handle(bus, ledger, 6, 'committed');
    expect(ledger.noteLoss({ topic: 't', partition: 0, from: 2, to: 4 })).toBeUndefined();
    ledger.doubt([{ topic: 't', partition: 0 }]);
    expect(ledger.noteLoss({ topic: 't', partition: 0, from: 6, to: 8 })).toBeUndefined();
  });

  it('begins anew at an offset that somebody else committed', async () => {
    const bus = new OnePartition();
    Object.assign(bus, { logEnd: 100, committed: 60, metadata: 'set by hand' });
    const ledger = bus.ledger();
    await ledger.restore([{ topic: 't', partition: 0 }]);
    expect(ledger.byTopic().t).toMatchObject({ produced: 40, stored: 0, lost: 0, inFlight: 40 });
  });

  it('does not trust an account that stands beyond the committed offset', async () => {
    const bus = new OnePartition();
    Object.assign(bus, { logEnd: 100, committed: 60, metadata: 'L1 0 70 70 0 0 0' });
    const ledger = bus.ledger();
    await ledger.restore([{ topic: 't', partition: 0 }]);
    expect(ledger.byTopic().t).toMatchObject({ produced: 40, lost: 0 });
  });

  it('goes on showing an account that is in doubt, until it is read again', async () => {
    const bus = new OnePartition();
    bus.logEnd = 10;
    const ledger = bus.ledger();
    await handle(bus, ledger, 5, 'committed');
    await handle(bus, ledger, 5, 'the commit failed in doubt');
    bus.logEnd = 12;
    await ledger.refresh();
    expect(ledger.byTopic().t).toMatchObject({ produced: 12, inFlight: 7 });
    await handle(bus, ledger, 2, 'committed');
    expect(ledger.byTopic().t).toMatchObject({ produced: 12, inFlight: 0 });
  });

  it('forgets a partition that moved away', async () => {
    const bus = new OnePartition();
    bus.logEnd = 5;
    const ledger = bus.ledger();
    await handle(bus, ledger, 5, 'committed');
    ledger.forget([{ topic: 't', partition: 0 }]);
    expect(ledger.byTopic().t).toMatchObject({ produced: 0, stored: 0 });
  });

  it('asks again after the bus could not answer', async () => {
    let away = true;
    const offset = { topic: 't', partition: 0, committed: null, metadata: '', logStart: 0, logEnd: 3 };
    const groupOffsets = async () => (away ? Promise.reject(new Error('away')) : [offset]);
    const ledger = new GroupLedger({ group: 'g', topics: new Map([['t', { compacted: false }]]), admin: { groupOffsets } });
    await expect(ledger.restore([offset])).rejects.toThrow('away');
    away = false;
    await ledger.restore([offset]);
    expect(ledger.byTopic().t).toMatchObject({ produced: 3, inFlight: 3 });
  });
});
