import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, chartsDrawn, createPanelOpener, host, nextFrames, type PanelOpener } from './panelPage.ts';
import { button, coloursIn, textsOf } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const chart = (page: Page) => page.getByRole('slider');
const readout = (page: Page) => page.locator('.history-readout');
const told = (page: Page) => chart(page).getAttribute('aria-valuetext');
const place = (page: Page) => chart(page).getAttribute('aria-valuenow');

async function openChart(scenario = 'history-one', options = {}): Promise<Page> {
  const page = await opener.open(scenario, options);
  await chartsDrawn(page, '.history-canvas');
  return page;
}

describe('the views', () => {
  it('are tabs, chosen by click or by keys, and the host is told which', async () => {
    const page = await opener.open('usual');
    await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(['Results', 'History', 'Hints', 'Monitor']);
    await expect.poll(() => tab(page, 'Results').getAttribute('aria-selected')).toBe('true');
    await tab(page, 'History').click();
    await page
      .getByRole('heading', { name: 'This benchmark' })
      .or(page.getByRole('heading', { name: 'No history yet' }))
      .waitFor();
    await expect.poll(() => calls(page)).toEqual(['showHistory({"benchmarkId":null,"metric":"median","environmentId":null})']);
    await expect.poll(() => tab(page, 'History').getAttribute('aria-selected')).toBe('true');
    await tab(page, 'History').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, 'Hints').evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, 'Monitor').evaluate((element) => element.matches(':focus'))).toBe(true);
    // Behind the last one comes the first.
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, 'Results').evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('.results').waitFor();
    expect((await calls(page)).at(-1)).toBe('showRun(null)');
    await page.context().close();
  });

  it('offer the search once there is one, and the history that was shown last', async () => {
    const page = await opener.open('search-cancelled');
    await expect.poll(() => page.getByRole('tab').allInnerTexts()).toEqual(['Results', 'History', 'Search', 'Hints', 'Monitor']);
    await button(page, 'Show history').click();
    await chart(page).waitFor();
    await tab(page, 'Search').click();
    await page.getByRole('heading', { name: /^Which commit made/ }).waitFor();
    await tab(page, 'History').click();
    await chart(page).waitFor();
    const asked = (await calls(page)).filter((call) => call.startsWith('showHistory'));
    expect(new Set(asked).size).toBe(1);
    await page.context().close();
  });

  it('are reached from the detail of a benchmark, too', async () => {
    const page = await opener.open('usual');
    await page.locator('.results').getByRole('button', { name: 'toSorted', exact: true }).click();
    await button(page, 'Show the history of this benchmark').click();
    await expect
      .poll(() => calls(page))
      .toEqual([
        'showHistory({"benchmarkId":"bench/array.bench.ts > sorting 1,000 numbers > toSorted","metric":"median","environmentId":null})',
      ]);
    await page.context().close();
  });
});

describe('the history of a benchmark', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openChart('history-one', { height: 1300 });
  });
  afterAll(() => page.context().close());

  it('says what changed, by how much, how surely, and with which commit', async () => {
    const changes = await textsOf(page.locator('.happened'));
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatch(
      /^▲ 8\.\d % slower Step · 61\.\d µs → 66\.\d µs · 99\.9 % sure [\da-f]{7} Sort with fewer copies Ada Lovelace 16 Nov 2026 The most likely of 2 commits after [\da-f]{7}, up to [\da-f]{7}\. Show Changes Find the Commit Compare Copy Hash$/,
    );
    expect(changes[1]).toMatch(/^▲ 4\d % slower Spike/);
    expect(changes[2]).toMatch(/^▼ 1\d % faster Step/);
    // A search looks for what became slower, and stayed so.
    expect(await page.getByRole('button', { name: 'Find the Commit' }).count()).toBe(1);
    await expect.poll(() => page.getByText(/^Values differ by .* ten more would show a step of 1\.9 % or more\.$/).count()).toBe(1);
  });

  it('asks the host for what its buttons say', async () => {
    const [latest, , first] = await page.locator('.happened').all();
    for (const name of ['Show Changes', 'Find the Commit', 'Compare', 'Copy Hash']) await latest!.getByRole('button', { name }).click();
    await first!.getByRole('button', { name: 'Show Changes' }).click();
    const made = (await calls(page)).slice(-5);
    const id = '"bench/array.bench.ts > sorting 1,000 numbers > Array.sort"';
    expect(made[0]).toMatch(/^openChanges\("[\da-f]{40}", "[\da-f]{40}"\)$/);
    expect(made[1]).toMatch(new RegExp(`^bisect\\(${id}, "[\\da-f]{40}", "[\\da-f]{40}"\\)$`));
    expect(made[2]).toMatch(new RegExp(`^compareCommits\\(${id}, "[\\da-f]{40}", "[\\da-f]{40}"\\)$`));
    expect(made[3]).toMatch(/^copyText\("[\da-f]{40}"\)$/);
    // One commit only: what it changed, not what lies between two.
    expect(made[4]).toMatch(/^openCommit\("[\da-f]{40}"\)$/);
    await button(page, 'Measure again').click();
    await button(page, 'Measure Commits…').click();
    const after = (await calls(page)).slice(-2);
    expect(after[0]).toMatch(new RegExp(`^compareCommits\\(${id}, `));
    expect(after[1]).toBe('measureRange()');
  });

  it('opens what a commit changed by a click on its point, and by Enter', async () => {
    const box = (await chart(page).boundingBox())!;
    // The spike: alone high up.
    await page.mouse.move(box.x + box.width / 2, box.y + box.height - 60);
    await chart(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => place(page)).toBe('1');
    await expect
      .poll(() => told(page))
      .toMatch(/^6\d\.\d µs\. .* than the level of 68\.\d µs\. [\da-f]{7}, 3 Nov 2026, Ada Lovelace: Parse numbers/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('12');
    await page.keyboard.press('Enter');
    const opened = (await calls(page)).at(-1)!;
    const hash = /"(?<hash>[\da-f]{7})/.exec(opened)!.groups!['hash']!;
    expect(opened).toMatch(/^openCommit/);
    expect(await told(page)).toContain(hash);
    await page.keyboard.press('End');
    await expect.poll(() => told(page)).toContain('Looks off, and was not yet measured again.');
  });

  it('tells a point under the pointer, and is clickable only there', async () => {
    const box = (await chart(page).boundingBox())!;
    const before = (await calls(page)).length;
    // Where the first points are is looked for in the page: a real mouse takes a minute for as many places.
    const [hitX, hitY] = await chart(page).evaluate((element) => {
      const { left, top, height } = element.getBoundingClientRect();
      for (let y = 20; y < height - 20; y += 6) {
        for (let x = 80; x < 300; x += 9) {
          element.dispatchEvent(new PointerEvent('pointermove', { clientX: left + x, clientY: top + y }));
          if (element.classList.contains('is-hit')) return [x, y] as const;
        }
      }
      throw new Error('the chart has no point there');
    });
    await page.mouse.move(box.x + hitX, box.y + hitY);
    await expect.poll(() => chart(page).getAttribute('class')).toContain('is-hit');
    await expect.poll(() => readout(page).innerText()).toMatch(/µs/);
    await page.mouse.click(box.x + hitX, box.y + hitY);
    expect((await calls(page)).slice(before)).toHaveLength(1);
    // As far from it as the chart is high.
    await page.mouse.click(box.x + hitX, box.y + (hitY > box.height / 2 ? 20 : box.height - 20));
    expect((await calls(page)).slice(before)).toHaveLength(1);
    await page.mouse.move(0, 0);
  });

  it('has the same as a table', async () => {
    await page.getByText('Commits as a table').click();
    const table = page.getByRole('region', { name: 'Commits of the chart' });
    await expect.poll(() => table.getByRole('row').count()).toBe(61);
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Commit', 'Value', 'Runs', 'Against its level']);
    expect((await textsOf(table.getByRole('row')))[1]).toMatch(/^[\da-f]{7} .* µs \d [\d.]+ % slower than the level of/);
    await page.getByText('Commits as a table').click();
  });

  it('shows another metric, scale and environment', async () => {
    await page.getByLabel('GC', { exact: true }).check();
    await expect.poll(() => told(page)).toContain('%');
    expect((await calls(page)).at(-1)).toContain('"metric":"gc"');
    await page.getByLabel('Heap', { exact: true }).check();
    await expect.poll(() => told(page)).toContain('kB');
    await page.getByLabel('Median', { exact: true }).check();
    await expect.poll(() => told(page)).toContain('µs');
    const options = await page.getByLabel('Environment').locator('option').allInnerTexts();
    expect(options.map((text) => text.replace(/ ·.*/, ''))).toEqual(['Newest: Node 24.21.0', 'Node 24.21.0', 'Node 22.12.0']);
    await page.getByLabel('Environment').selectOption({ index: 2 });
    expect((await calls(page)).at(-1)).toContain('"environmentId":"older"');
    await page.getByLabel('Environment').selectOption({ index: 0 });
    expect((await calls(page)).at(-1)).toContain('"environmentId":null');
  });
});

describe('a zoom of the chart', () => {
  it('comes by dragging and by keys, moves along, and goes', async () => {
    const page = await openChart('history-long');
    const showAll = button(page, 'Show all commits');
    const ink = () => coloursIn(page.locator('.history-canvas canvas').first());
    expect(await ink()).toBeGreaterThan(3);
    expect(await showAll.count()).toBe(0);
    const box = (await chart(page).boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 500, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await showAll.waitFor();
    expect((await calls(page)).filter((call) => call.startsWith('openCommit'))).toEqual([]);
    await expect.poll(() => host(page, 'state')).toMatchObject({ historyZoom: { benchmarkId: expect.stringContaining('Array.sort') } });
    const zoomOf = async () => ((await host(page, 'state')) as { historyZoom: { from: number; to: number } }).historyZoom;
    const dragged = await zoomOf();
    expect(dragged.to - dragged.from).toBeGreaterThan(100);
    expect(dragged.to - dragged.from).toBeLessThan(250);
    // A reload shows the same part.
    await page.reload();
    await showAll.waitFor();
    await chart(page).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await zoomOf()).from).toBeGreaterThan(dragged.from);
    // The keyboard is on the newest commit, which the next arrow brings back into view.
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await zoomOf()).to).toBeGreaterThan(990);
    await page.keyboard.press('Escape');
    await expect.poll(() => showAll.count()).toBe(0);
    await expect.poll(() => host(page, 'state')).toMatchObject({ historyZoom: null });
    await chart(page).hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await showAll.waitFor();
    await page.context().close();
  });
});

describe('the heat map', () => {
  it('names its cells to who moves over them by keys, and opens their chart', async () => {
    const page = await opener.open('history');
    await chartsDrawn(page, '.heat');
    const grid = page.getByRole('grid', { name: 'median time of 10 benchmarks over 60 commits, against the median of each' });
    await grid.focus();
    await page.keyboard.press('Home');
    const cell = page.getByRole('gridcell');
    await expect
      .poll(() => cell.innerText())
      .toMatch(/^6\d\.\d µs\. \d\.\d % slower than its median of 6\d\.\d µs\. [\da-f]{7}, 3 Nov 2026/);
    await expect.poll(() => page.getByRole('rowheader').innerText()).toBe('sorting 1,000 numbers › Array.sort');
    expect(await grid.getAttribute('aria-activedescendant')).toBe(await cell.getAttribute('id'));
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowDown');
    await expect.poll(() => cell.innerText()).toMatch(/^not measured\. /);
    await page.keyboard.press('End');
    await expect.poll(() => cell.innerText()).toMatch(/^4\d\.\d µs/);
    const hash = /[\da-f]{7}(?=,)/.exec(await cell.innerText())![0];
    await page.keyboard.press('Enter');
    await chart(page).waitFor();
    expect((await calls(page)).at(-1)).toContain('quicksort by hand');
    await expect.poll(() => told(page)).toContain(hash);
    await expect.poll(() => page.locator('h1').evaluate((title) => title.matches(':focus'))).toBe(true);
    await button(page, 'History of all benchmarks').click();
    await grid.waitFor();
    // Back to the row that was left.
    await expect.poll(() => grid.evaluate((element) => element.matches(':focus'))).toBe(true);
    await expect.poll(() => page.getByRole('rowheader').innerText()).toContain('quicksort by hand');
    await page.context().close();
  });

  it('opens the chart of what is clicked, at that commit', async () => {
    const page = await opener.open('history');
    await chartsDrawn(page, '.heat');
    const grid = page.getByRole('grid');
    const box = (await grid.boundingBox())!;
    await page.mouse.move(box.x + 900, box.y + 24 + 1.5 * 20);
    await expect.poll(() => readout(page).innerText()).toMatch(/^sorting 1,000 numbers › Array\.sort\n6\d\.\d µs/);
    const text = await readout(page).innerText();
    await page.mouse.click(box.x + 900, box.y + 24 + 1.5 * 20);
    await chart(page).waitFor();
    await expect.poll(() => told(page)).toContain(/[\da-f]{7}(?=,)/.exec(text)![0]);
    await page.context().close();
  });

  it('keeps the place of the keyboard when there are other results', async () => {
    const page = await opener.open('history');
    await chartsDrawn(page, '.heat');
    await page.getByRole('grid').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    const before = await page.getByRole('gridcell').innerText();
    await host(page, 'show', { history: { benchmarkId: null, metric: 'median', environmentId: null, version: 2 } });
    await page.locator('.history:not([aria-busy="true"])').waitFor();
    await nextFrames(page);
    await expect.poll(() => page.getByRole('rowheader').innerText()).toContain('insertion sort');
    expect(await page.getByRole('gridcell').innerText()).toBe(before);
    await page.context().close();
  });

  it('filters, and keeps the filter over a reload', async () => {
    const page = await opener.open('history-large');
    await chartsDrawn(page, '.heat');
    const grid = page.getByRole('grid');
    await expect.poll(() => page.locator('.count').innerText()).toBe('500 benchmarks');
    await page.getByRole('searchbox').fill('benchmark 49');
    await expect.poll(() => page.locator('.count').innerText()).toBe('11 of 500 benchmarks');
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('13');
    await page.reload();
    await expect.poll(() => page.locator('.count').innerText()).toBe('11 of 500 benchmarks');
    await page.getByRole('searchbox').fill('nothing has this name');
    await expect.poll(() => page.getByText('No benchmark matches the filter').count()).toBe(1);
    await page.context().close();
  });

  it('brings what the keyboard is on into view', async () => {
    const page = await opener.open('history-large');
    await chartsDrawn(page, '.heat');
    await page.getByRole('grid').focus();
    const top = () => page.getByRole('grid').evaluate((element) => element.scrollTop);
    await page.keyboard.press('Control+End');
    await expect.poll(top).toBeGreaterThan(9000);
    await expect.poll(() => page.getByRole('rowheader').innerText()).toContain('benchmark 499');
    await page.keyboard.press('Control+Home');
    await expect.poll(top).toBe(0);
    await page.context().close();
  });
});

describe('a history that there is little of', () => {
  it('says how there can be one', async () => {
    const page = await opener.open('history-none');
    await page.getByRole('heading', { name: 'No history yet' }).waitFor();
    await page.locator('.empty').getByRole('button', { name: 'Measure Commits…' }).click();
    expect(await calls(page)).toEqual(['measureRange()']);
    await host(page, 'show', { trusted: false });
    await expect.poll(() => page.locator('.empty').getByRole('button', { name: 'Measure Commits…' }).isDisabled()).toBe(true);
    await page.context().close();
  });

  it('says what cannot be read, and reads again', async () => {
    const page = await opener.open('history');
    await host(page, 'failNext', 'history', 'The store is of a newer Laptime: update this one.', 'newer-store');
    await host(page, 'show', { history: { benchmarkId: null, metric: 'p99', environmentId: null, version: 2 } });
    await page.getByRole('heading', { name: 'The history cannot be read' }).waitFor();
    await expect.poll(() => page.locator('.empty p').innerText()).toBe('The store is of a newer Laptime: update this one.');
    await button(page, 'Try again').click();
    await page.getByRole('grid', { name: /^99th percentile/ }).waitFor();
    await page.context().close();
  });

  it.each([
    ['history-one-commit', '1 commit, oldest left', /^1\.20 µs\. at the level of 1\.20 µs/],
    ['history-equal', '12 commits, oldest left', /^1\.20 µs\. at the level/],
    ['history-nan', '12 commits, oldest left', /^1\.20 µs\. at the level/],
    ['history-zero', '12 commits, oldest left', /^0 %\. at the level of 0 %/],
  ])('draws %s', async (scenario, title, words) => {
    const page = await openChart(scenario);
    await page.getByRole('heading', { name: title }).waitFor();
    await expect.poll(() => told(page)).toMatch(words);
    expect(await coloursIn(page.locator('.history-canvas canvas').first())).toBeGreaterThan(3);
    await page.getByLabel('Log', { exact: true }).check();
    await nextFrames(page);
    expect(await coloursIn(page.locator('.history-canvas canvas').first())).toBeGreaterThan(3);
    await page.context().close();
  });

  it('asks again when there are other results, and keeps showing those of before meanwhile', async () => {
    const page = await openChart();
    await host(page, 'show', { run: null });
    await nextFrames(page);
    const asked = () =>
      page.evaluate(
        () =>
          (globalThis as unknown as { fakeHost: { calls: { method: string }[] } }).fakeHost.calls.filter(
            ({ method }) => method === 'history',
          ).length,
      );
    expect(await asked()).toBe(1);
    const id = 'bench/array.bench.ts > sorting 1,000 numbers > Array.sort';
    await host(page, 'show', { history: { benchmarkId: id, metric: 'median', environmentId: null, version: 2 } });
    expect(await chart(page).count()).toBe(1);
    await expect.poll(asked).toBe(2);
    await page.context().close();
  });

  it('tells two modes', async () => {
    const page = await openChart('history-modes');
    await expect.poll(() => page.getByText(/^It has two modes: /).count()).toBe(1);
    await page.context().close();
  });
});
