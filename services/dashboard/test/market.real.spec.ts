import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import type { Browser, Page } from 'playwright-core';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { aCoin, fillMarket, reportSources } from './filled-market.js';
import { launchBrowser, WatchedPage } from './watched-page.js';

describeReal('the page of the markets', ['chromium'], () => {
  let [under, empty, browser, watched] = [] as unknown as [DashboardUnderTest, DashboardUnderTest, Browser, WatchedPage];
  let page: Page;

  beforeAll(async () => {
    under = await DashboardUnderTest.open();
    empty = await DashboardUnderTest.open();
    await fillMarket(under);
    browser = await launchBrowser();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
    await empty?.close();
  }, 60_000);
  beforeEach(async () => {
    watched = await WatchedPage.open(browser);
    ({ page } = watched);
    await reportSources(under);
  }, 60_000);
  afterEach(async () => {
    await watched.close();
    expect(watched.complaints).toEqual([]);
  }, 60_000);

  const row = (symbol: string) => page.getByRole('region', { name: 'Coins' }).getByRole('row', { name: new RegExp(`^${symbol} `) });
  const fact = (region: string, name: string) =>
    page
      .getByRole('region', { name: region })
      .locator('dl > div')
      .filter({ has: page.getByText(name, { exact: true }) });

  it('shows what each coin is worth and earns, by whom and how old', async () => {
    await page.goto(under.url());
    await page.getByRole('link', { name: 'Market' }).click();
    const text = await row('BTC').innerText();
    for (const part of ['103,396.00', '+1.23 %', '−0.40 %', '0.0515', 'USD per TH/s', '50 sat', 'Fresh', 'CoinGecko'])
      expect(text).toContain(part);
    expect(await row('BTC').getByRole('img').getAttribute('aria-label')).toBe('BTC over the last 5 min: +1.37 %');
    expect(await page.getByRole('region', { name: 'The market as a whole' }).innerText()).toMatch(/CoinGecko[\s\S]*3\.075T/);
  }, 60_000);

  it('says where another source stands in, and which prices are cached, stale or missing', async () => {
    await page.goto(under.url('/market'));
    await row('BTC').waitFor();
    const notices = await page.locator('main [role=status]').first().innerText();
    expect(notices).toMatch(/No source has given a price of PEP\./);
    expect(notices).toMatch(/too old to reckon with of BELLS\./);
    expect(notices).toMatch(/for no newer one is had, of DOGE\./);
    expect(notices).toMatch(/Another source stands in for the most reliable one of LTC \(CoinMarketCap\)\./);
    expect(await row('PEP').innerText()).toMatch(/–\s*USD/);
    expect(await row('PEP').innerText()).not.toMatch(/\d/);
  }, 60_000);

  it('opens a coin by its address, with the evidence for its price', async () => {
    await page.goto(under.url('/market/litecoin'));
    await page.getByRole('heading', { name: 'Litecoin' }).waitFor();
    const why = await page.getByRole('region', { name: 'Why this price' }).innerText();
    expect(why).toMatch(/From CoinMarketCap instead of CoinGecko, whose price lies too far from the others\./);
    expect(why).toMatch(/CoinGecko\s+outlier, not taken[\s\S]*122\.00[\s\S]*\+22\.0 %[\s\S]*CoinMarketCap, taken/);
    expect(await page.title()).toBe('litecoin · Lodestream');
  }, 60_000);

  it('tells indicators and the chain, and of what is missing the reason', async () => {
    await page.goto(under.url('/market'));
    await row('BTC').getByRole('link').click();
    await page.getByRole('heading', { name: 'Bitcoin' }).waitFor();
    expect(await fact('Indicators', 'RSI of 14 days').innerText()).toContain('44.6');
    expect(await fact('Indicators', 'Average of 200 days').innerText()).toMatch(/–[\s\S]*needs 200 daily closes/);
    expect(await fact('Network and mining', 'Network hashrate').innerText()).toMatch(/640\s*EH\/s/);
    expect(await fact('Network and mining', 'Next retarget').innerText()).toMatch(/in 7 d, about −1\.20 %/);
    expect(await fact('Network and mining', 'Next halving').innerText()).toMatch(/–[\s\S]*schedule is not known/);
    await page.goBack();
    await row('BTC').waitFor();
  }, 60_000);

  it('tells what chains earn that are mined together, and which of them is not in the sum', async () => {
    await page.goto(under.url('/market'));
    const group = page.getByRole('region', { name: 'Scrypt, mined together' });
    await group.waitFor();
    const text = await group.innerText();
    expect(text).toMatch(/at least\s+0\.9244\s*USD a day per GH\/s/);
    expect(text).toMatch(/2 of 3 chains are in the sum\.[\s\S]*Next halving: litecoin in 400\sd\./);
    expect(text).toMatch(/BELLS[\s\S]*not in the sum: it has no price to reckon with[\s\S]*–\s*USD/);
    expect(text).toMatch(/no price is asked for: JKC\./);
  }, 60_000);

  it('tells how each source stands and what its budget has left', async () => {
    await page.goto(under.url('/market'));
    const source = (name: string) => page.getByRole('region', { name: /^Sources/ }).getByRole('row', { name: new RegExp(`^${name} `) });
    await source('CoinGecko').waitFor();
    const [gecko, cmc, node] = await Promise.all(
      ['CoinGecko', 'CoinMarketCap', 'own node of dogecoin'].map((name) => source(name).innerText()),
    );
    expect(gecko).toMatch(/plan demo[\s\S]*Answers[\s\S]*▲ 600\s+of 10,000[\s\S]*anew in 3 d/);
    expect(cmc).toMatch(/Does not answer[\s\S]*–\s+of 10,000[\s\S]*CoinMarketCap asks to slow down\.[\s\S]*rate limit, 2 min ago/);
    expect(node).toMatch(/Not asked yet[\s\S]*–[\s\S]*nobody counts/);
  }, 60_000);

  it('goes on live, on the page of one coin too', async () => {
    await page.goto(under.url('/market/dogecoin'));
    await page.getByText('Cached', { exact: true }).waitFor();
    await under.send('marketData', [
      ['dogecoin', aCoin('dogecoin', 'DOGE', { price: { usd: 0.4321, last_updated: Date.now(), state: 'fresh' } })],
    ]);
    await page.getByText('0.4321').first().waitFor();
    await page.getByText('Fresh', { exact: true }).waitFor();
  }, 60_000);

  it('opens the charts of a coin into their detail, with every value and the same as a file', async () => {
    await page.goto(under.url('/market/bitcoin'));
    await page.getByRole('link', { name: 'Price in detail' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Price of Bitcoin' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/market/bitcoin/charts/price');
    const short = page.getByRole('region', { name: 'In short' });
    await short.getByRole('row', { name: /^price / }).waitFor();
    expect(await short.getByRole('row', { name: /^price / }).innerText()).toMatch(/102,970\s*USD/);
    const values = await page.getByRole('region', { name: 'All values' }).getByRole('row').allInnerTexts();
    expect(values.filter((row) => row.includes('102,995'))).toHaveLength(1);
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'CSV of these values' }).click();
    expect((await coming).suggestedFilename()).toBe('bitcoin.csv');
    await page.getByRole('link', { name: 'Difficulty' }).click();
    await short.getByRole('row', { name: /^difficulty / }).waitFor();
    await page.goto(under.url('/market/bitcoin/charts/nonsense'));
    await page.getByText('There is no chart called nonsense').waitFor();
  }, 60_000);

  it('shows what each source is asked, how often and when next, and when its budget runs out', async () => {
    await page.goto(under.url('/market'));
    const plan = page.getByRole('region', { name: 'What is asked, and when' });
    await plan.waitFor();
    const rows = await plan.getByRole('row').allInnerTexts();
    const [node, prices, history, count, sum] = rows.slice(1).map((each) => each.replace(/\s+/g, ' ').trim());
    expect(prices).toMatch(/^CoinGecko simple_price every 5 min in (\d+ s|\d min) 8,928 8,928$/);
    expect(history).toMatch(/historical by 50 0 \* \* \* \(Europe\/Zurich\) in 10 h 124 124$/);
    expect(count).toMatch(/key_info every 24 h – 31 0$/);
    expect(sum).toMatch(/^The plan takes 9,796 of 10,000 credits in a month of 31 days\. At this pace they run out in 2 d,/);
    expect(node).toMatch(/^own node of dogecoin nodes every 5 min (in \d+ s|due) – –$/);
  }, 60_000);

  it('says that no coin is priced yet, and that one is not known', async () => {
    await page.goto(empty.url('/market'));
    await page.getByRole('heading', { name: 'No coin is priced yet' }).waitFor();
    await page.goto(under.url('/market/nothing'));
    await page.getByRole('heading', { name: 'No price of nothing is known' }).waitFor();
  }, 60_000);

  it('says that it waits while the server tells nothing', async () => {
    await page.routeWebSocket(/live/, () => undefined);
    await page.goto(under.url('/market'));
    await page.getByText('Waiting for the first prices …').waitFor();
  }, 60_000);

  it.each(['/market', '/market/bitcoin', '/market/bitcoin/charts/price'])(
    'fits a narrow phone at %s',
    async (path) => {
      await page.setViewportSize({ width: 360, height: 780 });
      await page.goto(under.url(path));
      await page.locator('main section').nth(1).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(false);
      if (path === '/market') expect(await row('BTC').getByText('Fresh').isVisible()).toBe(true);
    },
    60_000,
  );
});
