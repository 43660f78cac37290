import { type Clock, errorClassOf, type Lifecycle, type Log, TransientError } from '@lodestream/component';
import type { HeldLease, Leases } from '@lodestream/streaming';
import type { FleetChanges } from './fleet-changes.js';
import type { FleetPublisher } from './fleet-publisher.js';

/** What leading takes. */
export interface FleetLeaderOptions {
  readonly leases: Leases;
  readonly publisher: FleetPublisher;
  readonly changes: FleetChanges;
  readonly clock: Clock;
  readonly log: Log;
  readonly onBug: (error: unknown) => void;
}

const leaseName = 'miner-ingestion/fleet';
const restMs = 1_000;

/**
 * Among all replicas of all zones the holder of one lease leads, and alone writes the fleet: first what the configuration says, then
 * what others ask for. A leader that lost the lease writes nothing more.
 */
export class FleetLeader implements Lifecycle {
  private readonly stopping = new AbortController();
  private leading: Promise<void> | undefined;
  private leads = false;

  constructor(private readonly options: FleetLeaderOptions) {}

  async start(): Promise<void> {
    await this.options.leases.start();
    const { leases, onBug } = this.options;
    this.leading ??= leases.hold(leaseName, (lease) => this.lead(lease), this.stopping.signal).catch(onBug);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.options.leases.stop();
    await this.leading;
    await this.options.changes.settled();
  }

  /** True while this replica writes the fleet. */
  isLeading(): boolean {
    return this.leads;
  }

  private async lead(lease: HeldLease): Promise<void> {
    const { publisher, changes, log, clock } = this.options;
    log.info('This replica leads: it alone writes the fleet from now on.');
    this.leads = true;
    lease.signal.addEventListener('abort', () => (this.leads = false), { once: true });
    while (!lease.signal.aborted) {
      try {
        const fleet = await publisher.publish(lease);
        if (fleet !== null) await changes.apply(fleet, lease);
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        if (lease.signal.aborted) return;
        log.warn('Changes of the fleet can not be followed; trying again.', { error, errorClass: errorClassOf(error) });
        await clock.sleep(restMs, lease.signal);
      }
    }
  }
}
