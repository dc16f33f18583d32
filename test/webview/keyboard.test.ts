import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, createPanelOpener, type PanelOpener } from './panelPage.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

/** The name of what has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    type Element = { getAttribute(name: string): string | null; innerText: string };
    const element = (globalThis as unknown as { document: { activeElement: Element } }).document.activeElement;
    return (element.getAttribute('aria-label') ?? element.innerText).trim();
  });
const press = async (page: Page, ...keys: string[]): Promise<string> => {
  for (const key of keys) await page.keyboard.press(key);
  return focused(page);
};
const focusRow = (page: Page, name: string) => page.locator('.results').getByRole('button', { name, exact: true }).focus();

describe('the keyboard', () => {
  it('reaches everything by Tab, the table with one stop', async () => {
    const page = await opener.open('usual');
    const stops: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      const name = await press(page, 'Tab');
      if (stops.length > 0 && name === stops[0]) break;
      stops.push(name);
    }
    expect(stops.slice(0, 21)).toEqual([
      'Run',
      'Run all',
      'Copy all as Markdown',
      'Open configuration',
      'Filter benchmarks by file, group or name',
      '',
      '',
      'bench/broken.bench.ts',
      'bench/broken.bench.ts:2:11',
      'Stack',
      'Output',
      'Select all shown benchmarks',
      'Benchmark',
      'Median',
      'Change',
      'In its group',
      'Rate',
      'p99',
      'Heap',
      'GC',
      'Array.sort',
    ]);
    expect(stops).not.toContain('toSorted');
    await page.context().close();
  });

  it('moves between rows and their actions by the arrow keys', async () => {
    const page = await opener.open('usual');
    await focusRow(page, 'Array.sort');
    expect(await press(page, 'ArrowDown')).toBe('toSorted');
    expect(await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown')).toBe('bench/count.bench.ts');
    expect(await press(page, 'ArrowDown')).toBe('Run group words › counting');
    // A row that has only a run button does not turn the way down into one along run buttons.
    expect(await press(page, 'ArrowDown')).toBe('split and Map');
    expect(await press(page, 'ArrowUp', 'ArrowUp', 'ArrowUp')).toBe('insertion sort');
    expect(await press(page, 'ArrowRight')).toBe('Open source of insertion sort');
    expect(await press(page, 'ArrowRight', 'ArrowUp')).toBe('Run quicksort by hand');
    expect(await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')).toBe('Select quicksort by hand');
    expect(await press(page, 'ArrowLeft')).toBe('Select quicksort by hand');
    expect(await press(page, 'ArrowRight', 'End')).toBe('an empty function');
    expect(await press(page, 'Home')).toBe('bench/array.bench.ts');
    expect(await press(page, 'ArrowUp')).toBe('bench/array.bench.ts');
    await page.context().close();
  });

  it('selects by Space, runs and opens the source by Enter', async () => {
    const page = await opener.open('usual');
    await focusRow(page, 'toSorted');
    await press(page, 'ArrowRight', 'Enter', 'ArrowRight', 'Enter', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Space');
    expect(await calls(page)).toEqual([
      'openSource("bench/array.bench.ts", 16, 3)',
      'run(["bench/array.bench.ts > sorting 1,000 numbers > toSorted"])',
    ]);
    expect(await page.getByLabel('Select toSorted').isChecked()).toBe(true);
    await page.context().close();
  });

  it.each([1400, 600])('opens by Enter and goes back to the row by Escape, %d px wide', async (width) => {
    const page = await opener.open('usual', { width });
    await focusRow(page, 'toSorted');
    await page.keyboard.press('Enter');
    await page.locator('.detail canvas').first().waitFor();
    expect(await focused(page)).toBe('sorting 1,000 numbers › toSorted');
    expect(await press(page, 'Tab')).toBe('bench/array.bench.ts:16');
    await page.keyboard.press('Escape');
    await page.locator('.detail').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('toSorted');
    expect(await press(page, 'ArrowDown')).toBe('quicksort by hand');
    await page.context().close();
  });

  it('keeps one stop in the table when the filter takes the row that had it', async () => {
    const page = await opener.open('usual');
    await focusRow(page, 'Array.sort');
    await page.getByRole('searchbox').fill('csv');
    expect(await page.locator('.results [data-roving][tabindex="0"]').allInnerTexts()).toEqual(['parse 10 rows']);
    await page.getByRole('searchbox').fill('');
    expect(await page.locator('.results [data-roving][tabindex="0"]').count()).toBe(1);
    await page.context().close();
  });

  it('keeps the focus when new results arrive', async () => {
    const page = await opener.open('running');
    await focusRow(page, 'quicksort by hand');
    await page.evaluate(() =>
      (globalThis as unknown as { fakeHost: { show(change: object): Promise<void> } }).fakeHost.show({ running: null }),
    );
    expect(await focused(page)).toBe('quicksort by hand');
    await page.context().close();
  });

  it('moves between options by the arrow keys', async () => {
    const page = await opener.open('usual');
    await page.getByLabel('Linear').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByLabel('Log').isChecked()).toBe(true);
    await page.context().close();
  });

  it('shows where the focus is', async () => {
    const page = await opener.open('usual');
    await page.keyboard.press('Tab');
    for (let count = 0; count < 22; count += 1) {
      const isSeen = await page.evaluate(() => {
        type Element = { parentElement: Element | null; tagName: string };
        const { document, getComputedStyle } = globalThis as unknown as {
          document: { activeElement: Element };
          getComputedStyle(element: Element): { outlineStyle: string; outlineWidth: string };
        };
        const outlined = (element: Element | null) => element !== null && getComputedStyle(element).outlineStyle !== 'none';
        // A radio button is drawn by its label.
        return outlined(document.activeElement) || outlined(document.activeElement.parentElement);
      });
      const name = await focused(page);
      expect({ name, isSeen }).toEqual({ name, isSeen: true });
      await page.keyboard.press('Tab');
    }
    await page.context().close();
  });
});
