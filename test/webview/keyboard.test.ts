import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, chartsDrawn, createPanelOpener, host, nextFrames, type PanelOpener } from './panelPage.ts';

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
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const focusRow = (page: Page, name: string) => page.locator('.results').getByRole('button', { name, exact: true }).focus();

describe('the keyboard', () => {
  it('reaches everything by Tab, the table with one stop', async () => {
    const page = await opener.open('usual');
    const stops: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      await press(page, 'Tab');
      const name = await focused(page);
      if (stops.length > 0 && name === stops[0]) break;
      stops.push(name);
    }
    expect(stops.slice(0, 24)).toEqual([
      'Results',
      'Run or comparison',
      'Run all',
      'Compare with…',
      'Copy all as Markdown',
      'Open configuration',
      'What the machine did',
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
    await press(page, 'ArrowDown');
    await expect.poll(() => focused(page)).toBe('toSorted');
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await expect.poll(() => focused(page)).toBe('bench/count.bench.ts');
    await press(page, 'ArrowDown');
    await expect.poll(() => focused(page)).toBe('Run group words › counting');
    // A row that has only a run button does not turn the way down into one along run buttons.
    await press(page, 'ArrowDown');
    await expect.poll(() => focused(page)).toBe('split and Map');
    await press(page, 'ArrowUp', 'ArrowUp', 'ArrowUp');
    await expect.poll(() => focused(page)).toBe('insertion sort');
    await press(page, 'ArrowRight');
    await expect.poll(() => focused(page)).toBe('Open source of insertion sort');
    await press(page, 'ArrowRight', 'ArrowUp');
    await expect.poll(() => focused(page)).toBe('Run quicksort by hand');
    await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await expect.poll(() => focused(page)).toBe('Select quicksort by hand');
    await press(page, 'ArrowLeft');
    await expect.poll(() => focused(page)).toBe('Select quicksort by hand');
    await press(page, 'ArrowRight', 'End');
    await expect.poll(() => focused(page)).toBe('an empty function');
    await press(page, 'Home');
    await expect.poll(() => focused(page)).toBe('bench/array.bench.ts');
    await press(page, 'ArrowUp');
    await expect.poll(() => focused(page)).toBe('bench/array.bench.ts');
    await page.context().close();
  });

  it('selects by Space, runs and opens the source by Enter', async () => {
    const page = await opener.open('usual');
    await focusRow(page, 'toSorted');
    await press(page, 'ArrowRight', 'Enter', 'ArrowRight', 'Enter', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Space');
    await expect
      .poll(() => calls(page))
      .toEqual(['openSource("bench/array.bench.ts", 16, 3)', 'run(["bench/array.bench.ts > sorting 1,000 numbers > toSorted"])']);
    await expect.poll(() => page.getByLabel('Select toSorted').isChecked()).toBe(true);
    await page.context().close();
  });

  it.each([1400, 600])('opens by Enter and goes back to the row by Escape, %d px wide', async (width) => {
    const page = await opener.open('usual', { width });
    await focusRow(page, 'toSorted');
    await page.keyboard.press('Enter');
    await chartsDrawn(page);
    await expect.poll(() => focused(page)).toBe('sorting 1,000 numbers › toSorted');
    await press(page, 'Tab');
    await expect.poll(() => focused(page)).toBe('bench/array.bench.ts:16');
    await page.keyboard.press('Escape');
    await page.locator('.detail').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('toSorted');
    await press(page, 'ArrowDown');
    await expect.poll(() => focused(page)).toBe('quicksort by hand');
    await page.context().close();
  });

  it('moves in a comparison between rows and what can be done with them', async () => {
    const page = await opener.open('compared');
    await focusRow(page, 'insertion sort');
    await press(page, 'ArrowRight', 'ArrowRight');
    await expect.poll(() => focused(page)).toBe('Measure insertion sort on');
    await press(page, 'Enter', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Space');
    await expect.poll(() => page.getByLabel('Select insertion sort').isChecked()).toBe(true);
    await expect.poll(() => calls(page)).toEqual(['measureOn(["bench/array.bench.ts > sorting 1,000 numbers > insertion sort"])']);
    await focusRow(page, 'toSorted');
    await press(page, 'Enter');
    await chartsDrawn(page);
    await expect.poll(() => focused(page)).toBe('sorting 1,000 numbers › toSorted');
    await press(page, 'Escape');
    await expect.poll(() => focused(page)).toBe('toSorted');
    await page.context().close();
  });

  it('keeps one stop in the table when the filter takes the row that had it', async () => {
    const page = await opener.open('usual');
    await focusRow(page, 'Array.sort');
    await page.getByRole('searchbox').fill('csv');
    await expect.poll(() => page.locator('.results [data-roving][tabindex="0"]').allInnerTexts()).toEqual(['parse 10 rows']);
    await page.getByRole('searchbox').fill('');
    await expect.poll(() => page.locator('.results [data-roving][tabindex="0"]').count()).toBe(1);
    await page.context().close();
  });

  it('keeps the focus when new results arrive', async () => {
    const page = await opener.open('running');
    await focusRow(page, 'quicksort by hand');
    await host(page, 'show', { running: null });
    await page.getByRole('region', { name: 'Run in progress' }).waitFor({ state: 'detached' });
    await nextFrames(page);
    expect(await focused(page)).toBe('quicksort by hand');
    await page.context().close();
  });

  it('moves between options by the arrow keys', async () => {
    const page = await opener.open('usual');
    await page.getByLabel('Linear').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByLabel('Log').isChecked()).toBe(true);
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
