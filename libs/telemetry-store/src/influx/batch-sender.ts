import type { InfluxDB } from '@influxdata/influxdb-client';
import { TransientError, type Clock, type ErrorClass } from '@lodestream/component';
import type { StoreObserver } from '../store-observer.js';
import { suspectsAmong, type Line } from './find-suspects.js';
import { LineWriter } from './line-protocol.js';
import { verdictOf, type Verdict } from './map-error.js';
import { postLines } from './post-lines.js';
import { RequestSize } from './request-size.js';
import { halves, mostUnknownInARow, probeLine, spread, without } from './try-lines.js';

/** How lines get to one server. */
export interface BatchSenderOptions {
  readonly client: InfluxDB;
  readonly org: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observer: StoreObserver;
  readonly gzip: boolean;
  readonly requestTimeoutMs: number;
  /** Longest time one batch may take, waits and all. */
  readonly deadlineMs: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** More bytes than these are not sent in one request. */
  readonly maxRequestBytes: number;
}

/** What became of the lines that were not stored. */
export interface SentBatch {
  readonly refused: { index: number; reason: string }[];
  readonly expired: number[];
}

interface Job {
  readonly bucket: string;
  readonly until: number;
  readonly result: SentBatch;
  /** What the server took in answer to refusals in words nobody knows: nothing was tried yet, a line beyond doubt, a line of the batch. */
  taken: 'untried' | 'probe' | 'line';
}

type Refusal = Extract<Verdict, { kind: 'lines' }>;

/**
 * Sends lines and counts as stored only what a 204 to that very request acknowledged. After a partial write everything but the lines at
 * fault is sent again: the server answers at the first shard that fails, so its word says nothing of the others.
 */
export class BatchSender {
  /** Lines given up in a row on words nobody knows, without one taken in between. */
  private unknownInARow = 0;
  private readonly size = new RequestSize();
  private readonly writer = new LineWriter();

  constructor(private readonly options: BatchSenderOptions) {}

  /** @throws TransientError when the deadline passes, or at once when only a person can help */
  async send(bucket: string, lines: readonly Line[], signal: AbortSignal): Promise<SentBatch> {
    const until = this.options.clock.monotonic() + this.options.deadlineMs;
    const job: Job = { bucket, until, result: { refused: [], expired: [] }, taken: 'untried' };
    const waiting = [lines];
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) waiting.push(...(await this.deliver(job, part, signal)));
    return job.result;
  }

  /** Sends one part until it has a verdict; answers with the smaller parts that have to be sent instead. */
  private async deliver(job: Job, lines: readonly Line[], signal: AbortSignal): Promise<(readonly Line[])[]> {
    if (lines.length === 0) return [];
    if (lines.length > 1 && !this.size.fits(lines.length)) return halves(lines);
    const verdict = await this.settle(job, lines, signal);
    if (verdict === null) return this.acknowledged(job);
    if (verdict.kind === 'split') return this.split(job, lines);
    if (!verdict.isKnown) await this.blame(job, lines, verdict, signal);
    return judge(job.result, lines, verdict);
  }

  /** Sends the same again, unless it is too much at once, until there is something to go by; null when all of it was taken. */
  private async settle(job: Job, lines: readonly Line[], signal: AbortSignal): Promise<Refusal | { readonly kind: 'split' } | null> {
    for (let attempt = 0; ; attempt += 1) {
      const verdict = await this.attempt(job.bucket, lines, signal);
      if (verdict === null) this.size.taken(lines.length);
      if (verdict === null || verdict.kind === 'split' || verdict.kind === 'lines') return verdict;
      if (verdict.kind === 'hold') throw this.hold(job.bucket, verdict);
      await this.wait(job, verdict, attempt, signal);
      if (verdict.errorClass === 'timeout' && this.size.tookTooLong(lines.length)) return { kind: 'split' };
    }
  }

  /**
   * A refusal in words nobody knows may mean a line, or everything: a wrong address or setting must not turn good lines into dead
   * letters. So the server has to take a line beyond doubt first, then one of the batch; and a number of lines in a row is the most
   * that is given up without one taken.
   */
  private async blame(job: Job, lines: readonly Line[], refusal: Refusal, signal: AbortSignal): Promise<void> {
    if (job.taken === 'untried') {
      const probe = await this.settle(job, [probeLine(this.options.clock.now())], signal);
      if (probe !== null) throw this.holdAll(job.bucket, refusal, 'not even a line beyond doubt is taken');
      job.taken = 'probe';
      await this.sample(job, lines, refusal, signal);
    }
    if (lines.length > 1 || job.taken === 'line') return;
    this.unknownInARow += 1;
    if (this.unknownInARow > mostUnknownInARow)
      throw this.holdAll(job.bucket, refusal, `${mostUnknownInARow} lines in a row were refused, and not one was taken in between`);
  }

  private acknowledged(job: Job): [] {
    this.unknownInARow = 0;
    job.taken = 'line';
    return [];
  }

  private async sample(job: Job, lines: readonly Line[], refusal: Refusal, signal: AbortSignal): Promise<void> {
    if (lines.length <= mostUnknownInARow) return;
    for (const line of spread(lines, mostUnknownInARow)) {
      if ((await this.settle(job, [line], signal)) === null) return void this.acknowledged(job);
    }
    throw this.holdAll(job.bucket, refusal, `${mostUnknownInARow} of ${lines.length} lines were tried alone, and not one was taken`);
  }

  private async attempt(bucket: string, lines: readonly Line[], signal: AbortSignal): Promise<Verdict | null> {
    const { client, org, requestTimeoutMs, gzip, maxRequestBytes } = this.options;
    const path = `/api/v2/write?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(bucket)}&precision=ms`;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
    const body = this.writer.write(lines);
    if (lines.length > 1 && body.length > maxRequestBytes) return { kind: 'split' };
    let status: number | undefined;
    try {
      status = await postLines(client, path, body, { signal: limit, gzip });
    } catch (error) {
      if (signal.aborted) throw new TransientError('the store is being stopped', 'dependency', { cause: error });
      return verdictOf(error);
    }
    if (status === 204) return null;
    const message = `the answer was ${status}, and only 204 acknowledges a write; something else than InfluxDB answers at this address`;
    return { kind: 'hold', errorClass: 'integration', message };
  }

  private split(job: Job, lines: readonly Line[]): (readonly Line[])[] {
    if (lines.length > 1) return halves(lines);
    job.result.refused.push({ index: lines[0]!.index, reason: 'the line alone is larger than the server takes (413)' });
    return [];
  }

  private async wait(job: Job, verdict: Extract<Verdict, { kind: 'wait' }>, attempt: number, signal: AbortSignal): Promise<void> {
    const { clock, observer, random, firstDelayMs, maxDelayMs } = this.options;
    const backoff = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempt, 20)) * (0.5 + random() / 2);
    const delayMs = verdict.retryAfterMs === null ? backoff : Math.max(verdict.retryAfterMs, firstDelayMs * random());
    if (clock.monotonic() + delayMs >= job.until) throw this.giveUp(verdict.message, verdict.errorClass, delayMs);
    observer.retried(verdict.errorClass);
    await clock.sleep(delayMs, signal);
  }

  private giveUp(message: string, errorClass: ErrorClass, retryAfterMs: number): TransientError {
    return new TransientError(`${message}; given up for now after ${this.options.deadlineMs} ms, nothing is lost`, errorClass, {
      retryAfterMs,
    });
  }

  private holdAll(bucket: string, { message }: Refusal, because: string): TransientError {
    return this.hold(bucket, { kind: 'hold', errorClass: 'integration', message: `${message}; held, for ${because}` });
  }

  private hold(bucket: string, { errorClass, message }: Extract<Verdict, { kind: 'hold' }>): TransientError {
    const remedy = errorClass === 'authentication' ? '; run "lodestream store apply" and configure the write token it hands out' : '';
    return new TransientError(`${message}; writing to bucket "${bucket}" of organisation "${this.options.org}"${remedy}`, errorClass);
  }
}

/** Notes the lines that are surely at fault; answers with the parts that must be sent again to learn more. */
function judge(result: SentBatch, lines: readonly Line[], { message, dropped }: Refusal): (readonly Line[])[] {
  const suspects = suspectsAmong(lines, message, dropped);
  const allAtFault = lines.length === 1 || dropped === lines.length || suspects.certain;
  if (!allAtFault)
    return suspects.lines.length > 0 && suspects.lines.length < lines.length
      ? [suspects.lines, without(lines, suspects.lines)]
      : halves(lines);
  const tooOld = /retention policy/i.test(message) && !/conflict|unable to parse/i.test(message);
  for (const { index } of lines) {
    if (tooOld) result.expired.push(index);
    else result.refused.push({ index, reason: message.slice(0, 1_000) });
  }
  return [];
}
