import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeReal, eventually, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { fillFarm } from './filled-farm.js';
import { aListed, aReading } from './samples.js';
import { launchBrowser, WatchedPage } from './watched-page.js';

const minute = 60_000;

describeReal('the charts of a miner in detail', ['chromium'], () => {
  let [under, browser, watched, page] = [] as unknown as [DashboardUnderTest, Browser, WatchedPage, Page];

  beforeAll(async () => {
    under = await DashboardUnderTest.open();
    await fillFarm(under);
    await under.list(aListed('gaps'), aListed('moved'));
    // Ten minutes of readings, two of which are missing, and a board that was not measured in one.
    const now = Date.now();
    const board = (hashrate: number | null) => ({ total: 95, unit: 'TH/s', nominal: 95, per_hashboard: [{ board_id: 1, hashrate }] });
    const kept = [10, 9, 8, 7, 4, 3, 2, 1].map((ago) => ({ ago, hashrate: board(ago === 2 ? null : 90 + ago) }));
    const interval_ms = minute;
    await under.keep(...kept.map(({ ago, hashrate }) => aReading('gaps', { observed_at: now - ago * minute, interval_ms, hashrate })));
    await under.read(aReading('gaps', { observed_at: now - minute, interval_ms, hashrate: board(91) }));
    browser = await launchBrowser();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
  }, 60_000);
  beforeEach(async () => {
    watched = await WatchedPage.open(browser);
    ({ page } = watched);
  }, 60_000);
  afterEach(async () => {
    await watched.close();
    expect(watched.complaints).toEqual([]);
  }, 60_000);

  const line = (name: string) => page.getByRole('region', { name: 'In short' }).getByRole('row', { name: new RegExp(`^${name} `) });
  const values = () => page.getByRole('region', { name: 'All values' }).getByRole('row');

  it('opens each from its title, without a mouse, at an address of its own', async () => {
    await page.goto(under.url('/miners/m2'));
    for (const title of ['Hashrate', 'Temperature', 'Power', 'Efficiency']) {
      await page.getByRole('link', { name: `${title} in detail` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: `${title} of m2` }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/miners/m2/charts/${title.toLowerCase()}`);
      await line(title === 'Temperature' ? 'hottest chip' : title.toLowerCase()).waitFor();
      await page.goBack();
    }
    await page.getByRole('region', { name: 'Fans' }).getByRole('link', { name: 'Fans', exact: true }).click();
    await line('fan 0').waitFor();
    expect(await line('fan 0').innerText()).toContain('4,200');
    await page.getByRole('link', { name: 'Shares at the pool' }).click();
    await line('accepted').waitFor();
  }, 60_000);

  it('shows the boards beside the whole, each in short and step by step, with what is missing as such', async () => {
    await page.goto(under.url('/miners/gaps/charts/hashrate'));
    await line('board 1').waitFor();
    expect(await line('board 1').innerText()).toMatch(/91\.00\s*TH\/s\s+91\.00\s*TH\/s\s+96\.00\s*TH\/s\s+100\.0\s*TH\/s\s+\d+ of \d+$/);
    const [head = '', ...steps] = await values().allInnerTexts();
    expect(head).toMatch(/From\s+hashrate TH\/s\s+nominal TH\/s\s+board 1 TH\/s/);
    const ofBoard = steps.slice(0, 9).map((row) => /no reading in 2 steps$/.exec(row)?.[0] ?? row.split(/\s+/).at(-1));
    expect(ofBoard).toEqual(['91.00', '–', '93.00', '94.00', 'no reading in 2 steps', '97.00', '98.00', '99.00', '100.0']);
  }, 60_000);

  it('keeps a board of the past that the newest reading does not list any more, and calls it gone', async () => {
    const ofBoards = (...ids: number[]) => ({
      total: 95,
      unit: 'TH/s',
      per_hashboard: ids.map((board_id) => ({ board_id, hashrate: 30 + board_id })),
    });
    const of = (ago: number, ...ids: number[]) =>
      aReading('moved', { observed_at: Date.now() - ago * minute, interval_ms: minute, hashrate: ofBoards(...ids) });
    await under.keep(of(12, 1, 2, 10), of(11, 1, 2, 10), of(1, 1, 2));
    await under.read(of(0.5, 1, 2, 3));
    await page.goto(under.url('/miners/moved/charts/hashrate'));
    await line('board 10 \\(gone\\)').waitFor();
    const names = await page.getByRole('region', { name: 'In short' }).getByRole('rowheader').allInnerTexts();
    expect(names).toEqual(['hashrate', 'nominal', 'board 1', 'board 2', 'board 3', 'board 10 (gone)']);
    expect(await line('board 10 \\(gone\\)').innerText()).toMatch(/40\.00/);
    expect(await line('board 3').innerText()).toContain('all');
  }, 60_000);

  it('keeps how far back one looks in the address, and gives those very values as a file', async () => {
    await page.goto(under.url('/miners/gaps/charts/hashrate?span=24h'));
    await line('hashrate').waitFor();
    const back = page.getByRole('navigation', { name: 'How far back' });
    expect(await back.locator('[aria-current=true]').innerText()).toBe('24 h');
    await back.getByRole('link', { name: '6 h' }).click();
    await eventually(() => expect(page.url()).toMatch(/\?span=6h$/));
    await line('hashrate').waitFor();
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV of these values' }).click();
    const file = await coming;
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toMatch(/^miner_id,from [^\r]+,hashrate \(TH\/s\),[^\r]+,board1_hashrate \(TH\/s\),/);
    const { searchParams } = new URL(file.url());
    expect(Number(searchParams.get('to')) - Number(searchParams.get('from'))).toBe(6 * 60 * minute);
    await page.goBack();
    await eventually(async () => expect(await back.locator('[aria-current=true]').innerText()).toBe('24 h'));
  }, 60_000);

  it('goes on with each reading', async () => {
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/series?') && asked.push(request.url()));
    await page.goto(under.url('/miners/m1/charts/power'));
    await line('power').waitFor();
    await under.read(aReading('m1', { observed_at: Date.now(), interval_ms: 600_000, power: { consumption: 1_234 } }));
    await line('power').getByText('1,234').first().waitFor();
    expect(asked).toHaveLength(1);
  }, 60_000);

  it('says so where there is no such chart, no such miner and nothing to show', async () => {
    await page.goto(under.url('/miners/m2/charts/nonsense'));
    await page.getByText('There is no chart called nonsense').waitFor();
    await page.goto(under.url('/miners/nobody/charts/power'));
    await page.getByRole('heading', { name: 'There is no miner nobody' }).waitFor();
    await page.goto(under.url('/miners/m10/charts/fans'));
    await page.getByText('Boards and fans are known with the next reading.').waitFor();
  }, 60_000);

  it('says that the history can not be read', async () => {
    await page.route('**/series?**', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"The store is away"}' }),
    );
    await page.goto(under.url('/miners/m2/charts/power'));
    await page.getByText("History can't be shown: The store is away").waitFor();
    expect(watched.complaints.splice(0).every((text) => text.includes('503'))).toBe(true);
  }, 60_000);

  it('fits a narrow phone', async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(under.url('/miners/m2/charts/temperature'));
    await line('hottest chip').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(false);
  }, 60_000);
});
