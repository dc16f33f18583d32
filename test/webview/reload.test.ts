import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { chartsDrawn, createPanelOpener, host, nextFrames, openDetail, shownNames, type PanelOpener } from './panelPage.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

describe('a reload of the page', () => {
  it('brings back sort, filter, selection, scales and the open benchmark', async () => {
    const page = await opener.open('usual');
    await page.getByRole('searchbox').fill('bench');
    await page.locator('.results').getByRole('columnheader', { name: 'Median', exact: true }).getByRole('button').click();
    await page.locator('.toolbar').getByLabel('Log').check();
    await page.getByLabel('Keep groups together').uncheck();
    await page.getByLabel('Select Array.sort').check();
    await page.locator('.results .row-name', { hasText: 'insertion sort' }).click();
    await page.locator('.detail').getByLabel('All', { exact: true }).check();
    await nextFrames(page);
    const before = await shownNames(page);
    await page.reload();
    await chartsDrawn(page);
    await expect.poll(() => shownNames(page)).toEqual(before);
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('bench');
    await expect
      .poll(() => page.locator('.results').getByRole('columnheader', { name: 'Median', exact: true }).getAttribute('aria-sort'))
      .toBe('ascending');
    await expect.poll(() => page.locator('.toolbar').getByLabel('Log').isChecked()).toBe(true);
    await expect.poll(() => page.getByLabel('Select Array.sort').isChecked()).toBe(true);
    await expect.poll(() => page.locator('.detail h2').innerText()).toContain('insertion sort');
    await expect.poll(() => page.locator('.detail').getByLabel('All', { exact: true }).isChecked()).toBe(true);
    await page.context().close();
  });

  it('brings back the sort, the filter and the open benchmark of a comparison', async () => {
    const page = await opener.open('compared');
    const header = page.locator('.results').getByRole('columnheader', { name: 'Change', exact: true });
    await header.getByRole('button').click();
    await page.getByRole('searchbox').fill('sort');
    await openDetail(page, 'toSorted');
    const before = await shownNames(page);
    await page.reload();
    await chartsDrawn(page);
    await expect.poll(() => shownNames(page)).toEqual(before);
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
    await expect.poll(() => page.locator('.detail h2').innerText()).toContain('toSorted');
    await page.context().close();
  });

  it('brings back how far both panes were scrolled, and takes the focus from nobody', async () => {
    const page = await opener.open('usual', { height: 500 });
    await openDetail(page, 'toSorted');
    const scroll = (selector: string, top?: number) =>
      page.locator(selector).evaluate((element, to) => (to === undefined ? element.scrollTop : (element.scrollTop = to)), top);
    await scroll('.overview .scroller', 240);
    await scroll('.detail', 410);
    await expect.poll(() => host(page, 'state')).toMatchObject({ scrollPx: { overview: 240, detail: 410 } });
    await page.reload();
    await chartsDrawn(page);
    await expect.poll(() => scroll('.detail')).toBe(410);
    await expect.poll(() => scroll('.overview .scroller')).toBe(240);
    await nextFrames(page);
    expect(await page.locator('.detail h2').evaluate((title) => title.matches(':focus'))).toBe(false);
    await page.context().close();
  });

  it('starts at the top of another benchmark', async () => {
    const page = await opener.open('usual', { height: 500 });
    await openDetail(page, 'toSorted');
    await page.locator('.detail').evaluate((element) => (element.scrollTop = 300));
    await expect.poll(() => host(page, 'state')).toMatchObject({ scrollPx: { detail: 300 } });
    await openDetail(page, 'quicksort by hand');
    await page.locator('.detail h2', { hasText: 'quicksort' }).waitFor();
    await nextFrames(page);
    expect(await page.locator('.detail').evaluate((element) => element.scrollTop)).toBe(0);
    await page.context().close();
  });

  it('forgets a benchmark that the run does not have', async () => {
    const page = await opener.open('usual');
    await page.evaluate(() => {
      const { sessionStorage } = globalThis as unknown as { sessionStorage: { setItem(key: string, text: string): void } };
      sessionStorage.setItem('webview-state', JSON.stringify({ version: 1, openId: 'gone', checkedIds: ['gone'] }));
    });
    await page.reload();
    await page.locator('.results').waitFor();
    await nextFrames(page);
    expect(await page.locator('.detail').count()).toBe(0);
    await expect.poll(() => page.getByRole('button', { name: 'Run all', exact: true }).isVisible()).toBe(true);
    await page.context().close();
  });
});
