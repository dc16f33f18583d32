import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { findings, findingsInThemes } from './axe.ts';
import { createPanelOpener, host, openDetail, type PanelOpener, type Theme } from './panelPage.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const themes: readonly Theme[] = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];

/** What axe finds in any theme; the page ends in the last one. */
const inAnyTheme = (page: Page) => findingsInThemes(page, themes, (theme) => host(page, 'setTheme', theme));

const histories = [
  'history-none',
  'history-one-commit',
  'history-hostile',
  'history-hostile-one',
  'searching',
  'search-begins',
  'search-cancelled',
  'search-found',
  'search-unsettled',
  'search-hostile',
];

const comparisons = [
  'comparing',
  'preparing',
  'first-comparison',
  'compared-nothing',
  'compared-cancelled',
  'compared-failed',
  'compared-separate',
  'compared-hostile',
];

describe('axe finds nothing', () => {
  it('in the table and the detail, in any theme', async () => {
    const page = await opener.open('usual', { height: 1400 });
    expect(await inAnyTheme(page)).toEqual([]);
    await openDetail(page, 'regular expression');
    await page.getByText('Bins as a table').click();
    for (const stack of await page.locator('.results summary').all()) await stack.click();
    expect(await inAnyTheme(page)).toEqual([]);
    await page.context().close();
  });

  it('in a comparison and its detail, in any theme', async () => {
    const page = await opener.open('compared', { height: 1600 });
    expect(await inAnyTheme(page)).toEqual([]);
    await openDetail(page, 'insertion sort');
    await page.getByText('Bins as a table').click();
    expect(await inAnyTheme(page)).toEqual([]);
    await page.context().close();
  });

  // Every other one in the light theme: what is in all of them is looked at in four themes above.
  it.each(
    [
      'running',
      'interrupted',
      'untrusted',
      'hostile',
      'no-files',
      'not-run',
      'not-trusted',
      'first-run',
      'no-results',
      ...comparisons,
      ...histories,
    ].map((scenario, place) => [scenario, place % 2 === 0 ? 'Dark Modern' : 'Light Modern'] as const),
  )('where it is %s, %s', async (scenario, theme) => {
    const page = await opener.open(scenario, { theme });
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it('in the heat map and the history of a benchmark, in any theme', async () => {
    const page = await opener.open('history', { height: 1400 });
    await page.getByRole('grid').focus();
    expect(await inAnyTheme(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('slider').waitFor();
    await page.getByText('Commits as a table').click();
    expect(await inAnyTheme(page)).toEqual([]);
    await page.context().close();
  });

  it.each(['history', 'history-one', 'search-found'])('where it is narrow, %s', async (scenario) => {
    const page = await opener.open(scenario, { width: 360, height: 1400 });
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it.each(['usual', 'compared'])('where it is narrow, %s', async (scenario) => {
    const page = await opener.open(scenario, { width: 360 });
    expect(await findings(page)).toEqual([]);
    await openDetail(page, 'insertion sort');
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});

describe('the table', () => {
  it('is a table to a screen reader', async () => {
    const page = await opener.open('usual');
    const table = page.getByRole('table', { name: /^Results by file and group/ });
    await expect.poll(() => table.getByRole('columnheader').count()).toBe(8);
    await expect.poll(() => table.getByRole('rowheader').count()).toBe(14 + 7);
    await expect.poll(() => table.getByRole('row', { name: /quicksort by hand.*48\.\d µs ± .*slower/ }).count()).toBe(1);
    await page.context().close();
  });
});

describe('the table of a comparison', () => {
  it('is a table to a screen reader, with verdicts in words', async () => {
    const page = await opener.open('compared');
    const table = page.getByRole('table', { name: /^Verdicts by file and group/ });
    await expect.poll(() => table.getByRole('columnheader').allInnerTexts()).toContain('Verdict');
    await expect.poll(() => table.getByRole('columnheader', { name: 'Interval against the margin' }).count()).toBe(1);
    await expect.poll(() => table.getByRole('row', { name: /toSorted slower \+3\.1 % \[\+2\.7 %, \+3\.5 %\]/ }).count()).toBe(1);
    await expect.poll(() => page.getByRole('list', { name: 'Verdicts' }).getByRole('listitem').first().innerText()).toContain('2 slower');
    await page.context().close();
  });
});

describe('colours forced by the system', () => {
  it('leave bars, charts and the chosen option visible', async () => {
    const page = await opener.open('usual', { forcedColors: 'active', colorScheme: 'dark' });
    await openDetail(page, 'insertion sort');
    const background = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate(
          (element) =>
            (globalThis as unknown as { getComputedStyle(of: unknown): { backgroundColor: string } }).getComputedStyle(element)
              .backgroundColor,
        );
    const canvas = await background('body');
    expect(await background('.results .bar-fill')).not.toBe(canvas);
    expect(await background('.choice label:has(:checked)')).not.toBe(await background('.choice label:not(:has(:checked))'));
    await opener.picture(page, 'forced-colors');
    await page.context().close();
  });

  it('leave the intervals of a comparison visible', async () => {
    const page = await opener.open('compared', { forcedColors: 'active', colorScheme: 'dark' });
    await openDetail(page, 'insertion sort');
    await opener.picture(page, 'forced-colors-comparison');
    const shown = page.locator('.results .row-open .ratio');
    const background = (selector: string) =>
      shown
        .locator(selector)
        .evaluate(
          (element) =>
            (globalThis as unknown as { getComputedStyle(of: unknown): { backgroundColor: string } }).getComputedStyle(element)
              .backgroundColor,
        );
    const band = await background('.ratio-band');
    expect(await background('.ratio-line')).toBe(await background('.ratio-dot'));
    expect(await background('.ratio-line')).not.toBe(band);
    await page.context().close();
  });
});
