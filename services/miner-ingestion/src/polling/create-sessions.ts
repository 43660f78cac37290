import type { Clock, Log } from '@lodestream/component';
import { type AddressGuard, GuardedHttp, type PollScheduler, TokenBucket } from '@lodestream/polling';
import type { MinerIngestionConfig } from '../config.js';
import type { ExchangeLog } from '../diagnose/exchange-log.js';
import { drivers } from '../drivers/drivers.js';
import { Credentials } from '../fleet/credentials.js';
import type { MinerMemory } from '../memory/miner-memory.js';
import type { IngestionMetrics } from '../metrics.js';
import type { DroppedReadings } from '../outbox/dropped-readings.js';
import type { Outbox } from '../outbox/outbox.js';
import type { SessionSettings } from './miner-session.js';
import { Report } from './report.js';
import { Sessions } from './sessions.js';

/** A send that takes longer is taken for a bus that is away. */
const busAwayAfterMs = 3_000;

/** What sessions are made from. */
export interface SessionsParts {
  readonly config: MinerIngestionConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly source: string;
  readonly guard: AddressGuard;
  readonly scheduler: PollScheduler;
  readonly memory: MinerMemory;
  readonly outbox: Outbox;
  readonly dropped: DroppedReadings;
  readonly exchanges: ExchangeLog;
  readonly metrics: IngestionMetrics;
  readonly mayReport: () => boolean;
}

/** The sessions of a process, as its configuration says: how long, how often and how hard each miner is asked. */
export function createSessions(parts: SessionsParts): Sessions {
  const { config, clock, log, scheduler, memory } = parts;
  const { polling_interval_seconds, first_poll_within_seconds } = config.miner_ingestion;
  return new Sessions({
    drivers,
    credentials: new Credentials(config),
    scheduler,
    recall: (minerId) => memory.take(minerId),
    clock,
    log,
    defaultIntervalMs: polling_interval_seconds * 1_000,
    firstPollWithinMs: first_poll_within_seconds * 1_000,
    session: sessionSettings(parts),
  });
}

function sessionSettings({
  config,
  guard,
  clock,
  log,
  random,
  outbox,
  dropped,
  source,
  metrics,
  exchanges,
  mayReport,
}: SessionsParts): SessionSettings {
  const slowReads = slowReadBucket(config.miner_ingestion.slow_reads_per_second, clock);
  const { max_body_bytes, retry, request_timeout_seconds, poll_timeout_seconds, offline_after_misses } = config.miner_ingestion;
  return {
    http: new GuardedHttp({ guard, limits: { maxBodyBytes: max_body_bytes, maxHeaderBytes: 16_384 }, clock }),
    clock,
    log,
    random,
    metrics,
    report: new Report({
      outbox,
      clock,
      log,
      source,
      metrics,
      // Not while the bus is away: what tells of a loss must not itself fill the outbox.
      dropped: (minerId) => (outbox.stalledForMs < busAwayAfterMs ? dropped.take(minerId) : null),
    }),
    retry: { attempts: retry.attempts, firstDelayMs: retry.first_delay_ms, factor: retry.factor, ceilingMs: retry.ceiling_ms },
    requestTimeoutMs: request_timeout_seconds * 1_000,
    pollTimeoutMs: poll_timeout_seconds * 1_000,
    offlineAfterMisses: offline_after_misses,
    maySlowRead: () => slowReads.tryTake(),
    exchanges,
    mayReport,
  };
}

/** A second's worth may go at once, for polls begin together; over a minute the pace is as it was set. */
function slowReadBucket(perSecond: number, clock: Clock): TokenBucket {
  return new TokenBucket({ cap: 60 * perSecond + perSecond - 1, windowMs: 60_000, burst: perSecond }, clock);
}
