import type { Page } from 'playwright-core';

/** Milliseconds between frames by the clock, and what the page's thread computed by its own CPU time, which other programs don't lengthen. */
export interface FrameTimes {
  readonly frames: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** CPU milliseconds of the longest task: no frame can be made meanwhile. */
  readonly longestTask: number;
  readonly tasksOver50: number;
}

const recorder = `(() => {
  const seen = (window.frameTimes = { deltas: [], last: null, on: true });
  const frame = (now) => {
    if (seen.last !== null) seen.deltas.push(now - seen.last);
    seen.last = now;
    if (seen.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

/** Records every frame of a page while `act` runs, and by Chromium's own trace what its thread computed meanwhile. */
export async function recordFrames(page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  const browser = page.context().browser()!;
  await page.evaluate(recorder);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const deltas = (await page.evaluate('(() => { frameTimes.on = false; return frameTimes.deltas; })()')) as number[];
  const sorted = deltas.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { frames: sorted.length, p50: at(0.5), p95: at(0.95), longest: at(1), ...tasksOf(trace.traceEvents) };
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Microseconds by the clock. */
  readonly dur?: number;
  /** Microseconds of the thread's own CPU time. */
  readonly tdur?: number;
}

function tasksOf(events: readonly TraceEvent[]): Pick<FrameTimes, 'longestTask' | 'tasksOver50'> {
  const pages = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf));
  const tasks = events.filter((event) => event.tdur !== undefined && pages.has(threadOf(event))).map(({ tdur = 0 }) => tdur / 1_000);
  if (tasks.length === 0) throw new Error('The trace holds no task of the page.');
  return { longestTask: tasks.reduce((most, one) => Math.max(most, one), 0), tasksOver50: tasks.filter((one) => one > 50).length };
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
