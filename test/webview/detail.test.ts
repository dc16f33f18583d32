import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, createPanelOpener, host, nextFrames, openDetail, type PanelOpener } from './panelPage.ts';
import { coloursIn, property } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const chart = (page: Page, place: number) => page.locator('.detail canvas').nth(place);
/** How much wider an element's content is than the element. */
const overhangPx = (page: Page, selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);

describe('the detail of a benchmark', () => {
  let page: Page;
  beforeAll(async () => {
    page = await opener.open('usual', { height: 1600 });
    await openDetail(page, 'regular expression');
  });
  afterAll(() => page.context().close());

  it('begins with its names, numbers and warnings', async () => {
    await expect.poll(() => page.locator('.detail h2').innerText()).toBe('words › counting › regular expression');
    await expect
      .poll(() => page.locator('.headline').innerText())
      .toMatch(/2\.9\d ms ± 0\.\d\d %\s+99 % interval\s+2\.9\d to \d\.\d\d ms\s+Against the earlier run\s+\+138 %/);
    await expect
      .poll(() => page.locator('.detail .banner').allInnerTexts())
      .toEqual([
        'The block medians fall into two groups, 9 % apart: look at “Samples over time”.',
        'A fifth of the time went into garbage collections: allocate less, or measure with a larger heap.',
      ]);
  });

  it('draws the distribution and the samples over time', async () => {
    await expect.poll(() => coloursIn(chart(page, 0))).toBeGreaterThan(4);
    await expect.poll(() => coloursIn(chart(page, 1))).toBeGreaterThan(4);
  });

  it('says in words and in a table what the pictures show', async () => {
    const labels = await page.getByRole('img').evaluateAll((images) => images.map((image) => image.getAttribute('aria-label') ?? ''));
    expect(labels[0]).toMatch(
      /^Histogram of 1,760 samples of regular expression in 8 blocks: half of them between 2\.\d\d ms and \d\.\d\d ms/,
    );
    expect(labels[1]).toMatch(/^Samples of regular expression in order of time\. Medians of the blocks from 2\.\d\d ms to \d\.\d\d ms/);
    await page.getByText('Bins as a table').click();
    const counts = page.getByRole('region', { name: 'Bins of the histogram' }).locator('tbody td');
    const sum = async () => (await counts.allInnerTexts()).reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    await expect.poll(sum).toBe(1760);
  });

  it('changes scale and range of both charts', async () => {
    const first = () => page.getByRole('region', { name: 'Bins of the histogram' }).locator('tbody th').first().innerText();
    const beyond = page.getByText('above this range', { exact: false });
    await expect.poll(() => beyond.isVisible()).toBe(true);
    const typical = await first();
    await page.locator('.detail').getByLabel('All', { exact: true }).check();
    await expect.poll(() => beyond.isVisible()).toBe(false);
    await expect.poll(first).not.toBe(typical);
    const all = await first();
    await page.locator('.detail').getByLabel('Log', { exact: true }).check();
    await expect.poll(first).not.toBe(all);
    await expect.poll(() => host(page, 'state')).toMatchObject({ sampleScale: 'log', sampleRange: 'all' });
    await page.locator('.detail').getByLabel('Linear', { exact: true }).check();
    await page.locator('.detail').getByLabel('Typical', { exact: true }).check();
  });

  it('tells what is under the pointer', async () => {
    const box = (await page.locator('.detail canvas').first().boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await expect.poll(() => page.locator('.chart-readout').innerText()).toMatch(/^[\d.]+ to [\d.]+ ms: \d+ samples?$/);
    const second = (await page.locator('.detail canvas').nth(1).boundingBox())!;
    await page.mouse.move(second.x + second.width - 5, second.y + 60);
    await expect.poll(() => page.locator('.chart-readout').innerText()).toMatch(/^Block 8: median 2\.\d\d ms, 220 samples$/);
    await page.mouse.move(5, 5);
    await page.locator('.chart-readout').waitFor({ state: 'detached' });
  });

  it('has every number of the summary', async () => {
    const labels = page.locator('.detail .properties dt');
    await expect
      .poll(() => labels.allInnerTexts())
      .toEqual([
        ...['Median', 'Interval', 'Relative error', 'Mean', 'Minimum', 'p75', 'p99', 'Maximum', 'Rate'],
        ...['Samples', 'Blocks', 'Outliers', 'Low, severe and mild', 'High, mild and severe', 'Two groups of blocks'],
        ...['Heap per iteration', 'Garbage collections', 'Time in them', 'Event loop busy', 'Waited for a core'],
      ]);
    await expect.poll(() => property(page, 'Samples')).toBe('1,760');
    await expect.poll(() => property(page, 'Heap per iteration')).toBe('2.10 MB');
    await expect.poll(() => property(page, 'Event loop busy')).toBe('–');
  });

  it('lists the blocks', async () => {
    const rows = page.getByRole('region', { name: 'Table of the blocks' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(8);
    await expect.poll(() => rows.nth(3).innerText()).toMatch(/^4\s+2\.\d\d ms\s+220\s+single calls\s+\d\d\.\d ms, not steady/);
  });

  it('shows what was printed', async () => {
    await expect.poll(() => page.locator('.detail pre').innerText()).toBe('warming the cache\n42 stop words loaded\n');
  });

  it('sets the group side by side, fastest first, and goes from one to the next', async () => {
    const members = page.locator('.group-chart tbody tr');
    await expect.poll(() => members.locator('th').allInnerTexts()).toEqual(['one pass over bytes', 'split and Map', 'regular expression']);
    await expect.poll(() => members.nth(2).locator('button').getAttribute('aria-current')).toBe('true');
    await nextFrames(page);
    const widths = await members.locator('.bar-fill').evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(widths[2]! / widths[0]!).toBeGreaterThan(6);
    await members.nth(0).getByRole('button').click();
    await page.locator('.detail h2', { hasText: 'one pass over bytes' }).waitFor();
    await page.locator('.group-chart').getByRole('button', { name: 'regular expression' }).click();
    await page.locator('.detail h2', { hasText: 'regular expression' }).waitFor();
  });

  it('runs, copies and opens the benchmark', async () => {
    const detail = page.locator('.detail');
    await detail.getByRole('button', { name: 'Run', exact: true }).click();
    await detail.getByRole('button', { name: 'Copy this benchmark as Markdown' }).click();
    await detail.getByRole('button', { name: 'bench/count.bench.ts:14' }).click();
    const id = '"bench/count.bench.ts > words > counting > regular expression"';
    await expect
      .poll(async () => (await calls(page)).slice(-3))
      .toEqual([`run([${id}])`, `copyMarkdown([${id}])`, 'openSource("bench/count.bench.ts", 14, 3)']);
  });
});

describe('other details', () => {
  it('shows budget and parameters', async () => {
    const page = await opener.open('usual');
    await openDetail(page, 'parse 10 rows');
    await expect.poll(() => property(page, 'Median at most')).toBe('4.00 µs');
    await expect.poll(() => property(page, 'Heap at most')).toBe('10.0 kB');
    await expect.poll(() => property(page, 'rows')).toBe('10');
    await expect.poll(() => page.getByText('The benchmark printed nothing.').isVisible()).toBe(true);
    await page.context().close();
  });

  it('advises what can be done in the editor', async () => {
    const page = await opener.open('usual');
    const advice = '3 of 8 blocks ran beside a busy process: run again when it is quiet, or use "time": "20 s" in laptime.config.json.';
    const warned = page.locator('.results .row').filter({ has: page.getByRole('button', { name: 'insertion sort', exact: true }) });
    await warned.getByTitle(advice, { exact: true }).waitFor();
    await openDetail(page, 'insertion sort');
    await expect.poll(() => page.locator('.detail .banner').innerText()).toBe(advice);
    await page.context().close();
  });

  it('shows a failure without measurements, and what was skipped', async () => {
    const page = await opener.open('usual');
    await page.locator('.results').getByRole('button', { name: 'parse with a quote inside', exact: true }).click();
    await expect.poll(() => page.locator('.detail .failure').innerText()).toContain('Threw an error: Cannot read properties');
    // The output comes with the samples, where there are any.
    await page.getByText('The benchmark printed nothing.').waitFor();
    await nextFrames(page);
    expect(await page.locator('.detail canvas').count()).toBe(0);
    await page.locator('.results').getByRole('button', { name: 'Porter', exact: true }).click();
    await expect.poll(() => page.locator('.detail .banner').innerText()).toBe('Not measured: to do.');
    await page.context().close();
  });

  it('shows the rest when the samples cannot be had, and tries again', async () => {
    const page = await opener.open('usual');
    await host(page, 'failNext', 'detail', 'The store is locked: close the other program.', 'store-locked');
    await page.locator('.results').getByRole('button', { name: 'toSorted', exact: true }).click();
    await page.getByRole('alert').getByText('The store is locked: close the other program.').waitFor();
    await expect.poll(() => page.locator('.headline').isVisible()).toBe(true);
    await expect.poll(() => page.getByText('Loading samples…').count()).toBe(0);
    // Opened again, it is asked for again.
    await page.getByRole('button', { name: 'Close details' }).click();
    await openDetail(page, 'toSorted');
    await page.context().close();
  });

  it('says when the samples are gone', async () => {
    const page = await opener.open('removed');
    await page.locator('.results').getByRole('button', { name: 'toSorted', exact: true }).click();
    await page.getByText('The samples of this benchmark are not in the store any more.').waitFor();
    await expect.poll(() => property(page, 'Samples')).toBe('1,760');
    await page.context().close();
  });

  it('is opened by the host, with the filter out of the way', async () => {
    const page = await opener.open('usual');
    await page.getByRole('searchbox').fill('nothing like it');
    await host(page, 'reveal', 'bench/noop.bench.ts > an empty function');
    await page.locator('.detail h2', { hasText: 'an empty function' }).waitFor();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
    const row = page.locator('.results').getByRole('button', { name: 'an empty function', exact: true });
    const bottom = async () => {
      const { y, height } = (await row.boundingBox())!;
      return y + height;
    };
    await expect.poll(bottom).toBeLessThanOrEqual(900);
    await page.context().close();
  });

  it('draws anew when the theme changes', async () => {
    const page = await opener.open('usual');
    await openDetail(page, 'toSorted');
    const canvas = page.locator('.detail canvas').first();
    const pixels = () => canvas.evaluate((element) => (element as unknown as { toDataURL(): string }).toDataURL());
    await expect.poll(() => coloursIn(chart(page, 0))).toBeGreaterThan(4);
    const dark = await pixels();
    await host(page, 'setTheme', 'Light Modern');
    await expect.poll(pixels).not.toBe(dark);
    await page.context().close();
  });

  it('takes the place of the table where there is no room for both', async () => {
    const page = await opener.open('usual', { width: 360 });
    await openDetail(page, 'toSorted');
    await expect.poll(() => page.locator('.results').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Close details' }).click();
    await expect.poll(() => page.locator('.results').isVisible()).toBe(true);
    await page.context().close();
  });

  it.each([360, 700, 1000, 1400, 2200])('needs no sideways scrolling of the page at %d px', async (width) => {
    const page = await opener.open('usual', { width });
    await openDetail(page, 'insertion sort');
    for (const selector of ['html', '.detail', '.header', '.overview .scroller']) {
      await expect.poll(() => overhangPx(page, selector), { message: selector }).toBeLessThanOrEqual(0);
    }
    await page.getByRole('button', { name: 'Close details' }).click();
    await page.locator('.detail').waitFor({ state: 'detached' });
    await expect.poll(() => overhangPx(page, '.scroller')).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
