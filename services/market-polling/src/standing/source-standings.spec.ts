import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import type { RequestOutcome } from '../sources/paced-api.js';
import { SourceStandings } from './source-standings.js';
import type { BudgetedSource, TimedChain } from './told-plan.js';

const ended = (source: string, change: Partial<RequestOutcome> = {}): RequestOutcome => ({
  source,
  endpoint: '/price',
  error: null,
  message: null,
  durationMs: 5,
  credits: 1,
  misread: false,
  ...change,
});

const counted = (spent: number | null): BudgetedSource => ({
  name: 'counted',
  plan: { source: 'counted', tier: 'demo', callsPerMinute: 30, creditsPerMonth: 10_000, requests: [] },
  quota: { spent, period: { kind: 'calendar_month' } },
  history: null,
});

const chain = (source: string): TimedChain => ({ source, setting: 'explorers', cadence: { intervalSeconds: 600, cron: null } });
const never = (): null => null;

describe('how sources stand', () => {
  it('is paused while an operator holds them back, by whom and until when, whatever they said last', () => {
    const standings = new SourceStandings(new FakeClock(9), (name) =>
      name === 'free' ? { atMs: 4, untilMs: 60, by: 'anna', reason: null } : null,
    );
    standings.ended(ended('free'));
    standings.ended(ended('other'));
    const [paused, other] = standings.report([], [chain('free'), chain('other')], (_source, _task, afterMs) => afterMs + 1);
    expect(paused).toMatchObject({ state: 'paused', since: 4, paused_until: 60, paused_by: 'anna', last_answer_at: 9 });
    expect(other).toMatchObject({ state: 'up', paused_until: null, paused_by: null });
    expect([paused, other].map((each) => each!.requests[0]!.next_at)).toEqual([61, 10]);
  });

  it('knows nothing of a source that was not asked, and its budget all the same', () => {
    const [told] = new SourceStandings(new FakeClock(Date.UTC(2026, 10, 28))).report([counted(null)], [], never);
    expect(told).toEqual({
      id: 'market:counted',
      state: 'unknown',
      since: null,
      last_answer_at: null,
      last_error: null,
      paused_until: null,
      paused_by: null,
      paused_reason: null,
      budget: { plan: 'demo', cap: 10_000, spent: null, resets_at: Date.UTC(2026, 11, 1), planned: 0, runs_out_at: null },
      requests: [],
    });
  });

  it('stands up or down since the first answer of that kind, and keeps the newest answer and the newest error', async () => {
    const clock = new FakeClock(1_000);
    const standings = new SourceStandings(clock);
    const failed = ended('free', { error: 'timeout', message: 'no answer within 20 s' });
    for (const outcome of [ended('free'), ended('free'), failed, failed]) {
      standings.ended(outcome);
      await clock.advance(10);
    }
    expect(standings.report([], [chain('free')], never)).toEqual([
      {
        id: 'chain:free',
        state: 'down',
        since: 1_020,
        last_answer_at: 1_010,
        last_error: { at: 1_030, class: 'timeout', message: 'no answer within 20 s' },
        paused_until: null,
        paused_by: null,
        paused_reason: null,
        budget: null,
        requests: [expect.objectContaining({ name: 'explorers', interval_s: 600 })],
      },
    ]);
    standings.ended(ended('free'));
    expect(standings.report([], [chain('free')], never)[0]).toMatchObject({ state: 'up', since: 1_040, last_error: { at: 1_030 } });
  });

  it('takes for an answer that a source does not know one of the methods, and tells it all the same', () => {
    const standings = new SourceStandings(new FakeClock(1_000));
    standings.ended(ended('node', { error: 'version', message: 'the node does not know the method' }));
    expect(standings.report([], [chain('node')], never)[0]).toMatchObject({
      state: 'up',
      last_answer_at: null,
      last_error: { class: 'version' },
    });
  });

  it('tells what was spent as the budget knows it', () => {
    const told = new SourceStandings(new FakeClock()).report([counted(120)], [], never);
    expect(told[0]?.budget?.spent).toBe(120);
  });
});
