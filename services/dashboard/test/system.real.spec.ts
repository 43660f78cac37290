import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeReal, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import type { Browser, Page } from 'playwright-core';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { aStatus } from './samples.js';
import { launchBrowser, WatchedPage } from './watched-page.js';

const minute = 60_000;

describeReal('the page of the system', ['chromium'], () => {
  let [under, browser, watched, page] = [] as unknown as [DashboardUnderTest, Browser, WatchedPage, Page];

  beforeAll(async () => {
    under = await DashboardUnderTest.open();
    browser = await launchBrowser();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
  }, 60_000);
  /** The services as they say they are right now; one that says nothing for 15 s counts as silent. */
  async function reportAll(): Promise<void> {
    const now = Date.now();
    const ledger = { produced: 10, stored: 5, dead_lettered: 1, dropped: { expired: 1, seen_twice: 1 }, in_flight: 1 };
    const last_error = { at: now - minute, class: 'rate_limit', message: 'The store asks to wait.' };
    const budget = { plan: 'demo', cap: 10_000, spent: 400 };
    const integrations = [
      { id: 'market:coingecko', state: 'up' as const, last_answer_at: now - minute, budget },
      { id: 'chain:mempool', state: 'down' as const, last_error: { at: now, class: 'timeout', message: 'No answer within 20 s.' } },
    ];
    await under.report(
      aStatus('telemetry-writer', { timestamp: now, ledger, lag: { 'miner.telemetry': 4, 'miner.events': 0 }, last_error }),
      aStatus('market-polling', { timestamp: now, integrations }),
      aStatus('alerting', { timestamp: now, ready: false, state: 'degraded', reason: 'alerting/bus: the event bus has taken nothing' }),
      aStatus('enrichment', { timestamp: now - 10 * minute }),
    );
  }

  beforeEach(async () => {
    watched = await WatchedPage.open(browser);
    ({ page } = watched);
    await reportAll();
    await page.goto(under.url('/system'));
    await page.getByRole('article').first().waitFor();
  }, 60_000);
  afterEach(async () => {
    await watched.close();
    expect(watched.complaints).toEqual([]);
  }, 60_000);

  const service = (name: string) => page.getByRole('article', { name: `${name} one` });
  const opened = async (name: string): Promise<string> => {
    await service(name).locator('summary').press('Enter');
    return service(name).locator('dl').innerText();
  };

  it('says first which instances need a look, and why', async () => {
    await page.getByText(/^2 of \d instances need a look: alerting, enrichment\.$/).waitFor();
    expect(await service('alerting').innerText()).toMatch(/degraded[\s\S]*the event bus has taken nothing/);
    expect(await service('enrichment').innerText()).toMatch(/Silent for 10 min, running before/);
  }, 60_000);

  it('tells of each what it is behind with, what it dropped and why, and its newest error', async () => {
    expect(await service('telemetry-writer').innerText()).toMatch(
      /running[\s\S]*4 messages behind[\s\S]*rate limit: The store asks to wait\./,
    );
    const parts = await opened('telemetry-writer');
    expect(parts).toMatch(/miner\.telemetry\s+4 messages behind\s+miner\.events\s+up to date/);
    expect(parts).toMatch(/dropped: expired\s+1 messages\s+dropped: seen twice\s+1 messages/);
  }, 60_000);

  it('tells how its integrations stand', async () => {
    expect(await service('market-polling').innerText()).toContain('1 of 2 integrations without trouble');
    const parts = await opened('market-polling');
    expect(parts).toMatch(/CoinGecko prices\s+answers · last answer \d+ s ago · 9,600 of 10,000 credits left/);
    expect(parts).toMatch(/mempool\.space chain\s+does not answer · newest error \d+ s ago: No answer within 20 s\./);
  }, 60_000);

  it('goes on live, and fits a narrow phone with everything open', async () => {
    await under.report(aStatus('alerting', { timestamp: Date.now() }));
    await page.getByText(/^1 of \d instances need a look: enrichment\.$/).waitFor();
    await page.setViewportSize({ width: 360, height: 780 });
    for (const name of ['telemetry-writer', 'market-polling']) await opened(name);
    expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(false);
  }, 60_000);
});
