import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { panelPage } from '../../src/protocol/panelPage.ts';

const root = path.join(import.meta.dirname, '../..');
const built = path.join(root, 'dist/webview');
const results = path.join(root, 'test-results/webview');
const origin = 'https://panel.test';

export type Theme = 'Dark Modern' | 'Light Modern' | 'Dark High Contrast' | 'Light High Contrast';

export interface OpenOptions extends BrowserContextOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

/** Opens the built panel in tabs of a browser, each with a fake host in the page itself. */
export interface PanelOpener {
  open(scenario: string, options?: OpenOptions): Promise<Page>;
  /** A picture in `test-results/webview/`. */
  picture(page: Page, name: string): Promise<void>;
}

export async function createPanelOpener(browser: Browser): Promise<PanelOpener> {
  for (const file of ['main.js', 'main.css']) {
    if (!existsSync(path.join(built, file))) throw new Error(`dist/webview/${file} is missing: run npm run build`);
  }
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'page/host.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  const host = outputFiles[0]!.text;
  mkdirSync(results, { recursive: true });
  return {
    async open(scenario, { theme = 'Dark Modern', width = 1400, height = 900, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', timezoneId: 'UTC', ...options });
      const page = await context.newPage();
      const html = panelPage({
        scriptUri: `${origin}/main.js`,
        styleUri: `${origin}/main.css`,
        cspSource: origin,
        nonce: 'abcdefghijklmnop',
        language: 'en-GB',
      });
      await page.route(`${origin}/**`, (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
        const file = path.join(built, path.basename(pathname));
        return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
      });
      await page.addInitScript({ content: host });
      page.on('pageerror', (error) => {
        throw error;
      });
      await page.goto(`${origin}/?${new URLSearchParams({ scenario, theme }).toString()}`);
      await page.locator('.panel:not([aria-busy])').waitFor();
      await nextFrames(page);
      return page;
    },
    async picture(page, name) {
      await page.screenshot({ path: path.join(results, `${name}.png`), animations: 'disabled', caret: 'hide' });
    },
  };
}

type HostAction = 'show' | 'progress' | 'hintsProgress' | 'monitorChanged' | 'monitorTick' | 'reveal' | 'setTheme' | 'state' | 'failNext';

interface PageWithHost {
  readonly fakeHost: {
    readonly calls: readonly { readonly method: string; readonly args: readonly unknown[] }[];
    readonly violations: readonly string[];
    settled(): Promise<void>;
  } & Readonly<Record<HostAction, (...args: readonly unknown[]) => unknown>>;
}

/** Has the fake host do something; see `page/host.ts`. */
export function host(page: Page, action: HostAction, ...args: unknown[]): Promise<unknown> {
  return page.evaluate(([name, values]) => (globalThis as unknown as PageWithHost).fakeHost[name](...values), [action, args] as const);
}

/** What the panel asked of the host, as `method(arguments)`, without its own questions for data. */
export async function calls(page: Page): Promise<string[]> {
  const all = await page.evaluate(async () => {
    const { fakeHost } = globalThis as unknown as PageWithHost;
    await fakeHost.settled();
    return fakeHost.calls;
  });
  const forData = ['snapshot', 'listRuns', 'detail', 'comparisonDetail', 'history', 'hints', 'monitor', 'monitorSeries'];
  const asked = all.filter(({ method }) => !forData.includes(method));
  return asked.map(({ method, args }) => `${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
}

/** Violations of the page's content security policy so far. */
export function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as PageWithHost).fakeHost.violations);
}

/**
 * Until what was asked for before has been drawn, and what follows from that has been drawn too: effects run in a task after a
 * frame, and what watches sizes draws in the frame after that. For what must stay as it is; for what must come, poll.
 */
export async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { requestAnimationFrame } = globalThis as unknown as { requestAnimationFrame(callback: () => void): void };
    for (let frame = 0; frame < 4; frame += 1) {
      await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  });
}

/** The names of the benchmarks that the table shows, from top to bottom. */
export function shownNames(page: Page): Promise<string[]> {
  return page.locator('.results .row-name').allInnerTexts();
}

/** Opens the detail of a benchmark by its name in the table, until its charts are drawn. */
export async function openDetail(page: Page, name: string): Promise<void> {
  await page.locator('.results').getByRole('button', { name, exact: true }).click();
  await page.getByRole('complementary', { name: `Details of ${name}`, exact: true }).waitFor();
  await chartsDrawn(page);
}

/** Until the charts of the detail, or of another part, are there and drawn: a canvas that nobody has drawn on is 150 pixels high. */
export async function chartsDrawn(page: Page, inside = '.detail'): Promise<void> {
  await page.locator(`${inside} canvas`).first().waitFor();
  await page.waitForFunction((selector) => {
    const { document } = globalThis as unknown as { document: { querySelectorAll(selector: string): Iterable<{ height: number }> } };
    return [...document.querySelectorAll(selector)].every(({ height }) => height !== 150);
  }, `${inside} canvas`);
  await nextFrames(page);
}
