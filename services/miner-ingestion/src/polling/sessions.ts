import type { Clock, Log } from '@lodestream/component';
import type { PollScheduler } from '@lodestream/polling';
import type { FleetMiner } from '@lodestream/records';
import type { MinerDriver } from '../drivers/miner-driver.js';
import type { Credentials } from '../fleet/credentials.js';
import type { Recalled } from '../memory/miner-memory.js';
import { type Remembered, trackOf } from '../memory/remembered.js';
import { type MinerTrack, untracked } from '../telemetry/miner-track.js';
import { polledMiner, type PolledMiner } from '../telemetry/polled-miner.js';
import { MinerSession, type SessionSettings } from './miner-session.js';

/** What turns fleet records into sessions. */
export interface SessionsOptions {
  readonly drivers: ReadonlyMap<string, MinerDriver>;
  readonly credentials: Credentials;
  readonly scheduler: Pick<PollScheduler, 'set' | 'delete'>;
  readonly session: SessionSettings;
  /** What was told of a miner before it was ours. */
  readonly recall: (minerId: string) => Recalled;
  readonly clock: Clock;
  readonly log: Log;
  readonly defaultIntervalMs: number;
  readonly firstPollWithinMs: number;
}

const nothingNew: Recalled = { told: null, takenOver: false, toldTick: null };
/** At most so many first polls a second, however many miners come at once. */
const firstPollsPerSecond = 100;

/** The sessions of the miners that are ours, kept in step with their fleet records and with the schedule. */
export class Sessions {
  private readonly sessions = new Map<string, { session: MinerSession; miner: PolledMiner }>();

  constructor(private readonly options: SessionsOptions) {}

  get size(): number {
    return this.sessions.size;
  }

  /** Miners that have asked to be left alone for a while. */
  get held(): number {
    let count = 0;
    for (const { session } of this.sessions.values()) if (session.held) count += 1;
    return count;
  }

  get(minerId: string): MinerSession | undefined {
    return this.sessions.get(minerId)?.session;
  }

  /** A record came: the miner is polled by it from now on, or no longer. */
  follow(record: FleetMiner): void {
    const driver = this.options.drivers.get(record.driver === 'auto' ? 'vnish' : record.driver);
    if (driver === undefined)
      this.options.log.warn('A miner names a driver that does not exist and is not polled.', {
        minerId: record.miner_id,
        driver: record.driver,
      });
    if (driver === undefined || !record.enabled) return this.forget(record.miner_id);
    const { defaultIntervalMs } = this.options;
    const miner = { ...polledMiner(record, { intervalMs: defaultIntervalMs, portOf: () => driver.defaultPort }), driver: driver.name };
    const known = this.sessions.get(miner.id);
    if (known !== undefined && sameDevice(known.miner, miner)) known.session.revise(miner);
    else known?.session.close();
    const { told, ...left } = known === undefined ? this.options.recall(miner.id) : nothingNew;
    const session = known !== undefined && sameDevice(known.miner, miner) ? known.session : this.open(miner, driver, trackFor(known, told));
    this.sessions.set(miner.id, { session, miner });
    this.schedule(miner, left);
  }

  /** Goes on with the miners, but with nothing that was read of them. */
  forgetReadings(): void {
    for (const { session } of this.sessions.values()) session.forgetReadings();
  }

  /** Our wall clock was set: what is remembered by it moves along. */
  clockStepped(byMs: number): void {
    for (const { session } of this.sessions.values()) session.clockStepped(byMs);
  }

  forget(minerId: string): void {
    this.options.scheduler.delete(minerId);
    this.sessions.get(minerId)?.session.close();
    this.sessions.delete(minerId);
  }

  /** Closes every connection that is kept between polls. */
  close(): void {
    for (const { session } of this.sessions.values()) session.close();
  }

  private open(miner: PolledMiner, driver: MinerDriver, track: MinerTrack): MinerSession {
    const { credentials, clock, session } = this.options;
    const { credential_ref, algorithm } = miner.record;
    const target = { minerId: miner.id, credential: credentials.get(credential_ref), expectedAlgorithm: algorithm };
    return new MinerSession(miner, driver.open(target, clock), session, track);
  }

  private schedule({ id, origin, intervalMs }: PolledMiner, { takenOver, toldTick }: Omit<Recalled, 'told'>): void {
    const firstWithinMs = Math.max(this.options.firstPollWithinMs, (this.sessions.size / firstPollsPerSecond) * 1_000);
    this.options.scheduler.set({
      key: id,
      origin: `${origin.address}:${origin.port}`,
      intervalMs,
      firstWithinMs,
      takenOver,
      polledTick: toldTick,
    });
  }
}

/** A pause is of the miner, whichever device stands for it; everything else is of the device. */
function trackFor(before: { readonly session: MinerSession } | undefined, told: Remembered | null): MinerTrack {
  return told === null ? { ...untracked, pausedUntilMs: before?.session.pausedUntilMs ?? null } : trackOf(told);
}

/** A miner that moved, or that we log in to otherwise, is a device we know nothing of. */
function sameDevice(one: PolledMiner, other: PolledMiner): boolean {
  const identity = ({ origin, driver, record }: PolledMiner): string =>
    [origin.address, origin.port, driver, record.credential_ref, record.algorithm].join('|');
  return identity(one) === identity(other);
}
