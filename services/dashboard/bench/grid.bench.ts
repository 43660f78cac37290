/**
 * The page with 10,000 miners in a real browser: milliseconds between frames while rows change, while one scrolls, while the pointer
 * moves over the grid, and while arrow keys do. `--quick` watches each for 3 s instead of 10. What was shown is checked against what was sent.
 */
import { systemClock } from '@lodestream/component';
import { findChromium } from '@lodestream/test-stack';
import type { Page } from 'playwright-core';
import { DashboardUnderTest } from '../test/dashboard-under-test.js';
import { aListed, aReading } from '../test/samples.js';
import { launchBrowser } from '../test/watched-page.js';
import { recordFrames, type FrameTimes } from './frame-times.js';

const miners = 10_000;
const inRack = 100;
/** Every miner once a minute. */
const readingsPerSecond = miners / 60;
const watchMs = process.argv.includes('--quick') ? 3_000 : 10_000;
const ids = Array.from({ length: miners }, (_, at) => `farm-${at}`);

if (findChromium() === null) {
  console.log('skipped: there is no Chromium or Chrome here');
  process.exit(0);
}
const under = await DashboardUnderTest.open({ settings: { live_interval_ms: 200 } });
const browser = await launchBrowser();
let sent = 0;
try {
  await list();
  await read(ids);
  const page = await openPage();
  const stop = keepReading();
  const figures = {
    'rows change': await recordFrames(page, () => page.waitForTimeout(watchMs)),
    scrolling: await recordFrames(page, () => scroll(page)),
    'pointer over the grid': await recordFrames(page, () => point(page)),
    'arrow keys': await recordFrames(page, () => press(page)),
  };
  await stop();
  for (const [name, times] of Object.entries(figures)) console.log(lineOf(name, times));
  const right = await shownRight(page);
  console.log(`correct: ${right} of ${miners} miners in the header's sums; ${sent} readings sent meanwhile`);
  process.exitCode = right === miners ? 0 : 1;
} finally {
  await browser.close();
  await under.close();
}

async function list(): Promise<void> {
  for (let at = 0; at < miners; at += 1_000) {
    const part = ids.slice(at, at + 1_000).map((id, index) => aListed(id, { location: placeOf(at + index) }));
    await under.list(...part);
  }
}

function placeOf(at: number) {
  const [rack, position] = [String(Math.floor(at / inRack) + 1), String((at % inRack) + 1)];
  return { site: null, rack, position, label: `rack_${rack}_position_${position}` };
}

async function read(some: readonly string[]): Promise<void> {
  const observed_at = Date.now();
  for (let at = 0; at < some.length; at += 1_000)
    await under.read(
      ...some.slice(at, at + 1_000).map((id) => aReading(id, { observed_at, interval_ms: 600_000, hashrate: rate(), state: stateOf(id) })),
    );
}

function rate() {
  return { total: 90 + Math.random() * 10, unit: 'TH/s', nominal: 95 };
}

/** One in a hundred is in trouble, as in a farm on a bad night. */
function stateOf(id: string) {
  return id.endsWith('13') ? ('degraded' as const) : ('hashing' as const);
}

async function openPage(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await page.goto(under.url());
  await page.getByText(`${miners} miners`).first().waitFor({ timeout: 60_000 });
  await page.getByRole('listbox').locator('canvas').waitFor();
  await page.waitForTimeout(3_000);
  return page;
}

/** Sends readings at the pace of the farm until told to stop. */
function keepReading(): () => Promise<void> {
  const stopper = new AbortController();
  const loop = (async () => {
    for (let at = 0; !stopper.signal.aborted; at = (at + 17) % miners) {
      const some = ids.slice(at, at + 17);
      await read(some);
      sent += some.length;
      await systemClock.sleep((17 / readingsPerSecond) * 1_000, stopper.signal);
    }
  })();
  return async () => {
    stopper.abort();
    await loop;
  };
}

async function scroll(page: Page): Promise<void> {
  await page.mouse.move(700, 500);
  for (let spent = 0, down = true; spent < watchMs; spent += 50, down = spent % 2_000 < 1_000) {
    await page.mouse.wheel(0, down ? 120 : -120);
    await page.waitForTimeout(50);
  }
  await page.evaluate('scrollTo(0, 0)');
}

async function point(page: Page): Promise<void> {
  const grid = page.getByRole('listbox');
  await grid.scrollIntoViewIfNeeded();
  const box = (await grid.boundingBox())!;
  for (let spent = 0; spent < watchMs; spent += 25) {
    await page.mouse.move(box.x + ((spent / 3) % box.width), box.y + 25 + ((spent / 17) % Math.min(400, box.height - 30)));
    await page.waitForTimeout(25);
  }
}

async function press(page: Page): Promise<void> {
  await page.getByRole('listbox').focus();
  for (let spent = 0; spent < watchMs; spent += 50) {
    await page.keyboard.press(spent % 400 < 200 ? 'ArrowRight' : 'ArrowDown');
    await page.waitForTimeout(50);
  }
}

/** How many miners the header counts in the states that were sent. */
async function shownRight(page: Page): Promise<number> {
  const degraded = ids.filter((id) => stateOf(id) === 'degraded').length;
  const count = async (name: RegExp): Promise<number> => Number(await page.getByRole('button', { name }).locator('b').textContent());
  await page.waitForTimeout(2_500);
  const [ill, well] = [await count(/Degraded/), await count(/Hashing/)];
  return ill === degraded ? ill + well : well;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function lineOf(name: string, { frames, p50, p95, longest, longestTask, tasksOver50 }: FrameTimes): string {
  const tasks = `${frames} frames; longest task ${ms(longestTask)} CPU, ${tasksOver50} over 50 ms`;
  return `${name.padEnd(22)} p50 ${ms(p50)}  p95 ${ms(p95)}  longest ${ms(longest)}  (${tasks})`;
}
