import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGS, describeReal, findChromium } from './index.js';

describeReal('the browser of this machine', ['chromium'], () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>Farm</title>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...CHROMIUM_ARGS] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });

  it.each(['127.0.0.1', 'localhost'])('opens a page at %s', async (host) => {
    const page = await browser.newPage();
    await page.goto(`http://${host}:${(server.address() as AddressInfo).port}/`);
    expect(await page.title()).toBe('Farm');
  });

  it.each(['http://example.com/', 'http://192.0.2.1/'])('sends no packet to %s', async (url) => {
    const page = await browser.newPage();
    await expect(page.goto(url, { timeout: 10_000 })).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
  });
});
