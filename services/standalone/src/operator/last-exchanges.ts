import { TransientError } from '@lodestream/component';
import { isIPv6 } from 'node:net';
import { loadApplicationConfig } from '../application-config.js';
import type { BusPlace } from './with-bus.js';

/** One request to a miner and what came of it, as the collector kept it: without secrets. */
export interface Exchange {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly duration_ms: number;
  readonly bytes: number | null;
  readonly body: string | null;
  readonly error: string | null;
}

const answerWithinMs = 15_000;

/**
 * The last exchanges with a miner, oldest first, out of the memory of the process that polls it, whatever bus it is on.
 * @throws TransientError when that process does not answer on its management port
 */
export async function lastExchanges(place: Pick<BusPlace, 'config'>, minerId: string, port?: number): Promise<readonly Exchange[]> {
  const { management } = (await loadApplicationConfig({ ...place, environment: process.env })).host;
  const url = `http://${isIPv6(management.host) ? `[${management.host}]` : management.host}:${port ?? management.port}`;
  const answer = await fetch(`${url}/operations/miner-ingestion.exchanges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ miner_id: minerId }),
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((cause: unknown) => {
    throw new TransientError(`No process that polls miners answers at ${url}; check management.port.`, 'connectivity', { cause });
  });
  const text = await answer.text();
  if (!answer.ok) throw new TransientError(`The process at ${url} can't say: ${text.slice(0, 500)}`, 'dependency');
  return JSON.parse(text) as readonly Exchange[];
}
