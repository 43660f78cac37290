import { describe, expect, it } from '@jest/globals';
import { PermanentError, silentLog, TransientError, type Log } from '@lodestream/component';
import { leadersAnswer, type LeadersDeps } from './leaders-answer.js';

function deps(outcome: () => Promise<never>): { told: string[]; asked: number[]; leaders: LeadersDeps } {
  const told: string[] = [];
  const asked: number[] = [];
  const log: Log = { ...silentLog, warn: (sentence) => void told.push(sentence) };
  const use = (_doing: string, _act: unknown, deadlineMs?: number): Promise<never> => {
    asked.push(deadlineMs ?? Number.NaN);
    return outcome();
  };
  return { told, asked, leaders: { quiet: { use }, deadlineMs: 60_000, log } };
}

describe('waiting for the leaders of partitions', () => {
  it('goes on with a warning when one stays away past the deadline', async () => {
    const { told, asked, leaders } = deps(() => Promise.reject(new TransientError('no leader', 'dependency')));
    await leadersAnswer(leaders, ['mining.miner.telemetry']);
    expect(told).toEqual(['Some partitions have no leader that answers; going on without them.']);
    expect(asked).toEqual([60_000]);
  });

  it('lets what can never pass stop the start', async () => {
    const { leaders } = deps(() => Promise.reject(new PermanentError('unsupported', 'version')));
    await expect(leadersAnswer(leaders, ['mining.miner.telemetry'])).rejects.toThrow('unsupported');
  });

  it('asks nobody about no topics', async () => {
    const { asked, leaders } = deps(() => Promise.reject(new TransientError('no leader', 'dependency')));
    await leadersAnswer(leaders, []);
    expect(asked).toEqual([]);
  });
});
