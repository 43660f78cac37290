import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CHROMIUM_ARGS, describeReal, eventually, findChromium, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import { FakeEventBus } from '@lodestream/streaming';
import { existsSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { builtPage } from '../src/page/web-files.middleware.js';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { fillFarm, longId, place } from './filled-farm.js';
import { aListed, aReading } from './samples.js';

describeReal('the page in a browser', ['chromium'], () => {
  let [under, browser, context, page] = [] as unknown as [DashboardUnderTest, Browser, BrowserContext, Page];
  let [complaints, outside] = [[], []] as [string[], string[]];
  let home = '';
  let ofOneTest: DashboardUnderTest[] = [];
  // Closed after the test however it ends: a server left open would keep the whole run from ending.
  const opened = async (options?: Parameters<typeof DashboardUnderTest.open>[0]): Promise<DashboardUnderTest> => {
    const dashboard = await DashboardUnderTest.open(options);
    ofOneTest.push(dashboard);
    return dashboard;
  };

  beforeAll(async () => {
    if (!existsSync(builtPage)) throw new Error('The page is not built: run `npm run build` once.');
    under = await DashboardUnderTest.open();
    await fillFarm(under);
    browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...CHROMIUM_ARGS, '--disable-gpu'] });
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
  }, 60_000);

  beforeEach(async () => {
    [complaints, outside, home] = [[], [], new URL(under.url()).host];
    context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, colorScheme: 'dark' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on(
      'request',
      (request) => new URL(request.url()).host !== home && !request.url().startsWith('data:') && outside.push(request.url()),
    );
  }, 60_000);
  afterEach(async () => {
    await context.close();
    await Promise.all(ofOneTest.map((dashboard) => dashboard.close()));
    ofOneTest = [];
    expect({ complaints, outside }).toEqual({ complaints: [], outside: [] });
  }, 60_000);

  const visit = async (path = '/'): Promise<void> => void (await page.goto(under.url(path)));
  const rows = (): Promise<string[]> => page.locator('tbody tr a').allTextContents();
  const seesMiners = (...ids: string[]): Promise<void> => eventually(async () => expect(await rows()).toEqual(ids), { timeoutMs: 20_000 });
  const stateButton = (name: RegExp) => page.getByRole('group', { name: /Miners by state/ }).getByRole('button', { name });
  const isScrollable = (): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  it('shows the counts, and what is wrong and where', async () => {
    await visit();
    await stateButton(/1\s*Offline/).waitFor();
    await stateButton(/1\s*Degraded/).waitFor();
    await stateButton(/2\s*Hashing/).waitFor();
    const trouble = page.getByRole('region', { name: 'Miners in trouble' });
    expect(await trouble.innerText()).toMatch(
      /m10[\s\S]*rack_2_position_1[\s\S]*Does not answer[\s\S]*m2[\s\S]*rack_1_position_2[\s\S]*Fan 3 is lost/,
    );
    expect(await page.getByRole('region', { name: 'The fleet as a whole' }).innerText()).toMatch(/75 % covered/);
    expect(await page.title()).toBe('(2) Fleet · Lodestream');
  }, 60_000);

  it('filters by state and by text, and sorts', async () => {
    await visit();
    await seesMiners('m10', 'm2', 'm1', longId);
    await stateButton(/Degraded/).click();
    await seesMiners('m2');
    await stateButton(/Degraded/).click();
    await page.getByLabel('Find miners').fill('RACK_2');
    await seesMiners('m10', longId);
    await page.getByLabel('Find miners').fill('no such thing');
    await page.getByText('No miner matches.').waitFor();
    await page.getByLabel('Find miners').fill('');
    await page.getByRole('button', { name: /^Miner/ }).click();
    await seesMiners('m1', 'm2', 'm10', longId);
    await page.getByRole('button', { name: /^Miner/ }).click();
    await seesMiners(longId, 'm10', 'm2', 'm1');
    expect(await page.getByRole('columnheader', { name: /^Miner/ }).getAttribute('aria-sort')).toBe('descending');
  }, 60_000);

  it('opens a miner with its parts, its events and its history', async () => {
    await visit();
    await page.getByRole('link', { name: 'm2', exact: true }).first().click();
    await page.getByRole('heading', { name: 'm2' }).waitFor();
    await page.getByText('A fan was lost.').waitFor();
    for (const detail of ['Board 3 failed.', 'The hashrate is low.']) await page.getByText(detail).waitFor();
    expect(await page.getByRole('region', { name: 'Errors in force' }).innerText()).toContain('Fan 3 is lost.');
    expect(await page.getByRole('region', { name: 'Fans' }).innerText()).toContain('4,200');
    const plot = page.getByRole('img', { name: 'Hashrate over time' }).locator('canvas').first();
    await plot.waitFor();
    // A line was drawn: some pixels have the colour of the first series.
    const drawn = `(() => { const c = document.querySelector('[aria-label="Hashrate over time"] canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 0; i < d.length; i += 4) if (Math.abs(d[i] - 0x58) < 12 && Math.abs(d[i + 1] - 0xb7) < 12 && Math.abs(d[i + 2] - 0xff) < 12) n += 1; return n; })()`;
    await eventually(async () => expect(await page.evaluate(drawn)).toBeGreaterThan(50));
    await page.goBack();
    await seesMiners('m10', 'm2', 'm1', longId);
  }, 60_000);

  it('tells the value under the pointer, by nothing that the policy of the page forbids', async () => {
    await visit('/miners/m2');
    const plot = page.getByRole('img', { name: 'Hashrate over time' });
    await plot.locator('canvas').first().waitFor();
    const picture = async (): Promise<string> => (await plot.screenshot()).toString('base64');
    const before = await picture();
    await plot.hover({ position: { x: 150, y: 90 } });
    await eventually(async () => expect(await picture()).not.toBe(before));
  }, 60_000);

  it('asks for history once, then lives on what comes', async () => {
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/series?') && asked.push(request.url()));
    await visit('/miners/m2');
    await page.getByRole('img', { name: 'Hashrate over time' }).locator('canvas').first().waitFor();
    await page.waitForTimeout(3_500);
    expect(asked).toHaveLength(1);
  }, 60_000);

  it('gives the history that the charts show as a file', async () => {
    await visit('/miners/m2');
    const kept = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV' }).click();
    const file = await kept;
    expect(file.suggestedFilename()).toBe('m2.csv');
    expect(readFileSync(await file.path(), 'utf8')).toMatch(/^miner_id,from [^\r]+hashrate \(TH\/s\)[^\r]+\r\nm2,/);
  }, 60_000);

  it('goes on live', async () => {
    await visit('/miners/m1');
    await page.getByRole('heading', { name: 'm1' }).waitFor();
    await under.read(aReading('m1', { observed_at: Date.now(), interval_ms: 600_000, power: { consumption: 1_234 } }));
    await page.getByText('1.23').first().waitFor();
  }, 60_000);

  it('says so when there is no such miner, and no such place', async () => {
    await visit('/miners/nobody');
    await page.getByRole('heading', { name: 'There is no miner nobody' }).waitFor();
    await visit('/no/such/place');
    await page.getByRole('heading', { name: /nothing at/ }).waitFor();
  }, 60_000);

  it('shows the ledger of every service', async () => {
    await visit('/system');
    const ledger = page.getByRole('region', { name: 'Ledger' });
    await ledger.getByRole('row', { name: /telemetry-writer/ }).waitFor();
    expect(
      await ledger
        .getByRole('row', { name: /telemetry-writer/ })
        .getByRole('cell')
        .allTextContents(),
    ).toEqual(['telemetry-writer one', '4', '10', '7', '1', '1', '0', '0', '1', '0']);
    // Counted after the rest was told, so it may come later.
    await eventually(async () => expect(await ledger.innerText()).toMatch(/Dead letters kept: 0/), { timeoutMs: 20_000 });
  }, 60_000);

  it('remembers dark or light', async () => {
    await visit();
    await page.getByRole('button', { name: 'Change to light colours' }).click();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('light');
    await page.reload();
    await page.getByRole('button', { name: 'Change to dark colours' }).waitFor();
  }, 60_000);

  it.each(['/', '/miners/m2', `/miners/${longId}`, '/system'])(
    'fits a phone at %s',
    async (path) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await visit(path);
      await page.getByText('Live', { exact: true }).waitFor();
      if (path === '/') await seesMiners('m10', 'm2', 'm1', longId);
      else await page.locator('main section').nth(1).waitFor();
      expect(await isScrollable()).toBe(false);
    },
    60_000,
  );

  it('can be used without a mouse', async () => {
    await visit();
    await seesMiners('m10', 'm2', 'm1', longId);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    const grid = page.getByRole('listbox');
    await grid.focus();
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await page.getByRole('option').textContent()).toBe('m2, Degraded');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'm2' }).waitFor();
  }, 60_000);

  it('says that the line is cut and how old it is, and comes back without a reload', async () => {
    const first = await opened();
    await fillFarm(first);
    const { port, bus } = first;
    home = new URL(first.url()).host;
    await page.goto(first.url());
    await seesMiners('m10', 'm2', 'm1', longId);
    await page.evaluate('window.untouched = true');
    await first.close();
    await page.getByText(/Connection lost/).waitFor();
    await seesMiners('m10', 'm2', 'm1', longId);
    const second = await opened({ port, bus: new FakeEventBus({}, bus.memory) });
    await second.list(aListed('m11', { location: place('3', '1') }));
    await page.getByRole('link', { name: 'm11' }).first().waitFor({ timeout: 30_000 });
    expect(await page.evaluate('window.untouched')).toBe(true);
    expect(await page.getByText(/Connection lost/).count()).toBe(0);
    // The browser itself complains of each refused connection; that is what was asked of it.
    complaints = complaints.filter((text) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(text));
  }, 90_000);

  it('claims no number of miners before it was told one', async () => {
    await page.routeWebSocket(/live/, (socket) => socket.close());
    await visit();
    await page.getByText(/The server does not answer yet/).waitFor();
    expect(await page.getByText(/\b0\b/).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Miners', exact: true }).count()).toBe(1);
  }, 60_000);

  it('says that the history can not be read, and shows what is live', async () => {
    await page.route('**/series?**', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"The store is away"}' }),
    );
    await visit('/miners/m2');
    await page
      .getByText(/History can't be shown/)
      .first()
      .waitFor();
    expect(await page.getByText('60.0').count()).toBeGreaterThan(0);
    complaints = complaints.filter((text) => !/503/.test(text));
  }, 60_000);

  it('draws changes into the grid just as a page draws them that is opened later', async () => {
    const farm = await opened();
    home = new URL(farm.url()).host;
    const ids = Array.from({ length: 40 }, (_, at) => `c${at}`);
    await farm.list(...ids.map((id, at) => aListed(id, { location: place(String(at % 3), String(at)) })));
    // The cells of all three racks; their names above are left out, for the browser does not draw the same letters alike each time.
    const cells = `(() => { const c = document.querySelector('[role="listbox"] canvas'); return c.getContext('2d').getImageData(0, 25, c.width, c.height - 25).data.reduce((sum, value) => (sum * 31 + value) % 4294967291, 7); })()`;
    const drawn = `new Promise((tell) => requestAnimationFrame(() => tell(${cells})))`;
    // A page behind another one is drawn when it is in front again.
    const picture = async (of: Page): Promise<unknown> => (await of.bringToFront(), await of.evaluate(drawn));
    const broken = await browser.newContext({ viewport: { width: 1440, height: 1000 }, deviceScaleFactor: 1.25, colorScheme: 'dark' });
    try {
      const [first, later] = [await broken.newPage(), await broken.newPage()];
      await first.goto(farm.url());
      await first.getByRole('button', { name: /40\s*Unknown/ }).waitFor();
      const empty = await picture(first);
      const observed_at = Date.now();
      await farm.read(
        ...ids
          .slice(0, 30)
          .map((id, at) => aReading(id, { observed_at, interval_ms: 600_000, state: at % 7 === 0 ? 'degraded' : 'hashing' })),
      );
      await first.getByRole('button', { name: /5\s*Degraded/ }).waitFor();
      await later.goto(farm.url());
      await later.getByRole('button', { name: /5\s*Degraded/ }).waitFor();
      await eventually(async () => expect(await picture(first)).toBe(await picture(later)), { timeoutMs: 20_000 });
      expect(await picture(first)).not.toBe(empty);
    } finally {
      await broken.close();
    }
  }, 90_000);

  it('stays usable with ten thousand miners', async () => {
    const large = await opened();
    const ids = Array.from({ length: 10_000 }, (_, at) => `farm-${at}`);
    for (let at = 0; at < ids.length; at += 1_000)
      await large.list(
        ...ids.slice(at, at + 1_000).map((id, n) => aListed(id, { location: place(String(at / 1_000 + 1), String(n + 1)) })),
      );
    home = new URL(large.url()).host;
    await page.goto(large.url());
    await page.getByText('10000 miners').first().waitFor({ timeout: 60_000 });
    const grid = page.getByRole('listbox');
    await grid.hover({ position: { x: 3, y: 22 } });
    await eventually(async () => expect(await page.getByRole('option').textContent()).toBe('farm-0, Unknown'), { timeoutMs: 30_000 });
  }, 120_000);
});
