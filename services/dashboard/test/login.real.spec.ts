import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Secret } from '@lodestream/service-kit';
import { describeReal, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import type { Browser } from 'playwright-core';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { aListed, aReading } from './samples.js';
import { launchBrowser, WatchedPage } from './watched-page.js';

const token = 'canary-0123456789-abcdef';
/** The browser itself complains of an answer 401; that is what is asked of it here. */
const refusals = /401|WebSocket/;

describeReal('the page where access tokens are configured', ['chromium'], () => {
  let [under, browser, watched] = [] as unknown as [DashboardUnderTest, Browser, WatchedPage];

  beforeAll(async () => {
    under = await DashboardUnderTest.open({ settings: { access_tokens: [{ name: 'anna', role: 'viewer', token: Secret.of(token) }] } });
    await under.list(aListed('m1'));
    await under.read(aReading('m1', { observed_at: Date.now(), interval_ms: 600_000 }));
    browser = await launchBrowser();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
  }, 60_000);
  beforeEach(async () => void (watched = await WatchedPage.open(browser)), 60_000);
  afterEach(() => watched.close(), 60_000);

  const logIn = async (text: string): Promise<void> => {
    await watched.page.getByLabel('Access token').fill(text);
    await watched.page.getByRole('button', { name: 'Log in' }).click();
  };

  it('asks for a token, shows nothing before, and everything after, live', async () => {
    const { page } = watched;
    await page.goto(under.url());
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.getByText('m1').count()).toBe(0);
    await logIn('wrong-token-wrong-token');
    await page.getByRole('alert').waitFor();
    await logIn(token);
    await page.getByRole('link', { name: 'm1' }).first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(watched.unexpected(refusals)).toEqual([]);
  }, 60_000);

  it('stays logged in over a reload, keeps the token nowhere, and logs out', async () => {
    const { page } = watched;
    await page.goto(under.url('/system'));
    await logIn(token);
    await page.getByRole('heading', { name: 'System' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'System' }).waitFor();
    const kept = await page.evaluate(
      'JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, document.body.innerHTML])',
    );
    expect(kept).not.toContain('canary');
    expect(kept).not.toContain('lodestream_session');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(watched.unexpected(refusals)).toEqual([]);
  }, 60_000);
});
