import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, createPanelOpener, host, nextFrames, shownNames, type PanelOpener } from './panelPage.ts';
import { cells, row } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const progress = (change: object) => ({ label: 'All', done: 3, total: 10, remainingMs: 65_000, current: null, comparing: null, ...change });

describe('the overview of a run', () => {
  let page: Page;
  beforeAll(async () => {
    page = await opener.open('usual');
  });
  afterAll(() => page.context().close());

  it('says which run it is and where it was measured', async () => {
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Run' }).innerText())
      .toContain('21 Nov 2026, 13:03 · 14 benchmarks · standard');
    const facts = await page.locator('.facts dd').allInnerTexts();
    expect(facts).toEqual([
      '1 min 14 s',
      'standard',
      'main @ cea17c0 with uncommitted changes',
      'Node 24.21.0',
      'Linux 6.12, x64, 16 cores',
      '4.0 % other load',
      'What the machine did',
    ]);
    await expect.poll(() => page.locator('.environment').innerText()).toContain('AMD Ryzen 7 7840U, 16 cores, 33.4 GB');
  });

  it('shows every benchmark under its file and group, in the order of the run', async () => {
    await expect
      .poll(() => page.locator('.results .file-row, .results .group-row').allInnerTexts())
      .toEqual([
        'bench/array.bench.ts',
        'sorting 1,000 numbers',
        'bench/count.bench.ts',
        'words › counting',
        'words › stemming',
        'bench/csv.bench.ts',
        'bench/noop.bench.ts',
      ]);
    await expect
      .poll(async () => (await shownNames(page)).slice(0, 4))
      .toEqual(['Array.sort', 'toSorted', 'quicksort by hand', 'insertion sort']);
  });

  it('shows the numbers of a benchmark', async () => {
    const [median, change, relative, rate, p99, heap, gc] = await cells(page, 'quicksort by hand');
    expect(median).toMatch(/^48\.\d µs ± 0\.\d\d %$/);
    expect(change).toBe('+7.5 % slower');
    expect(relative).toMatch(/^1\.2\dx faster$/);
    expect(rate).toMatch(/^20\.\d k ops\/s$/);
    expect(p99).toMatch(/ µs$/);
    expect(heap).toBe('640 B');
    expect(gc).toMatch(/^\d+\.\d ms \(\d+\)$/);
  });

  it('calls only that a change which the intervals prove, and compares no other environments', async () => {
    const changes = await Promise.all(
      ['Array.sort', 'toSorted', 'regular expression', 'one pass over bytes', 'parse 10 rows', 'insertion sort'].map(
        async (name) => (await cells(page, name))[1],
      ),
    );
    expect(changes).toEqual(['no clear change', '-11 % faster', '+138 % slower', 'other environment', 'other loader', '–']);
  });

  it('compares inside a group with its baseline or the fastest', async () => {
    const relative = await Promise.all(
      ['Array.sort', 'toSorted', 'one pass over bytes', 'split and Map', 'an empty function'].map(
        async (name) => (await cells(page, name))[2],
      ),
    );
    expect(relative).toEqual(['baseline', 'unclear', 'fastest', expect.stringMatching(/^4\.\d\dx slower$/), '–']);
  });

  it('tells what failed with message, place and stack, and what was skipped', async () => {
    await expect.poll(async () => (await cells(page, 'parse with a quote inside'))[0]).toBe('Threw an error');
    await expect.poll(async () => (await cells(page, 'parse from a stream'))[0]).toBe('skipped');
    await expect.poll(async () => (await cells(page, 'Porter'))[0]).toBe('to do');
    const failure = page.locator('.failure-row').filter({ hasText: 'Cannot read properties' });
    await failure.getByText('Stack').click();
    await expect.poll(() => failure.locator('pre').innerText()).toContain('at parse (src/csv.ts:57:11)');
    await failure.getByRole('button', { name: 'src/csv.ts:57:11' }).click();
    await expect.poll(() => page.locator('.file-failures').innerText()).toContain("Cannot find module './gone.ts'");
    await expect.poll(async () => (await calls(page)).at(-1)).toBe('openSource("src/csv.ts", 57, 11)');
  });

  it('opens sources and runs a benchmark, a group, a file, all', async () => {
    await row(page, 'toSorted').hover();
    await row(page, 'toSorted').getByRole('button', { name: 'Open source of toSorted' }).click();
    await row(page, 'toSorted').getByRole('button', { name: 'Run toSorted' }).click();
    await page.getByRole('button', { name: 'Run group words › counting' }).click();
    await page.getByRole('button', { name: 'Run all of bench/noop.bench.ts' }).click();
    await page.getByRole('button', { name: 'Run all', exact: true }).click();
    await page.getByRole('button', { name: 'bench/csv.bench.ts', exact: true }).click();
    await page.getByRole('button', { name: 'Open configuration' }).click();
    const words = ['split and Map', 'regular expression', 'one pass over bytes'].map(
      (name) => `bench/count.bench.ts > words > counting > ${name}`,
    );
    await expect
      .poll(async () => (await calls(page)).slice(-7))
      .toEqual([
        'openSource("bench/array.bench.ts", 16, 3)',
        'run(["bench/array.bench.ts > sorting 1,000 numbers > toSorted"])',
        `run(${JSON.stringify(words)})`,
        'run(["bench/noop.bench.ts > an empty function"])',
        'run([])',
        'openSource("bench/csv.bench.ts", 1, 1)',
        'openSettings()',
      ]);
  });
});

describe('a run of another environment than those before', () => {
  it('is compared with none of them', async () => {
    const page = await opener.open('other-environment');
    await expect.poll(async () => (await cells(page, 'toSorted'))[1]).toBe('other environment');
    await expect.poll(async () => (await cells(page, 'quicksort by hand'))[1]).toBe('other environment');
    expect(await page.locator('.results .change').count()).toBe(0);
    await page.context().close();
  });
});

describe('sorting, filtering and selecting', () => {
  it('sorts by each column, both ways and back, and says so', async () => {
    const page = await opener.open('usual');
    const source = await shownNames(page);
    for (const [name, first] of [
      ['Benchmark', 'ascending'],
      ['Median', 'ascending'],
      ['Change', 'ascending'],
      ['In its group', 'ascending'],
      ['Rate', 'descending'],
      ['p99', 'ascending'],
      ['Heap', 'ascending'],
      ['GC', 'ascending'],
    ] as const) {
      const header = page.getByRole('columnheader', { name, exact: true });
      const press = async (direction: string): Promise<void> => {
        await header.getByRole('button').click();
        await expect.poll(() => header.getAttribute('aria-sort'), { message: name }).toBe(direction);
      };
      await press(first);
      const firstOrder = await shownNames(page);
      await press(first === 'ascending' ? 'descending' : 'ascending');
      await expect.poll(() => shownNames(page), { message: name }).not.toEqual(firstOrder);
      await press('none');
      await expect.poll(() => shownNames(page), { message: name }).toEqual(source);
    }
    await page.getByRole('columnheader', { name: 'Median' }).getByRole('button').click();
    await expect
      .poll(async () => (await shownNames(page)).slice(0, 4))
      .toEqual(['quicksort by hand', 'Array.sort', 'toSorted', 'insertion sort']);
    await page.getByLabel('Keep groups together').uncheck();
    await expect
      .poll(async () => (await shownNames(page)).slice(0, 2))
      .toEqual(['bench/noop.bench.ts › an empty function', 'bench/csv.bench.ts › parse 10 rows']);
    await page.context().close();
  });

  it('filters as one types, and offers the way back', async () => {
    const page = await opener.open('usual');
    const box = page.getByRole('searchbox');
    await box.pressSequentially('sort 000 qu');
    await expect.poll(() => shownNames(page)).toEqual(['quicksort by hand']);
    await expect.poll(() => page.locator('.count').innerText()).toBe('1 of 14 benchmarks');
    await page.getByRole('button', { name: 'Copy filtered as Markdown' }).click();
    await box.fill('no such name');
    await expect.poll(() => page.getByText('No benchmark matches the filter').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await expect.poll(() => shownNames(page)).toHaveLength(14);
    await box.fill('csv');
    await box.press('Escape');
    await expect.poll(() => box.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Copy all as Markdown' }).click();
    await expect
      .poll(() => calls(page))
      .toEqual(['copyMarkdown(["bench/array.bench.ts > sorting 1,000 numbers > quicksort by hand"])', 'copyMarkdown([])']);
    await page.context().close();
  });

  it('keeps the length of the bars when the filter hides the rest of the group', async () => {
    const page = await opener.open('usual');
    const width = async () => (await row(page, 'toSorted').locator('.bar-fill').boundingBox())!.width;
    const before = await width();
    await page.getByRole('searchbox').fill('toSorted');
    await expect.poll(() => shownNames(page)).toEqual(['toSorted']);
    await nextFrames(page);
    expect(await width()).toBeCloseTo(before, 0);
    await page.getByLabel('Log').check();
    await expect.poll(width).not.toBeCloseTo(before, 0);
    await page.context().close();
  });

  it('copies and runs what is selected', async () => {
    const page = await opener.open('usual');
    await page.getByLabel('Select toSorted').check();
    await page.getByLabel('Select parse 10 rows').check();
    await expect
      .poll(() =>
        page.getByLabel('Select all shown benchmarks').evaluate((box) => (box as unknown as { indeterminate: boolean }).indeterminate),
      )
      .toBe(true);
    await page.getByRole('button', { name: 'Copy 2 selected as Markdown' }).click();
    await page.getByRole('button', { name: 'Run 2 selected' }).click();
    const ids = '["bench/array.bench.ts > sorting 1,000 numbers > toSorted","bench/csv.bench.ts > parse 10 rows"]';
    await expect.poll(() => calls(page)).toEqual([`copyMarkdown(${ids})`, `run(${ids})`]);
    await page.getByLabel('Select all shown benchmarks').check();
    await expect.poll(() => page.getByRole('button', { name: 'Run 14 selected' }).isVisible()).toBe(true);
    await page.getByLabel('Select all shown benchmarks').uncheck();
    await expect.poll(() => page.getByRole('button', { name: 'Run all', exact: true }).isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('a run under way', () => {
  it('shows how far it is, what it measures and the time left, and cancels', async () => {
    const page = await opener.open('running');
    const strip = page.getByRole('region', { name: 'Run in progress' });
    await expect
      .poll(() => strip.innerText())
      .toMatch(/All benchmarks\s+split and Map · block 3 of at most 24 · 1\.84 ms ± 2\.1 %\s+4 of 14\s+41 s left\s+Cancel/);
    await expect
      .poll(() => strip.getByRole('progressbar').evaluate((bar) => (bar as unknown as { value: number }).value))
      .toBeCloseTo(4.125, 5);
    await expect.poll(() => page.getByRole('button', { name: 'Run toSorted' }).isDisabled()).toBe(true);
    await strip.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => calls(page)).toEqual(['cancel()']);
    await page.context().close();
  });

  it('follows progress and announces it seldom', async () => {
    const page = await opener.open('usual');
    const spoken = page.getByRole('status').filter({ hasText: /Running|ended/ });
    await host(page, 'progress', progress({}));
    await page.getByText('1 min 5 s left', { exact: true }).waitFor();
    await expect.poll(() => spoken.innerText()).toBe('Running: 3 of 10 done, 1 min 5 s left.');
    await host(page, 'progress', progress({ done: 5, remainingMs: 30_000 }));
    await page.getByText('30 s left', { exact: true }).waitFor();
    await nextFrames(page);
    expect(await spoken.innerText()).toBe('Running: 3 of 10 done, 1 min 5 s left.');
    await host(page, 'progress', null);
    await page.getByRole('region', { name: 'Run in progress' }).waitFor({ state: 'detached' });
    await expect.poll(() => spoken.innerText()).toBe('The run has ended.');
    await page.context().close();
  });
});

describe('choosing a run', () => {
  it('shows an older run and goes back to the newest', async () => {
    const page = await opener.open('usual');
    const picker = page.getByRole('combobox', { name: 'Run' });
    await picker.selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Show latest' }).waitFor();
    await expect.poll(() => shownNames(page)).toHaveLength(4);
    await expect.poll(() => page.getByText('This run was cancelled. It has the 4 benchmarks that ended before.').isVisible()).toBe(true);
    await expect.poll(() => host(page, 'state')).toMatchObject({ version: 1, pinnedRunId: '01997a2d-0000-7000-8000-000000000001' });
    await page.getByRole('button', { name: 'Show latest' }).click();
    await page.getByRole('button', { name: 'Show latest' }).waitFor({ state: 'detached' });
    await expect.poll(() => shownNames(page)).toHaveLength(14);
    await expect.poll(() => host(page, 'state')).toMatchObject({ pinnedRunId: null });
    await expect.poll(() => calls(page)).toEqual(['showRun("01997a2d-0000-7000-8000-000000000001")', 'showRun(null)']);
    await page.context().close();
  });
});

describe('what one must know', () => {
  it.each([
    ['cancelled', 'This run was cancelled. It has the 4 benchmarks that ended before.'],
    ['interrupted', 'This run was interrupted: its process ended. It has the 2 benchmarks stored before.'],
    ['interrupted', 'There is no history: the store of this repository was written by a newer Laptime; update this one to read it.'],
    ['elsewhere', 'This run is still under way in another window or terminal.'],
    ['untrusted', 'This workspace is not trusted, so Laptime runs nothing in it.'],
  ])('%s: %s', async (scenario, text) => {
    const page = await opener.open(scenario);
    await expect.poll(() => page.locator('.banner').allInnerTexts()).toContainEqual(expect.stringContaining(text));
    await page.context().close();
  });

  it('marks a noisy machine', async () => {
    const page = await opener.open('interrupted');
    await expect
      .poll(() => page.locator('.fact-warning dd').allInnerTexts())
      .toEqual(['37 % other load', '21 % CPU pressure', 'CPU was throttled']);
    await page.context().close();
  });

  it('runs nothing in a workspace that is not trusted', async () => {
    const page = await opener.open('untrusted');
    for (const name of ['Run all', 'Run toSorted', 'Run group words › counting']) {
      const disabled = await page.getByRole('button', { name, exact: true }).isDisabled();
      expect({ name, disabled }).toEqual({ name, disabled: true });
    }
    await page.getByRole('button', { name: 'Manage workspace trust' }).click();
    await expect.poll(() => calls(page)).toEqual(['manageTrust()']);
    await page.context().close();
  });

  it("shows a user's error as it is and any other with a word of our own, until dismissed", async () => {
    const page = await opener.open('usual');
    const alert = page.getByRole('alert');
    await host(page, 'failNext', 'run', 'The workspace has no Node: set laptime.node.executable.', 'node-not-found');
    await page.getByRole('button', { name: 'Run all', exact: true }).click();
    await alert.getByText('The workspace has no Node: set laptime.node.executable.', { exact: true }).waitFor();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => alert.innerText()).toBe('');
    await host(page, 'failNext', 'copyMarkdown', 'x is undefined');
    await page.getByRole('button', { name: 'Copy all as Markdown' }).click();
    await alert.getByText('Laptime could not do that: x is undefined').waitFor();
    await page.context().close();
  });
});

describe('where there is nothing yet', () => {
  it.each([
    ['looking', 'Looking for bench files…', []],
    ['no-files', 'No bench files yet', ['New bench file', 'Open configuration']],
    ['not-run', 'Nothing measured yet', ['Run all benchmarks', 'Compare with…']],
    ['not-trusted', 'This workspace is not trusted', ['Manage workspace trust']],
    ['no-results', 'This run has no results', ['Run all benchmarks']],
    ['first-run', 'Measuring…', []],
  ])('%s: %s', async (scenario, title, steps) => {
    const page = await opener.open(scenario);
    await expect.poll(() => page.locator('.empty h2').innerText()).toBe(title);
    // What the heading says is not said again above it.
    expect(await page.locator('.banner', { hasText: title }).count()).toBe(0);
    const buttons = page.locator('.empty-actions button');
    await expect.poll(() => buttons.allInnerTexts()).toEqual(steps);
    for (let index = 0; index < steps.length; index += 1) await buttons.nth(index).click();
    await expect.poll(() => calls(page)).toHaveLength(steps.length);
    await page.context().close();
  });

  it('fills itself when the first run begins and ends', async () => {
    const page = await opener.open('not-run');
    await page.getByRole('button', { name: 'Run all benchmarks' }).click();
    await host(page, 'show', { running: progress({ done: 0 }) });
    await page.getByText('Measuring…').waitFor();
    await host(page, 'show', { running: null });
    await page.getByText('Nothing measured yet').waitFor();
    await expect.poll(() => calls(page)).toEqual(['run([])']);
    await page.context().close();
  });
});
