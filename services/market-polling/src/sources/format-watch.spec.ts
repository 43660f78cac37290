import { describe, expect, it } from '@jest/globals';
import type { ErrorClass } from '@lodestream/component';
import { FormatWatch } from './format-watch.js';
import type { SourceNotice } from './market-source.js';

describe('a change of format', () => {
  it('is told once an endpoint, and again once it could be read in between', () => {
    const told: SourceNotice[] = [];
    const watch = new FormatWatch((notice) => told.push(notice));
    const ended = (endpoint: string, error: ErrorClass | null, misread = false): void =>
      watch.ended({ source: 'coingecko', endpoint, error, message: error === null ? null : 'at $', durationMs: 1, credits: 1, misread });
    for (const error of ['version', 'version', 'timeout', 'malformed', null, 'malformed', 'rate_limit'] as const)
      ended('/global', error, error === 'version');
    ended('/simple/price', 'version', true);
    expect(told).toEqual([
      { source: 'coingecko', type: 'format_changed', subject: '/global', severity: 'warning', detail: 'at $' },
      { source: 'coingecko', type: 'format_changed', subject: '/global', severity: 'warning', detail: 'at $' },
      { source: 'coingecko', type: 'format_changed', subject: '/simple/price', severity: 'warning', detail: 'at $' },
    ]);
  });

  it('is not that a provider offers no such path', () => {
    const told: SourceNotice[] = [];
    const missing = {
      source: 'node:dogecoin',
      endpoint: '',
      error: 'version',
      message: 'unknown method',
      durationMs: 1,
      credits: 0,
    } as const;
    new FormatWatch((notice) => told.push(notice)).ended({ ...missing, misread: false });
    expect(told).toEqual([]);
  });
});
