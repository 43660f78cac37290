import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { topics, type Command, type CommandResultInput } from '@lodestream/records';
import { Secret } from '@lodestream/service-kit';
import { describeReal, eventually, REAL_START_TIMEOUT_MS } from '@lodestream/test-stack';
import type { Browser, Page } from 'playwright-core';
import { DashboardUnderTest } from './dashboard-under-test.js';
import { fillFarm } from './filled-farm.js';
import { aCoin, fillMarket } from './filled-market.js';
import { aListed, aReading, aStatus } from './samples.js';
import { launchBrowser, WatchedPage } from './watched-page.js';

const token = 'canary-0123456789-abcdef';

describeReal('manual override on the page', ['chromium'], () => {
  let [under, guarded, browser, watched, page] = [] as unknown as [DashboardUnderTest, DashboardUnderTest, Browser, WatchedPage, Page];

  beforeAll(async () => {
    under = await DashboardUnderTest.open();
    const access_tokens = [{ name: 'hall', role: 'viewer' as const, token: Secret.of(token) }];
    guarded = await DashboardUnderTest.open({ settings: { access_tokens } });
    await fillFarm(under);
    await fillMarket(under);
    await guarded.list(aListed('m1'));
    await guarded.read(aReading('m1', { observed_at: Date.now(), interval_ms: 600_000 }));
    await fillMarket(guarded);
    browser = await launchBrowser();
  }, REAL_START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await under?.close();
    await guarded?.close();
  }, 60_000);
  beforeEach(async () => {
    watched = await WatchedPage.open(browser);
    ({ page } = watched);
  }, 60_000);
  afterEach(() => watched.close(), 60_000);

  async function wished(action: string, subject: string): Promise<Command> {
    const topic = `mining.${topics.commands.name}`;
    const read = async (): Promise<Command[]> => {
      const ends = await under.bus.admin.offsetsOf(topic);
      const of = ends.map(({ partition, logStart }) => under.bus.read({ topic, partition, offset: logStart }, 1_000));
      return (await Promise.all(of)).flatMap(({ messages }) => messages.map(({ value }) => topics.commands.codec.decode(value!)));
    };
    let found: Command | undefined;
    await eventually(async () =>
      expect((found = (await read()).find((each) => each.action === action && each.miner_id === subject))).toBeDefined(),
    );
    return found!;
  }

  /** What whoever carries commands out says of one. */
  async function end(command: Command, ending: Pick<CommandResultInput, 'outcome'> & Partial<CommandResultInput>): Promise<void> {
    const { command_id, miner_id, action } = command;
    const result = { command_id, miner_id, action, timestamp: Date.now(), started_at: Date.now(), instance: 'one', ...ending };
    await under.send('commandResults', [[miner_id, topics.commandResults.codec.create(result)]]);
  }

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const told = (text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor();

  it('asks for each thing that can be done with the polling of a miner, and tells what came of it', async () => {
    await page.goto(under.url('/miners/m1'));
    await page.getByLabel('Why, for the audit').fill('The fans are changed.');
    await page.getByLabel('How long polling pauses').selectOption({ label: 'for 4 h' });
    await press('Pause polling');
    const pause = await wished('pause_polling', 'm1');
    expect(pause).toMatchObject({ miner_id: 'm1', arguments: { minutes: '240' }, reason: 'The fans are changed.' });
    await told('Pause polling: asked for …');
    await end(pause, { outcome: 'succeeded' });
    await told('Pause polling: done.');
    await press('Poll now');
    await end(await wished('poll_now', 'm1'), { outcome: 'failed', reason: 'no_reading', detail: 'The miner gave no reading.' });
    await told('Poll now: failed. The miner gave no reading.');
    for (const [action, name] of [
      ['resume_polling', 'Resume polling'],
      ['reset_breaker', 'Reset breaker'],
    ] as const) {
      // prettier-ignore
      await press(name);
      await end(await wished(action, 'm1'), { outcome: 'succeeded' });
      await told(`${name}: done.`);
    }
    expect(watched.complaints).toEqual([]);
  }, 60_000);

  it('works without a mouse, and says why nothing could be asked', async () => {
    await page.route('**/commands', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"Unavailable","detail":"The bus is away."}' }),
    );
    await page.goto(under.url('/miners/m2'));
    await page.getByRole('button', { name: 'Poll now', exact: true }).focus();
    await page.keyboard.press('Enter');
    await told('Poll now: The bus is away.');
    expect(watched.unexpected(/503/)).toEqual([]);
  }, 60_000);

  it('pauses a source of the markets, and shows who did and until when', async () => {
    await page.goto(under.url('/market'));
    await page.getByLabel('How long a source pauses').selectOption({ label: 'for 4 h' });
    await page.getByLabel('Why, for the audit').fill('Its prices look odd.');
    await press('Pause CoinGecko');
    const pause = await wished('pause_polling', 'market:coingecko');
    expect(pause).toMatchObject({ arguments: { minutes: '240' }, reason: 'Its prices look odd.' });
    await end(pause, { outcome: 'succeeded' });
    await told('CoinGecko, Pause: done.');
    const now = Date.now();
    const hold = { paused_until: now + 3_600_000, paused_by: 'anna', paused_reason: pause.reason };
    const source = { id: 'market:coingecko', state: 'paused' as const, since: now, ...hold };
    await under.report(aStatus('market-polling', { timestamp: now, integrations: [source] }));
    await page.getByText(/until .*, by anna: Its prices look odd\./).waitFor();
    await press('Resume CoinGecko');
    const resume = await wished('resume_polling', 'market:coingecko');
    await end(resume, { outcome: 'refused', reason: 'not_configured', detail: 'No such source.' });
    const byHand = page.getByRole('region', { name: 'Done by hand' });
    await byHand.getByText('(refused: No such source.)').waitFor();
    expect(await byHand.innerText()).toMatch(/CoinGecko resumed by .*\n.*CoinGecko paused for 4 h by .*: Its prices look odd\. \(done\)/s);
    expect(watched.complaints).toEqual([]);
  }, 60_000);

  it('pins the price of a coin, and shows by whom, until when and why', async () => {
    await page.goto(under.url('/market/litecoin'));
    await page.getByLabel('Price in USD').fill('95.5');
    await page.getByLabel('Why, for the audit').fill('The exchange is down.');
    await press('Pin the price');
    const pin = await wished('pin_price', 'coin:litecoin');
    expect(pin).toMatchObject({ arguments: { usd: '95.5', minutes: '60' }, reason: 'The exchange is down.' });
    await end(pin, { outcome: 'succeeded' });
    await told('Pin the price: done.');
    const now = Date.now();
    const set = { usd: 95.5, by: 'anna', at: now, until: now + 3_600_000, reason: 'The exchange is down.' };
    const pinned = aCoin('litecoin', 'LTC', { source: 'pinned', pin: set, price: { usd: 95.5, last_updated: now, state: 'pinned' } });
    await under.send('marketData', [['litecoin', pinned]]);
    await page.getByText('Set by anna, whatever the sources say.').waitFor();
    expect(await page.getByRole('region', { name: 'Price set by hand' }).innerText()).toMatch(
      /anna set it to 95\.50 USD at .* until .*: The exchange is down\./,
    );
    await page
      .getByRole('region', { name: 'Done by hand' })
      .getByText(/pinned at 95\.50 USD for 1 h by .*: The exchange is down\./)
      .waitFor();
    await press('End the pin');
    expect(await wished('unpin_price', 'coin:litecoin')).toMatchObject({ arguments: {} });
    await page.goto(under.url('/market'));
    await page.getByText(/An operator has set the price of/).waitFor();
    expect(watched.complaints).toEqual([]);
  }, 60_000);

  it('offers nothing of this to one who may only look', async () => {
    await page.goto(guarded.url('/miners/m1'));
    await page.getByLabel('Access token').fill(token);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'm1' }).waitFor();
    await page.getByRole('region', { name: 'Fans' }).waitFor();
    const offers = page.getByRole('button', { name: /Poll now|Pause|Resume|Reset|Pin/ });
    expect(await offers.count()).toBe(0);
    for (const [path, shown] of [
      ['/market', 'Sources and what they have left'],
      ['/market/litecoin', 'Indicators'],
    ] as const) {
      // prettier-ignore
      await page.goto(guarded.url(path));
      await page.getByRole('heading', { name: shown }).waitFor();
      expect(await offers.count()).toBe(0);
    }
  }, 60_000);
});
