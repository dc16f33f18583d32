import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, createPanelOpener, host, openDetail, type PanelOpener } from './panelPage.ts';
import { oneLine, property } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const headline = async (page: Page) => oneLine(await page.locator('.headline').innerText());
const labels = (page: Page) => page.getByRole('img').evaluateAll((images) => images.map((image) => image.getAttribute('aria-label') ?? ''));
const openRow = (page: Page, name: string) => page.locator('.results').getByRole('button', { name, exact: true }).click();

describe('the detail of a comparison', () => {
  let page: Page;
  beforeAll(async () => {
    page = await opener.open('compared', { height: 1800 });
    await openDetail(page, 'toSorted');
  });
  afterAll(() => page.context().close());

  it('begins with the verdict, the change and how it was measured', async () => {
    await expect
      .poll(() => headline(page))
      .toBe('Verdict ▲ slower +3.1 % 99 % interval [+2.7 %, +3.5 %] Margin ± 2 % Baseline 61.8 µs Candidate 63.7 µs');
    await expect
      .poll(() => page.locator('.measured').innerText())
      .toBe(
        '9 blocks, both revisions in one process, in turns. A block varies by 0.44 %. ' +
          'A change of 0.64 % would have been seen 9 times in 10.',
      );
  });

  it('says in words and in tables what the pictures show', async () => {
    const [ratios, sides] = await labels(page);
    expect(ratios).toMatch(
      /^Change of toSorted: \+3\.1 %, interval \[\+2\.7 %, \+3\.5 %\], against a margin of 2 %\. 9 blocks from \+2\.\d %? ?to \+3\.\d %\. The table of the blocks follows below\.$/,
    );
    expect(sides).toMatch(
      /^Histograms of toSorted\. Baseline: 1,440 samples, median 61\.8 µs, half of them between 6\d\.\d µs and 6\d\.\d µs\. Candidate:/,
    );
    await page.getByText('Bins as a table').click();
    const bins = page.getByRole('region', { name: 'Bins of the histogram' });
    await expect.poll(() => bins.getByRole('columnheader').allInnerTexts()).toEqual(['Time per iteration', 'Baseline', 'Candidate']);
    const counts = await bins
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((tr) => [...tr.querySelectorAll('td')].map((cell) => Number((cell.textContent ?? '').replaceAll(',', '')))),
      );
    expect(counts.reduce((sum, [before]) => sum + before!, 0)).toBe(1440);
    expect(counts.reduce((sum, [, after]) => sum + after!, 0)).toBe(1440);
  });

  it('tells what is under the pointer', async () => {
    const ratios = page.locator('.detail canvas').first();
    await ratios.hover({ position: { x: 200, y: 6 + 26 + 6 + 13 * 2.5 } });
    await expect.poll(() => page.locator('.chart-readout').innerText()).toMatch(/^Block 3: \+\d\.\d %$/);
    await ratios.hover({ position: { x: 200, y: 15 } });
    await expect.poll(() => page.locator('.chart-readout').innerText()).toBe('+3.1 % [+2.7 %, +3.5 %]');
    const sides = page.locator('.detail canvas').nth(1);
    await sides.hover({ position: { x: 200, y: 80 } });
    await expect.poll(() => page.locator('.chart-readout').innerText()).toMatch(/^baseline, 6\d\.\d+ to 6\d\.\d+ µs: \d+ samples?$/);
    await sides.hover({ position: { x: 200, y: 180 } });
    await expect.poll(() => page.locator('.chart-readout').innerText()).toMatch(/^candidate, /);
  });

  it('has the statistics and every test', async () => {
    await expect.poll(() => property(page, 'Margin')).toBe('± 2 %');
    await expect.poll(() => property(page, 'p, corrected for the looks')).toBe('< 0.0001');
    await expect.poll(() => property(page, /^Smallest change/)).toBe('0.64 %');
    const tests = page.getByRole('region', { name: 'Tests and effect sizes' });
    const rows = await tests.locator('tbody tr').allInnerTexts();
    expect(rows.map(oneLine)).toEqual([
      "Welch's t t = 12.21, 15.2 degrees of freedom < 0.0001",
      'Mann-Whitney U U = 78.0 0.0012',
      'Wilcoxon signed rank W = 45.0 0.0039',
      "Cohen's d 2.75",
      "Cliff's delta 0.93",
      'Bootstrap interval [+2.7 %, +3.5 %] at 99 %',
    ]);
  });

  it('lists the blocks with both medians and their ratio', async () => {
    const blocks = page.getByRole('region', { name: 'Table of the blocks' });
    await expect
      .poll(() => blocks.getByRole('columnheader').allInnerTexts())
      .toEqual(['Block', 'Baseline', 'Candidate', 'Change', 'Rounds', 'Waited', 'Other load', 'GC']);
    const rows = await blocks.locator('tbody tr').allInnerTexts();
    expect(rows).toHaveLength(9);
    expect(oneLine(rows[0]!)).toMatch(/^1 6\d\.\d µs 6\d\.\d µs \+\d\.\d % 160 /);
  });
});

describe('what is not settled', () => {
  it('says why, what it would take, and measures on', async () => {
    const page = await opener.open('compared');
    await openDetail(page, 'insertion sort');
    const told = page.locator('.detail .banner', { hasText: 'settle' });
    await expect
      .poll(() => told.innerText())
      .toMatch(/^It may be noise, or a change that matters: 15 more blocks, about 22 s, would probably settle it\.\s+Measure on$/);
    await told.getByRole('button', { name: 'Measure on' }).click();
    await page.locator('.detail .banner', { hasText: 'or use "time": "30 s" in laptime.config.json' }).waitFor();
    await openRow(page, 'parse 10 rows');
    await page
      .locator('.detail .banner', { hasText: 'measuring longer would hardly settle it, and changes under 1.9 % do not show' })
      .waitFor();
    await openRow(page, 'one pass over bytes');
    await page.locator('.detail .banner', { hasText: 'Fewer than 3 blocks give no interval: it needs more time.' }).waitFor();
    await expect.poll(() => headline(page)).toContain('Interval too few blocks');
    await expect.poll(() => property(page, 'Interval')).toBe('needs 3 blocks');
    await expect.poll(() => page.getByRole('region', { name: 'Tests and effect sizes' }).count()).toBe(0);
    await expect.poll(() => calls(page)).toEqual(['measureOn(["bench/array.bench.ts > sorting 1,000 numbers > insertion sort"])']);
    await page.context().close();
  });

  it('offers no more blocks to runs that were not made together, which have no pairs', async () => {
    const page = await opener.open('compared-separate');
    await openDetail(page, 'toSorted');
    await page.locator('.detail .banner', { hasText: 'compare both again, measured in turns, to see more' }).waitFor();
    expect(await page.getByRole('button', { name: 'Measure on' }).count()).toBe(0);
    await page.getByText('The runs were not made together, so their blocks are no pairs.').waitFor();
    await expect.poll(() => property(page, 'Blocks')).toBe('9 and 6');
    const blocks = page.getByRole('region', { name: 'Table of the blocks' });
    await expect.poll(() => blocks.getByRole('columnheader').allInnerTexts()).not.toContain('Change');
    await expect.poll(async () => oneLine(await blocks.locator('tbody tr').last().innerText())).toMatch(/^9 6\d\.\d µs –/);
    await expect.poll(() => page.getByRole('region', { name: 'Tests and effect sizes' }).innerText()).toContain('blocks are not paired');
    await page.context().close();
  });
});

describe('other details of a comparison', () => {
  it('marks two modes', async () => {
    const page = await opener.open('compared');
    await openDetail(page, 'regular expression');
    await expect.poll(() => page.locator('.detail .banner').innerText()).toMatch(/^The blocks of the candidate fall into two groups/);
    await page.context().close();
  });

  it('shows what failed and what only one revision has', async () => {
    const page = await opener.open('compared');
    await openRow(page, 'parse from a stream');
    await expect
      .poll(() => page.locator('.detail .failure-message').innerText())
      .toBe('Timed out on the baseline: A call took longer than 10 s.');
    expect(await page.locator('.detail canvas').count()).toBe(0);
    await openRow(page, 'parse in a worker');
    await expect.poll(() => page.locator('.detail .banner').innerText()).toBe('Not compared: not in the baseline.');
    await openRow(page, 'Porter');
    await expect.poll(() => page.locator('.detail .banner').innerText()).toBe('Not compared: to do.');
    await page.context().close();
  });

  it('shows the rest when the samples are gone or cannot be had', async () => {
    const removed = await opener.open('compared-removed');
    await openRow(removed, 'toSorted');
    await removed.getByText('The samples of this benchmark are not in the store any more.').waitFor();
    await expect.poll(() => headline(removed)).toContain('slower');
    await removed.context().close();
    const page = await opener.open('compared');
    await host(page, 'failNext', 'comparisonDetail', 'The store is locked: close the other program.', 'store-locked');
    await openRow(page, 'toSorted');
    await page.getByRole('alert').getByText('The store is locked: close the other program.').waitFor();
    await page.getByRole('button', { name: 'Close details' }).click();
    await openDetail(page, 'toSorted');
    await page.context().close();
  });

  it('is opened by the host', async () => {
    const page = await opener.open('compared');
    await page.getByRole('searchbox').fill('nothing like it');
    await host(page, 'reveal', 'bench/csv.bench.ts > parse 10 rows');
    await page.locator('.detail h2', { hasText: 'parse 10 rows' }).waitFor();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
    await page.context().close();
  });

  it.each([360, 700, 1000, 1400, 2200])('needs no sideways scrolling of the page at %d px', async (width) => {
    const page = await opener.open('compared', { width });
    const overhangPx = (selector: string) => page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);
    await openDetail(page, 'insertion sort');
    for (const selector of ['html', '.detail', '.header', '.overview .scroller']) {
      await expect.poll(() => overhangPx(selector), { message: selector }).toBeLessThanOrEqual(0);
    }
    await page.getByRole('button', { name: 'Close details' }).click();
    await page.locator('.detail').waitFor({ state: 'detached' });
    await expect.poll(() => overhangPx('.scroller')).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
