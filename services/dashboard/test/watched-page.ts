import { CHROMIUM_ARGS, findChromium } from '@lodestream/test-stack';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { builtPage } from '../src/page/web-files.middleware.js';

/** A browser for the specs of one file. @throws Error where the page is not built */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(builtPage)) throw new Error('The page is not built: run `npm run build` once.');
  return chromium.launch({ executablePath: findChromium() ?? '', args: [...CHROMIUM_ARGS, '--disable-gpu'] });
}

/** A page of its own whose complaints are kept: what the browser itself calls an error or a warning, a broken policy among them. */
export class WatchedPage {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** A new page in a context of its own. */
  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
    return new WatchedPage(await context.newPage(), context);
  }

  /** Complaints but those a test asked for. */
  unexpected(expected: RegExp): readonly string[] {
    return this.complaints.filter((text) => !expected.test(text));
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
