import { systemClock, type Clock } from '@lodestream/component';
import { Claims } from './claims.js';
import { LeaseTerm } from './lease-term.js';
import type { Leases, LeaseWork } from './leases.port.js';

interface Turn {
  readonly holder: FakeLeases;
  readonly come: PromiseWithResolvers<void>;
  lease: LeaseTerm | null;
}

/** Who waits for which lease, the first of each list holding it; leases over one table are replicas of one service. */
export class LeaseTable {
  private readonly waiting = new Map<string, Turn[]>();

  queue(name: string, turn: Turn): void {
    const turns = this.waiting.get(name) ?? [];
    this.waiting.set(name, [...turns, turn]);
    if (turns.length === 0) turn.come.resolve();
  }

  remove(name: string, turn: Turn): void {
    const turns = (this.waiting.get(name) ?? []).filter((each) => each !== turn);
    this.waiting.set(name, turns);
    turns[0]?.come.resolve();
  }

  holding(name: string): Turn | undefined {
    return this.waiting.get(name)?.[0];
  }

  turnsOf(holder: FakeLeases): [string, Turn][] {
    return [...this.waiting].flatMap(([name, turns]) =>
      turns.filter((turn) => turn.holder === holder).map((turn): [string, Turn] => [name, turn]),
    );
  }
}

/** Leases in memory, for specs, given in the order in which they were asked for. */
export class FakeLeases implements Leases {
  private readonly claims = new Claims();

  constructor(
    private readonly table: LeaseTable = new LeaseTable(),
    private readonly clock: Clock = systemClock,
  ) {}

  async start(): Promise<void> {
    this.claims.open();
  }

  stop(): Promise<void> {
    return this.claims.close();
  }

  hold(name: string, work: LeaseWork, signal: AbortSignal): Promise<void> {
    return this.claims.make(name, signal, (until) => this.contend(name, work, until));
  }

  /** Takes a lease away from whoever holds it, as a lost session does; it goes to the end of the line. */
  lose(name: string): void {
    this.table.holding(name)?.lease?.end();
  }

  /** Ends as SIGKILL would: everything held or waited for is free for others, and the work is told nothing in time. */
  kill(): void {
    for (const [name, turn] of this.table.turnsOf(this)) {
      turn.lease?.end();
      this.table.remove(name, turn);
    }
    this.claims.abort();
  }

  private async contend(name: string, work: LeaseWork, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const turn: Turn = { holder: this, come: Promise.withResolvers(), lease: null };
      const end = (): void => (turn.lease ? turn.lease.end() : turn.come.resolve());
      signal.addEventListener('abort', end, { once: true });
      this.table.queue(name, turn);
      try {
        await turn.come.promise;
        if (signal.aborted) return;
        turn.lease = new LeaseTerm(name, { clock: this.clock, ownedUntilMs: () => Infinity, graceMs: 5_000 });
        if (await turn.lease.run(work)) return;
      } finally {
        signal.removeEventListener('abort', end);
        this.table.remove(name, turn);
      }
    }
  }
}
