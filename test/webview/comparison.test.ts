import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, createPanelOpener, host, nextFrames, openDetail, shownNames, type PanelOpener } from './panelPage.ts';
import { button, cells, oneLine, row } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const banners = (page: Page) => page.locator('.overview .banner').allInnerTexts();
const box = async (page: Page, name: string, part: string) => (await row(page, name).locator(part).boundingBox())!;

describe('the overview of a comparison', () => {
  let page: Page;
  beforeAll(async () => {
    page = await opener.open('compared');
  });
  afterAll(() => page.context().close());

  it('says what was compared with what, when and how', async () => {
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Run or comparison' }).innerText())
      .toBe('21 Nov 2026, 13:20 · Comparison · 13 benchmarks · HEAD~1 → work tree');
    const revisions = await page.locator('.revisions dd').allInnerTexts();
    expect(revisions.map(oneLine)).toEqual(['HEAD~1 89abcde Sort with fewer copies 19 Nov 2026', '→ work tree main cea17c0 + edits']);
    expect(await page.locator('.facts dd').allInnerTexts()).toEqual([
      '1 min 23 s',
      'up to 10 s a benchmark',
      'margins 1 % to 2 %',
      'Node 24.21.0',
      'Linux 6.12, x64, 16 cores',
      '4.0 % other load',
      'What the machine did',
    ]);
    expect(await banners(page)).toEqual(['The dependencies of HEAD~1 were installed by npm: its lock file differs.']);
  });

  it('counts the verdicts, what matters most first', async () => {
    const counts = await page.getByRole('list', { name: 'Verdicts' }).getByRole('listitem').allInnerTexts();
    expect(counts.map(oneLine)).toEqual([
      '▲ 2 slower',
      '✗ 1 failed',
      '? 3 inconclusive',
      '▼ 1 faster',
      '= 3 same',
      '– 3 not comparable',
      '– 1 skipped',
    ]);
  });

  it('shows verdict, change with its interval, medians and blocks', async () => {
    expect(await cells(page, 'toSorted')).toEqual(['▲ slower', '+3.1 % [+2.7 %, +3.5 %]', '', '61.8 µs', '63.7 µs', '9']);
    expect(await cells(page, 'regular expression')).toEqual(['▲ slower', '2.30x [2.29x, 2.31x]', '', '2.96 ms', '6.81 ms', '18']);
    expect(await cells(page, 'one pass over bytes')).toEqual(['? inconclusive', '-3.0 %', '', '412 ms', '400 ms', '2']);
    expect((await cells(page, 'Porter')).slice(0, 2)).toEqual(['– skipped', 'to do']);
    expect((await cells(page, 'parse in a worker')).slice(0, 2)).toEqual(['– not comparable', 'not in the baseline']);
  });

  it('draws each interval against its margin on one axis, with no change in the middle', async () => {
    const ticks = await page.locator('.ratio-axis span').allInnerTexts();
    expect(ticks).toEqual(['-5 %', '0', '+5 %']);
    const axis = (await page.locator('.ratio-axis').boundingBox())!;
    const [band, dot, line] = [
      await box(page, 'toSorted', '.ratio-band'),
      await box(page, 'toSorted', '.ratio-dot'),
      await box(page, 'toSorted', '.ratio-line'),
    ];
    expect(band.x + band.width / 2).toBeCloseTo(axis.x + axis.width / 2, 0);
    expect(line.x).toBeGreaterThan(band.x + band.width);
    expect(dot.x + dot.width / 2).toBeCloseTo(line.x + line.width / 2, 0);
    // +3.1 % of a side that ends where the axis does, on a log scale.
    const five = (await page.locator('.ratio-axis span').last().boundingBox())!;
    const middle = axis.x + axis.width / 2;
    const share = (dot.x + dot.width / 2 - middle) / (five.x + five.width / 2 - middle);
    expect(share).toBeCloseTo(Math.log(1.031) / Math.log(1.05), 1);
    // A margin of its own.
    expect((await box(page, 'parse 10 rows', '.ratio-band')).width).toBeCloseTo(band.width / 2, -1);
  });

  it('marks by an arrow what is beyond the axis', async () => {
    await expect.poll(() => row(page, 'regular expression').locator('.ratio-arrow-high').count()).toBe(1);
    expect(await row(page, 'regular expression').locator('.ratio-dot, .ratio-line').count()).toBe(0);
    expect(await row(page, 'quicksort by hand').locator('.ratio-arrow-low').count()).toBe(1);
    expect(await row(page, 'toSorted').locator('.ratio-arrow').count()).toBe(0);
  });

  it('tells what failed, and on which side', async () => {
    const failures = await page.locator('.failure-row .failure-message').allInnerTexts();
    expect(failures).toEqual([
      "Threw an error on the candidate: Cannot read properties of undefined (reading 'length')",
      'Timed out on the baseline: A call took longer than 10 s.',
    ]);
    await expect
      .poll(() => page.locator('.file-failures').innerText())
      .toContain('Could not be loaded on the baseline: Cannot find module');
    await expect.poll(() => button(page, 'src/csv.ts:80:11').getAttribute('title')).toBe('Open the source as it is now');
  });

  it('asks for more blocks, another comparison, the changes, Markdown and sources', async () => {
    await button(page, 'Measure on').click();
    await button(page, 'Compare with…').click();
    await button(page, 'Show changes').click();
    await button(page, 'Copy all as Markdown').click();
    await row(page, 'insertion sort').hover();
    await button(page, 'Measure insertion sort on').click();
    await button(page, 'Measure on what is inconclusive in words › counting').click();
    await button(page, 'Open source of toSorted').focus();
    await page.keyboard.press('Enter');
    expect(
      await row(page, 'toSorted')
        .getByRole('button', { name: /Measure/ })
        .count(),
    ).toBe(0);
    await expect
      .poll(() => calls(page))
      .toEqual([
        'measureOn([])',
        'compareWith()',
        'openDiff()',
        'copyMarkdown([])',
        'measureOn(["bench/array.bench.ts > sorting 1,000 numbers > insertion sort"])',
        'measureOn(["bench/count.bench.ts > words > counting > one pass over bytes"])',
        'openSource("bench/array.bench.ts", 16, 3)',
      ]);
  });
});

describe('sorting and filtering verdicts', () => {
  it('begins with what became slower, files and groups too, and goes back to the source', async () => {
    const page = await opener.open('compared');
    await expect
      .poll(async () => (await shownNames(page)).slice(0, 6))
      .toEqual(['regular expression', 'one pass over bytes', 'split and Map', 'Porter', 'toSorted', 'insertion sort']);
    const verdict = page.getByRole('columnheader', { name: 'Verdict', exact: true });
    await expect.poll(() => verdict.getAttribute('aria-sort')).toBe('ascending');
    await page.getByLabel('Keep groups together').uncheck();
    await expect
      .poll(async () => (await shownNames(page)).slice(0, 3).map((name) => name.split(' › ').at(-1)))
      .toEqual(['regular expression', 'toSorted', 'parse with a quote inside']);
    await page.getByLabel('Keep groups together').check();
    await verdict.getByRole('button').click();
    await verdict.getByRole('button').click();
    await expect.poll(() => verdict.getAttribute('aria-sort')).toBe('none');
    await expect
      .poll(async () => (await shownNames(page)).slice(0, 4))
      .toEqual(['Array.sort', 'toSorted', 'quicksort by hand', 'insertion sort']);
    await page.context().close();
  });

  it('sorts by each column', async () => {
    const page = await opener.open('compared');
    await page.getByLabel('Keep groups together').uncheck();
    const first = async (name: string): Promise<string> => {
      await page.getByRole('columnheader', { name, exact: true }).getByRole('button').click();
      await nextFrames(page);
      return (await shownNames(page))[0]!.split(' › ').at(-1)!;
    };
    expect(await first('Change')).toBe('regular expression');
    expect(await first('Change')).toBe('quicksort by hand');
    expect(await first('Baseline')).toBe('parse 10 rows');
    expect(await first('Candidate')).toBe('parse 10 rows');
    expect(await first('Blocks')).toBe('one pass over bytes');
    expect(await first('Benchmark')).toBe('Array.sort');
    await page.context().close();
  });

  it('filters, and keeps the axis while it does', async () => {
    const page = await opener.open('compared');
    const before = await box(page, 'toSorted', '.ratio-band');
    await page.getByRole('searchbox').fill('tosorted');
    await expect.poll(() => shownNames(page)).toEqual(['toSorted']);
    await nextFrames(page);
    expect((await box(page, 'toSorted', '.ratio-band')).width).toBeCloseTo(before.width, 0);
    await button(page, 'Copy filtered as Markdown').click();
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('No benchmark matches the filter').waitFor();
    await expect.poll(() => calls(page)).toEqual(['copyMarkdown(["bench/array.bench.ts > sorting 1,000 numbers > toSorted"])']);
    await page.context().close();
  });

  it('measures on and copies what is selected', async () => {
    const page = await opener.open('compared');
    await page.getByLabel('Select toSorted').check();
    // Of what is selected nothing is inconclusive.
    await expect.poll(() => button(page, 'Measure on').count()).toBe(0);
    await page.getByLabel('Select insertion sort').check();
    await button(page, 'Measure on').click();
    await button(page, 'Copy 2 selected as Markdown').click();
    const [sort, insertion] = ['toSorted', 'insertion sort'].map((name) => `"bench/array.bench.ts > sorting 1,000 numbers > ${name}"`);
    await expect.poll(() => calls(page)).toEqual([`measureOn([${insertion}])`, `copyMarkdown([${sort},${insertion}])`]);
    await page.context().close();
  });
});

describe('choosing among runs and comparisons', () => {
  it('goes from the newest comparison to a run and back', async () => {
    const page = await opener.open('mixed');
    const picker = page.getByRole('combobox', { name: 'Run or comparison' });
    await expect
      .poll(() => picker.locator('option').allInnerTexts())
      .toEqual([
        '21 Nov 2026, 13:20 · Comparison · 13 benchmarks · HEAD~1 → work tree',
        '21 Nov 2026, 13:03 · 14 benchmarks · standard',
        '21 Nov 2026, 12:40 · 4 benchmarks · standard',
      ]);
    await openDetail(page, 'toSorted');
    await page.getByRole('heading', { name: 'Change in each block' }).waitFor();
    await picker.selectOption({ index: 1 });
    // The same benchmark, in the run.
    await page.getByRole('heading', { name: 'Samples over time' }).waitFor();
    await expect.poll(() => page.locator('.detail h2').innerText()).toContain('toSorted');
    await expect.poll(() => shownNames(page)).toHaveLength(14);
    await expect.poll(() => host(page, 'state')).toMatchObject({ pinnedRunId: '01997a2e-0000-7000-8000-000000000002' });
    await button(page, 'Compare with…').click();
    await button(page, 'Show latest').click();
    await page.getByRole('heading', { name: 'Change in each block' }).waitFor();
    await expect.poll(() => host(page, 'state')).toMatchObject({ pinnedRunId: null });
    await expect.poll(() => calls(page)).toEqual(['showRun("01997a2e-0000-7000-8000-000000000002")', 'compareWith()', 'showRun(null)']);
    await page.context().close();
  });
});

describe('a comparison under way', () => {
  it('shows how far it is, with the change so far', async () => {
    const page = await opener.open('comparing');
    const strip = page.getByRole('region', { name: 'Comparison in progress' });
    await expect
      .poll(() => strip.innerText())
      .toMatch(/All benchmarks\s+split and Map · 6 blocks · \+3\.1 % so far\s+4 of 13\s+1 min 5 s left\s+Cancel/);
    for (const name of ['Measure on', 'Compare with…']) expect(await button(page, name).count(), name).toBe(0);
    await strip.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => calls(page)).toEqual(['cancel()']);
    await host(page, 'progress', null);
    await expect.poll(() => page.getByRole('status').filter({ hasText: 'ended' }).innerText()).toBe('The comparison has ended.');
    await page.context().close();
  });

  it('says what is prepared before there is anything to measure', async () => {
    const page = await opener.open('first-comparison');
    await page.getByRole('heading', { name: 'Comparing…' }).waitFor();
    const strip = page.getByRole('region', { name: 'Comparison in progress' });
    await expect.poll(() => strip.innerText()).toMatch(/All benchmarks\s+Installing the dependencies of HEAD~1 with npm\s+Cancel/);
    await page.context().close();
  });
});

describe('what one must know of a comparison', () => {
  it.each([
    ['compared-cancelled', 'This comparison was cancelled. It has the 2 benchmarks that ended before.'],
    ['compared-untrusted', 'This workspace is not trusted, so Laptime runs nothing in it.'],
    [
      'compared-separate',
      'The baseline was measured in another environment: Machine AMD Ryzen 7 7840U, 8 cores, 33.4 GB → AMD Ryzen 7 7840U, 16 cores, 33.4 GB; ' +
        'Node v22.12.0 (V8 12.4.254.21) → v24.21.0 (V8 13.6.233.17). The difference may come from that and not from the code.',
    ],
    [
      'compared-separate',
      'The two runs were not made together, so the machine may have changed between them; the intervals are wider for it.',
    ],
  ])('%s: %s', async (scenario, text) => {
    const page = await opener.open(scenario);
    await expect.poll(() => banners(page)).toContainEqual(expect.stringContaining(text));
    await page.context().close();
  });

  it('offers the next step where nothing was compared', async () => {
    const page = await opener.open('compared-nothing');
    await page.getByRole('heading', { name: 'Nothing was compared' }).waitFor();
    await page.locator('.empty').getByRole('button', { name: 'Compare with…' }).click();
    await expect.poll(() => calls(page)).toEqual(['compareWith()']);
    await page.context().close();
  });

  it('has no button to measure on where nothing is open, and none that works without trust', async () => {
    const clean = await opener.open('compared-clean');
    expect(await button(clean, 'Measure on').count()).toBe(0);
    await clean.context().close();
    const untrusted = await opener.open('compared-untrusted');
    for (const name of ['Measure on', 'Compare with…', 'Measure insertion sort on']) {
      expect({ name, disabled: await button(untrusted, name).isDisabled() }).toEqual({ name, disabled: true });
    }
    await untrusted.context().close();
  });

  it('blames the side that failed where all failed', async () => {
    const page = await opener.open('compared-failed');
    const counts = await page.getByRole('list', { name: 'Verdicts' }).getByRole('listitem').allInnerTexts();
    expect(counts.map(oneLine)).toEqual(['✗ 2 failed', '– 1 not comparable']);
    // There is nothing that an axis could be for.
    expect(await page.locator('.ratio-axis').count()).toBe(0);
    await page.context().close();
  });
});
