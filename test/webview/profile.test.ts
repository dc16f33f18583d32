import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { button, coloursIn, textsOf } from './parts.ts';
import { cpuProfileOf, heap, report, reportSamples, sessionOf } from './profileExamples.ts';
import { createProfileOpener, frames, settled, type OpenedPage, type OpenOptions, type ProfileOpener } from './profilePage.ts';
import { clickBox, details, graph, hoverBox, lookOf, showView, told } from './profileParts.ts';

let browser: Browser;
let opener: ProfileOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createProfileOpener(browser);
});
afterAll(async () => {
  await browser.close();
  await opener.close();
});

const openReport = (options?: OpenOptions) => opener.open(sessionOf(report()), { title: 'weekly-report.cpuprofile', ...options });

/** The names in the table, from top to bottom, as far as they are in view. */
const names = (page: Page): Promise<string[]> => page.locator('.function-row .function-text').allInnerTexts();

describe('a CPU profile', () => {
  let opened: OpenedPage;
  let page: Page;
  beforeAll(async () => {
    opened = await openReport();
    page = opened.page;
  });
  afterAll(() => opened.close());

  it('opens at the hottest path, which is selected, in view and told', async () => {
    await expect.poll(() => told(page)).toMatch(/^hashOf, src\/hash\.ts:5, self 2\d\d ms, total 2\d\d ms, 2\d %$/);
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Left-heavy');
    await expect.poll(() => details(page).getByRole('heading').innerText()).toBe('hashOf');
    expect(await details(page).getByRole('listitem').allInnerTexts()).toEqual([
      '(anonymous)',
      'main',
      'weeklyReport',
      'sumUp',
      'groupBy',
      '(anonymous)',
    ]);
    expect(await coloursIn(page.locator('.flame canvas').first())).toBeGreaterThan(20);
    expect(await hoverBox(page, 6, 0.05)).toMatch(
      /^hashOf\nsrc\/hash\.ts:5\nWorkspace\nSelf\n2\d\d ms 2\d %\nTotal\n2\d\d ms 2\d %\nSamples\n\d,?\d+$/,
    );
  });

  it('says what it is and how it was recorded', async () => {
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('weekly report');
    expect(await textsOf(page.locator('.facts dd'))).toEqual([
      'V8 CPU profile',
      '800 ms',
      expect.stringMatching(/^[\d.]+ ms idle \([\d.]+ %\)$/),
      '4,000 samples',
      'every 200 µs',
      '1,840 iterations',
      '4.0 % slower by profiling',
      '21 Nov 2026, 14:03',
      'Node 24.21.0',
    ]);
  });

  it('selects what is clicked and shows its source; goes there by a second click, with Ctrl, and by the link', async () => {
    const atFirst = opened.calls.length;
    await clickBox(page, 3, 0.5);
    await expect.poll(() => told(page)).toMatch(/^readOrders, src\/orders\.ts:6, self 0, total/);
    await expect.poll(() => opened.calls.slice(atFirst)).toEqual([expect.stringMatching(/^showFunction\(\d+\)$/)]);
    const before = opened.calls.length;
    await frames(page, 30);
    await clickBox(page, 3, 0.5);
    await expect.poll(() => opened.calls.slice(before)).toEqual([expect.stringMatching(/^openFunction\(\d+\)$/)]);
    await clickBox(page, 3, 0.45, { modifiers: ['Control'] });
    await expect.poll(() => opened.calls.slice(before)).toHaveLength(2);
    expect(await told(page)).toMatch(/^readOrders/);
    await button(page, 'src/orders.ts:6').first().click();
    await expect.poll(() => opened.calls.slice(before)).toHaveLength(3);
    expect(opened.calls.at(-1)).toBe(opened.calls.at(-3));
    // What led to it is a way back.
    await details(page).getByRole('listitem').filter({ hasText: 'weeklyReport' }).getByRole('button').click();
    await expect.poll(() => told(page)).toMatch(/^weeklyReport/);
  });

  it('zooms to what is double-clicked, without opening it, and shows all again', async () => {
    const before = opened.calls.length;
    await clickBox(page, 4, 0.5, { clickCount: 2 });
    await frames(page, 40);
    const near = await lookOf(page);
    expect(near.width).toBeLessThan(0.35);
    expect(await hoverBox(page, 4, 0.02)).toMatch(/^parseCsv/);
    expect(await hoverBox(page, 4, 0.98)).toMatch(/^parseCsv/);
    expect(opened.calls.slice(before)).toEqual([]);
    await graph(page).press('0');
    await expect.poll(async () => (await lookOf(page)).width).toBe(1);
  });

  it('zooms by the wheel around the pointer, and moves by a drag', async () => {
    const box = (await graph(page).boundingBox())!;
    const x = box.x + box.width * 0.5;
    await page.mouse.move(x, box.y + 90);
    const under = await page.locator('.flame-tooltip strong').innerText();
    await page.mouse.wheel(0, -900);
    await expect.poll(async () => (await lookOf(page)).width).toBeCloseTo(1 / 8, 2);
    await settled(page);
    await page.mouse.move(x + 1, box.y + 90);
    expect(await page.locator('.flame-tooltip strong').innerText()).toBe(under);
    const before = await lookOf(page);
    await page.mouse.move(x, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(x - box.width / 4, box.y + 200, { steps: 4 });
    await page.mouse.up();
    const after = await lookOf(page);
    expect(after.from - before.from).toBeCloseTo(before.width / 4, 2);
    // With Shift the wheel moves sideways, and a pinch is a wheel with Ctrl.
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Shift');
    expect((await lookOf(page)).from).toBeLessThan(after.from);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 60);
    await page.keyboard.up('Control');
    await expect.poll(async () => (await lookOf(page)).width).toBeGreaterThan(0.12);
    await graph(page).press('Escape');
    await expect.poll(async () => (await lookOf(page)).width).toBe(1);
  });

  it('asks for no more than is seen, two tiles at a time', async () => {
    const tiles = () => opened.asked.filter((method) => method === 'tile').length;
    const box = (await graph(page).boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + 90);
    const before = tiles();
    for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, turn % 20 < 10 ? -40 : 40);
    await settled(page);
    expect(tiles() - before).toBeLessThan(40);
    await graph(page).press('0');
  });

  it('lists functions beside the graph, in which a click finds the widest box', async () => {
    await page.locator('.function-row', { hasText: 'unquote' }).click();
    await expect.poll(() => told(page)).toMatch(/^unquote, src\/csv\.ts:61/);
    expect(await page.locator('.function-row-selected .function-text').innerText()).toBe('unquote');
    await showView(page, 'Time order');
    await expect.poll(() => told(page)).toMatch(/^unquote/);
    await page.locator('.function-row', { hasText: 'formatPrice' }).click();
    await expect.poll(() => told(page)).toMatch(/^formatPrice/);
    const look = await lookOf(page);
    expect(look.width).toBeLessThan(0.5);
    await showView(page, 'Left-heavy');
    await expect.poll(() => told(page)).toMatch(/^formatPrice/);
  });
});

describe('the functions', () => {
  it('are sorted and searched, and their files are opened', async () => {
    const opened = await openReport();
    const { page } = opened;
    await showView(page, 'Functions');
    await expect.poll(async () => (await names(page)).slice(0, 3)).toEqual(['hashOf', 'splitLine', 'matches']);
    const header = (name: string) => page.getByRole('columnheader', { name, exact: true });
    expect(await header('Self').getAttribute('aria-sort')).toBe('descending');
    await header('Total').getByRole('button').click();
    await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['(root)', '(anonymous)']);
    await header('Function').getByRole('button').click();
    await expect.poll(async () => (await names(page))[0]).toBe('(anonymous)');
    expect(await header('Function').getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('searchbox').fill('CSV');
    await expect.poll(() => names(page)).toEqual(['parseCsv', 'splitLine', 'toNumber', 'unquote']);
    expect(await page.locator('.functions-head').innerText()).toBe('4 functions found');
    await page.getByRole('grid').getByText('src/csv.ts:77').click();
    await expect.poll(() => opened.calls).toEqual([expect.stringMatching(/^openFunction/)]);
    await page.getByRole('searchbox').fill('nothing has this name');
    await page.getByRole('heading', { name: 'No function matches the search' }).waitFor();
    await page.getByRole('searchbox').press('Escape');
    await expect.poll(async () => (await names(page)).length).toBeGreaterThan(20);
    await opened.close();
  });

  it('are asked for as far as they are in view', async () => {
    const many = cpuProfileOf(Array.from({ length: 5000 }, (_, index) => [`f${index} src/many.js:${index + 1}`]));
    const opened = await opener.open(sessionOf(many));
    const { page } = opened;
    await showView(page, 'Functions');
    await expect.poll(() => page.locator('.functions-head').innerText()).toBe('5,001 functions');
    await expect.poll(() => page.locator('.function-row').count()).toBeLessThan(60);
    const asked = () => opened.asked.filter((method) => method === 'table').length;
    const before = asked();
    await page
      .locator('.functions-scroller')
      .evaluate((box) => (box as unknown as { scrollTo(x: number, y: number): void }).scrollTo(0, 60_000));
    await expect.poll(() => names(page)).toContain('f2510');
    expect(asked() - before).toBeLessThan(4);
    await opened.close();
  });
});

describe('the sandwich', () => {
  it('shows callers above and called functions below the function that is selected', async () => {
    const opened = await openReport();
    const { page } = opened;
    await page.locator('.function-row', { hasText: 'groupBy' }).click();
    await expect.poll(() => told(page)).toMatch(/^groupBy/);
    await showView(page, 'Sandwich');
    await expect
      .poll(() => page.locator('.sandwich-function').innerText())
      .toMatch(/^groupBy\s+node_modules\/@tools\/lists\/dist\/groupBy\.js:4\s+total 3\d\d ms, 3\d %$/);
    const [callers, callees] = [page.locator('.flame-scroller').first(), page.locator('.flame-scroller').last()];
    const at = async (half: typeof callers, fromEdge: number, share: number) => {
      const box = (await half.boundingBox())!;
      await page.mouse.move(box.x + box.width * share, fromEdge < 0 ? box.y + box.height + fromEdge : box.y + fromEdge);
      await frames(page, 8);
      return page.locator('.flame-tooltip strong').innerText();
    };
    expect(await at(callers, -10, 0.5)).toBe('sumUp');
    expect(await at(callers, -30, 0.5)).toBe('weeklyReport');
    expect(await at(callees, 10, 0.2)).toBe('(anonymous)');
    expect(await at(callees, 30, 0.2)).toBe('hashOf');
    // Both halves show the same part.
    await page.mouse.wheel(0, -600);
    await expect.poll(() => opened.state().then(({ looks }) => looks)).toMatchObject({ callees: {}, callers: {} });
    const { looks } = (await opened.state()) as { looks: Record<string, { from: number; to: number }> };
    expect(looks['callers']).toMatchObject({ from: looks['callees']!.from, to: looks['callees']!.to });
    await page.locator('.function-row', { hasText: 'hashOf' }).click();
    await page.getByText('It called nothing.').waitFor();
    await opened.close();
  });
});

describe('the lines', () => {
  it('are those that most fell on, and are opened', async () => {
    const opened = await openReport();
    const { page } = opened;
    await showView(page, 'Lines');
    const rows = page.locator('.packages-table tbody tr');
    await expect.poll(async () => (await textsOf(rows))[0]).toMatch(/^2\d\d ms 2\d % src\/hash\.ts:5$/);
    await page.getByRole('searchbox').fill('csv');
    await expect.poll(() => textsOf(rows.getByRole('button'))).toEqual(['src/csv.ts:40', 'src/csv.ts:61', 'src/csv.ts:77']);
    await rows.getByRole('button').first().click();
    await expect.poll(() => opened.calls).toEqual(['openLine("src/csv.ts", 40)']);
    await opened.close();
  });
});

describe('the packages', () => {
  it('are the workspace, each dependency, Node and the engine', async () => {
    const opened = await openReport();
    const { page } = opened;
    await showView(page, 'Packages');
    const rows = page.locator('.packages-table tbody tr');
    await expect
      .poll(async () => (await textsOf(rows.locator('th'))).toSorted())
      .toEqual(
        ['@tools/lists', 'Engine', 'Garbage collector', 'Idle', 'Native code', 'Node', 'Workspace', 'emails', 'money', 'schema'].toSorted(),
      );
    expect((await textsOf(rows))[0]).toMatch(/^4\d\d ms 5\d % 7\d\d ms 9\d % Workspace$/);
    await page.getByRole('searchbox').fill('sch');
    await expect.poll(() => textsOf(rows.locator('th'))).toEqual(['schema']);
    await opened.close();
  });
});

describe('a heap profile', () => {
  it('has bytes, and no order of time', async () => {
    const opened = await opener.open(sessionOf(heap()), { title: 'report.heapprofile' });
    const { page } = opened;
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Left-heavy', 'Sandwich', 'Functions', 'Lines', 'Packages']);
    await expect.poll(() => told(page)).toBe('splitLine, src/csv.ts:40, self 9.80 MB, total 9.80 MB, 48 %');
    expect((await textsOf(page.locator('.facts dd'))).slice(0, 2)).toEqual(['V8 heap profile', '20.6 MB allocated']);
    await button(page, 'Save As…').click();
    expect(await page.getByRole('menuitem').allInnerTexts()).not.toContain('V8 CPU profile');
    await page.keyboard.press('Escape');
    // Without time a drag in the map zooms.
    const map = (await page.locator('.minimap').boundingBox())!;
    await page.mouse.move(map.x + 10, map.y + 10);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width * 0.4, map.y + 20, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => (await lookOf(page)).width).toBeCloseTo(0.39, 1);
    await opened.close();
  });
});

describe('a narrow page', () => {
  it('shows the graph or the table', async () => {
    const opened = await opener.open(sessionOf(cpuProfileOf(reportSamples(400))), { width: 360, height: 800 });
    const { page } = opened;
    await graph(page).waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    await showView(page, 'Functions');
    await page.getByRole('grid').waitFor();
    expect(await page.locator('.panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1200, height: 800 });
    await showView(page, 'Left-heavy');
    await page.getByRole('grid').waitFor();
    await opened.close();
  });
});
