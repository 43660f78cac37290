import { TransientError } from '@lodestream/component';
import { isIPv6 } from 'node:net';
import { loadApplicationConfig } from '../application-config.js';
import type { BusPlace } from './with-bus.js';

/** One request to a miner or a provider and what came of it, as whoever asked kept it: without secrets. */
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
 * The last exchanges with a miner, or with a source of market data of that name, oldest first, out of the memory of the process that asks
 * it, whatever bus it is on.
 * @throws TransientError when that process does not answer on its management port
 */
export async function lastExchanges(place: Pick<BusPlace, 'config'>, name: string, port?: number): Promise<readonly Exchange[]> {
  const { management } = (await loadApplicationConfig({ ...place, environment: process.env })).host;
  const url = `http://${isIPv6(management.host) ? `[${management.host}]` : management.host}:${port ?? management.port}`;
  const ofMiner = await ask(url, 'miner-ingestion.exchanges', { miner_id: name });
  const ofSource = await ask(url, 'market-polling.exchanges', { source: name });
  if (ofMiner === null && ofSource === null)
    throw new TransientError(`The process at ${url} polls neither miners nor markets; check management.port.`, 'dependency');
  return [...(ofMiner ?? []), ...(ofSource ?? [])];
}

/** Null where the process has no such service. */
async function ask(url: string, operation: string, question: object): Promise<readonly Exchange[] | null> {
  const answer = await fetch(`${url}/operations/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithinMs),
  }).catch((cause: unknown) => {
    throw new TransientError(`No process that polls miners or markets answers at ${url}; check management.port.`, 'connectivity', {
      cause,
    });
  });
  const text = await answer.text();
  if (answer.status === 404) return null;
  if (!answer.ok) throw new TransientError(`The process at ${url} can't say: ${text.slice(0, 500)}`, 'dependency');
  return JSON.parse(text) as readonly Exchange[];
}
