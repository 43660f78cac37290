import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import { type GoldenCase, goldenCases, repliesAs } from '../../../test/golden-cases.js';
import type { PacedApi } from '../paced-api.js';
import { mempoolError, MempoolSource } from './mempool.source.js';

type Reply = Pick<GoldenCase, 'status' | 'headers' | 'body'>;

/** An explorer that answers by path, and the paths it was asked. */
function explorer(golden: GoldenCase): { readonly source: MempoolSource; readonly asked: string[] } {
  const asked: string[] = [];
  const ask: PacedApi['ask'] = ({ path }, read) => {
    asked.push(path);
    const said = repliesAs({ ...golden, status: 200, headers: {}, ...(golden.body as Record<string, Reply>)[path]! });
    const error = mempoolError(said);
    return error === null ? Promise.resolve(said).then(read) : Promise.reject(error);
  };
  const cadence = { intervalSeconds: 3_600, cron: null };
  return { source: new MempoolSource('mempool', findCoin('bitcoin')!, cadence, { ask } as PacedApi), asked };
}

async function outcome(golden: GoldenCase): Promise<unknown> {
  const { source, asked } = explorer(golden);
  try {
    return { facts: await source.facts(new AbortController().signal), asked: asked.length };
  } catch (error) {
    if (error instanceof PermanentError || error instanceof TransientError) return { throws: error.errorClass, asked: asked.length };
    throw error;
  }
}

describe('an explorer of the make of mempool.space, asked at four endpoints', () => {
  it.each(goldenCases(import.meta.url))('$name: $why', async (golden) => {
    expect(await outcome(golden)).toEqual(golden.expected);
  });
});
