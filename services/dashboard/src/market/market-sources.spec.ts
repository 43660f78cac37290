import { describe, expect, it } from '@jest/globals';
import type { ServiceIntegration } from '@lodestream/records';
import { aStatus } from '../../test/samples.js';
import type { SystemRow } from '../follow/system-view.js';
import { marketSources } from './market-sources.js';

const source = (id: string, change: Partial<ServiceIntegration> = {}): ServiceIntegration => ({
  id,
  state: 'unknown',
  since: null,
  last_answer_at: null,
  last_error: null,
  paused_until: null,
  paused_by: null,
  paused_reason: null,
  budget: null,
  requests: [],
  ...change,
});

const told = (instance: string, integrations: ServiceIntegration[], change: Partial<SystemRow> = {}): SystemRow => ({
  ...aStatus('market-polling', { instance, integrations }),
  age_ms: 0,
  silent: false,
  ...change,
});

describe('the sources of the markets', () => {
  it('are told by the replica that asked last: the others only know that they did not ask', () => {
    const before = source('market:a', { state: 'up', last_answer_at: 5 });
    const now = source('market:a', { state: 'down', last_answer_at: 4, last_error: { at: 9, class: 'timeout', message: 'No answer.' } });
    const rows = [told('one', [source('market:a')]), told('two', [now]), told('three', [before])];
    expect(marketSources(rows)).toEqual([{ ...now, silent: false }]);
  });

  it('stand by their ids, with the silence of whoever told them, and without those of other services', () => {
    const rows = [
      told('one', [source('market:b'), source('chain:a')], { silent: true }),
      told('two', [source('pool:a')], { service: 'pool-streaming' }),
    ];
    expect(marketSources(rows).map(({ id, silent }) => [id, silent])).toEqual([
      ['chain:a', true],
      ['market:b', true],
    ]);
  });
});
