import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { BatchSenderOptions } from './batch-sender.js';

/** Requests of one write that may be under way at one time: a server that is slow at each must not make the whole slow. */
export const mostRequests = 10;
const mostSockets = 12;

/** The bounds of writing that may be set. */
export interface InfluxLimits {
  readonly random?: () => number;
  /** Compresses requests: less network, more CPU. */
  readonly gzip?: boolean;
  readonly requestTimeoutMs?: number;
  /** Longest time a write waits for a server that is away or busy before it is given back as a TransientError. */
  readonly writeDeadlineMs?: number;
  readonly firstDelayMs?: number;
  readonly maxDelayMs?: number;
  readonly maxRequestBytes?: number;
  /**
   * More lines than these are not sent in one request; 500 where nothing is said. InfluxDB gathers the values of a request in one table,
   * and with 5,000 lines that costs it a third of all its CPU.
   */
  readonly maxRequestLines?: number;
}

/** The bounds of writing, with what applies when nothing is said. */
export function limitsOf(options: InfluxLimits): Omit<BatchSenderOptions, 'client' | 'org' | 'clock' | 'observer'> {
  return {
    random: options.random ?? Math.random,
    gzip: options.gzip ?? false,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    deadlineMs: options.writeDeadlineMs ?? 60_000,
    firstDelayMs: options.firstDelayMs ?? 250,
    maxDelayMs: options.maxDelayMs ?? 10_000,
    maxRequestBytes: options.maxRequestBytes ?? 8_388_608,
  };
}

/** An agent that keeps connections and has few of them. */
export function agentFor(url: string): HttpAgent {
  const settings = { keepAlive: true, maxSockets: mostSockets, maxFreeSockets: 2 };
  return url.startsWith('https:') ? new HttpsAgent(settings) : new HttpAgent(settings);
}
