import { statSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { createPanelOpener, host, nextFrames, openDetail, type PanelOpener } from './panelPage.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

/** Returns the size of the smallest, bytes. */
async function draw(page: Page, name: string, width: number): Promise<number> {
  const sizes: number[] = [];
  const inContrast = width === 1400 ? [['Dark High Contrast', 'contrast'] as const] : [];
  for (const [theme, suffix] of [['Dark Modern', 'dark'] as const, ['Light Modern', 'light'] as const, ...inContrast]) {
    await host(page, 'setTheme', theme);
    await nextFrames(page);
    await opener.picture(page, `${name}-${suffix}`);
    const file = path.join(import.meta.dirname, `../../test-results/webview/${name}-${suffix}.png`);
    sizes.push(statSync(file).size);
  }
  await page.context().close();
  return Math.min(...sizes);
}

describe('pictures for people', () => {
  it.each([
    ['overview', 'usual', null, 1400, 900],
    ['detail', 'usual', 'regular expression', 1400, 1500],
    ['running', 'running', null, 1100, 560],
    ['narrow', 'usual', null, 360, 900],
    ['narrow-detail', 'usual', 'insertion sort', 360, 1600],
    ['empty', 'not-run', null, 900, 480],
    ['comparison', 'compared', null, 1400, 1000],
    ['comparison-detail', 'compared', 'toSorted', 1400, 1500],
    ['comparison-inconclusive', 'compared', 'insertion sort', 1100, 1500],
    ['comparison-far', 'compared', 'regular expression', 1400, 1700],
    ['comparison-separate', 'compared-separate', 'toSorted', 1400, 1300],
    ['comparison-narrow', 'compared', null, 360, 1000],
    ['comparison-narrow-detail', 'compared', 'toSorted', 360, 2000],
    ['comparison-failed', 'compared-failed', null, 1000, 700],
    ['comparing', 'comparing', null, 1100, 560],
    ['preparing', 'first-comparison', null, 900, 400],
    ['history', 'history-large', null, 1400, 900],
    ['history-narrow', 'history', null, 360, 800],
    ['history-one', 'history-one', null, 1400, 1100],
    ['history-long', 'history-long', null, 1400, 700],
    ['history-one-narrow', 'history-one', null, 360, 1400],
    ['history-none', 'history-none', null, 900, 480],
    ['searching', 'searching', null, 1400, 900],
    ['search-large', 'search-large', null, 1100, 800],
    ['search-found', 'search-found', null, 1100, 800],
    ['search-narrow', 'search-found', null, 360, 1100],
  ] as const)('%s, dark and light, and wide in high contrast', async (name, scenario, open, width, height) => {
    const page = await opener.open(scenario, { width, height });
    if (open) await openDetail(page, open);
    expect(await draw(page, name, width)).toBeGreaterThan(5000);
  });

  it.each([
    ['hints', 'hints', 'Hints', 1400, 900],
    ['hints-narrow', 'hints', 'Hints', 360, 800],
    ['hints-searching', 'hints-again', 'Hints', 900, 500],
    ['hints-stale', 'hints-stale', 'Hints', 900, 500],
    ['hints-never', 'hints-never', null, 900, 400],
    ['suggestions', 'hints', 'Suggestions', 1400, 1100],
    ['suggestions-narrow', 'hints', 'Suggestions', 360, 1600],
  ] as const)('%s, dark and light, and wide in high contrast', async (name, scenario, view, width, height) => {
    const page = await opener.open(scenario, { width, height });
    if (view) await page.locator('.choice label').filter({ hasText: view }).click();
    if (view === 'Suggestions') await page.getByText('Steps and example').first().click();
    expect(await draw(page, name, width)).toBeGreaterThan(5000);
  });
});
