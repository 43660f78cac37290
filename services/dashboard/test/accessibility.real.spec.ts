import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Secret } from '@lodestream/service-kit';
import { describeReal, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { fillFarm } from './filled-farm.js';
import { fillMarket } from './filled-market.js';
import { launchBrowser, WatchedPage } from './watched-page.js';

const themes = ['dark', 'light'] as const;
const widths = { desk: 1440, phone: 360 } as const;
const routes = [
  { path: '/', shown: 'Every miner, by place' },
  { path: '/miners/m2', shown: 'What happened' },
  { path: '/miners/m10', shown: 'What happened' },
  { path: '/miners/nobody', shown: 'There is no miner nobody' },
  { path: '/miners/m2/charts/hashrate', shown: 'All values' },
  { path: '/miners/m2/charts/nonsense', shown: 'There is no chart' },
  { path: '/market', shown: 'The market as a whole' },
  { path: '/market/bitcoin', shown: 'Network and mining' },
  { path: '/market/litecoin', shown: 'Network and mining' },
  { path: '/market/bitcoin/charts/price', shown: 'All values' },
  { path: '/market/nothing', shown: 'No price of nothing is known' },
  { path: '/system', shown: 'Ledger' },
  { path: '/no/such/place', shown: 'There is nothing at /no/such/place' },
] as const;
const cases = routes.flatMap((route) =>
  themes.flatMap((theme) => Object.keys(widths).map((width) => ({ ...route, theme, width: width as keyof typeof widths }))),
);

/** What axe-core finds wrong with the page as it stands, by rule and place; best practices included. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults;
  expect(found.passes.length).toBeGreaterThan(5);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}

describeReal('the page for everybody', ['chromium'], () => {
  let [under, guarded, browser, watched] = [] as unknown as [DashboardUnderTest, DashboardUnderTest, Browser, WatchedPage];

  beforeAll(async () => {
    under = await DashboardUnderTest.open();
    const token = Secret.of('0123456789-0123456789');
    guarded = await DashboardUnderTest.open({ settings: { access_tokens: [{ name: 'anna', role: 'viewer', token }] } });
    await fillFarm(under);
    await fillMarket(under);
    browser = await launchBrowser();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
    await guarded?.close();
  }, 60_000);
  afterEach(() => watched?.close(), 60_000);
  beforeEach(() => void (watched = undefined as never));

  // The script of axe-core is no script of the page's own, so its policy is left out here; every other test holds to it.
  const openAs = (theme: (typeof themes)[number], width: number) =>
    WatchedPage.open(browser, { colorScheme: theme, viewport: { width, height: 1000 }, bypassCSP: true });

  it.each(cases)(
    'axe-core finds nothing at $path, $theme, $width',
    async ({ path, shown, theme, width }) => {
      watched = await openAs(theme, widths[width]);
      await watched.page.goto(under.url(path));
      await watched.page.getByText(shown).first().waitFor();
      await watched.page.getByText('Live', { exact: true }).waitFor();
      expect(await violations(watched.page)).toEqual([]);
    },
    60_000,
  );

  it.each(themes)(
    'axe-core finds nothing while one points at a miner, filters, and logs in, %s',
    async (theme) => {
      watched = await openAs(theme, widths.desk);
      const { page } = watched;
      await page.goto(under.url());
      await page.getByRole('link', { name: 'm2' }).first().waitFor();
      await page.getByRole('listbox').focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('option').waitFor({ state: 'attached' });
      await page.getByLabel('Find miners').fill('m');
      await page.getByRole('listbox').hover({ position: { x: 3, y: 22 } });
      expect(await violations(page)).toEqual([]);
      await page.goto(guarded.url());
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
      expect(await violations(page)).toEqual([]);
    },
    60_000,
  );
});
