import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { launchBrowser } from '../editor/host/browser.ts';
import { button, coloursIn } from './parts.ts';
import { cpuProfileOf, report, sessionOf, threads } from './profileExamples.ts';
import { createProfileOpener, frames, settled, type OpenOptions, type ProfileOpener } from './profilePage.ts';
import { graph, lookOf, showView, told } from './profileParts.ts';

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

describe('a part of the time', () => {
  it('is chosen in the map or the graph, is what every view is of, and is let go', async () => {
    const opened = await openReport();
    const { page } = opened;
    const map = (await page.locator('.minimap').boundingBox())!;
    await page.mouse.move(map.x + map.width * 0.25, map.y + 10);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width * 0.5, map.y + 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.locator('.range').innerText()).toMatch(/^20\d ms to (399|40\d) ms/);
    await expect.poll(() => page.locator('.function-row .function-value').first().innerText()).toMatch(/^[3-9]\d\.\d ms/);
    await expect.poll(() => told(page)).toMatch(/^hashOf, src\/hash\.ts:5, self [3-9]\d\.\d ms/);
    await showView(page, 'Packages');
    await expect.poll(() => page.locator('.packages-table tbody tr').first().innerText()).toMatch(/^1\d\d ms .*\s1\d\d ms .*\sWorkspace$/);
    await showView(page, 'Time order');
    await expect.poll(async () => (await lookOf(page)).width).toBeLessThan(0.3);
    await button(page, 'All of the time').click();
    expect(await opened.state()).toMatchObject({ range: null });
    await graph(page).press('0');
    await expect.poll(async () => (await lookOf(page)).width).toBe(1);
    // In the graph, with Shift.
    const box = (await graph(page).boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 120, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect.poll(() => page.locator('.range').innerText()).toMatch(/^(399|40\d) ms to (599|60\d) ms/);
    await button(page, 'All of the time').click();
    // What is in view, by keyboard.
    await button(page, 'Only this part').click();
    await expect.poll(() => page.locator('.range').innerText()).toMatch(/^(399|40\d) ms to (599|60\d) ms/);
    await opened.close();
  });
});

describe('a search', () => {
  it('marks what matches as one types, says how much that is, and goes from one to the next', async () => {
    const opened = await openReport();
    const { page } = opened;
    const canvas = page.locator('.flame canvas').first();
    const before = await coloursIn(canvas);
    await page.getByRole('searchbox').pressSequentially('walk');
    await expect.poll(() => page.locator('.profile-toolbar .count').innerText()).toMatch(/^1 function, 19 %$/);
    expect(await coloursIn(canvas)).not.toBe(before);
    await expect.poll(() => names(page)).toEqual(['walk']);
    const where = async () =>
      `${await told(page)} ${JSON.stringify(((await opened.state()) as { selection: { box: { row: number } } }).selection.box.row)}`;
    await button(page, 'Next match (n or F3)').click();
    await expect.poll(where).toMatch(/^walk, .* 5$/);
    await page.keyboard.press('F3');
    await expect.poll(where).toMatch(/^walk, .* 6$/);
    await page.keyboard.press('F3');
    await expect.poll(where).toMatch(/^walk, .* 7$/);
    await page.keyboard.press('Shift+F3');
    await expect.poll(where).toMatch(/^walk, .* 6$/);
    await page.getByRole('searchbox').fill('no such function');
    await expect.poll(() => page.locator('.profile-toolbar .count').innerText()).toBe('No match');
    await opened.close();
  });
});

describe('the page', () => {
  it('shows the same after it was loaded again', async () => {
    const opened = await openReport();
    const { page } = opened;
    await showView(page, 'Time order');
    await page.getByRole('searchbox').fill('csv');
    await page.locator('.function-row', { hasText: 'toNumber' }).click();
    await expect.poll(() => told(page)).toMatch(/^toNumber/);
    await page.getByRole('columnheader', { name: 'Total' }).getByRole('button').click();
    await button(page, 'Only this part').click();
    await frames(page, 40);
    const before = await opened.state();
    const look = await lookOf(page);
    await page.reload();
    await page.locator('.panel:not([aria-busy])').waitFor();
    await settled(page);
    expect(await opened.state()).toEqual(before);
    expect(await lookOf(page)).toEqual(look);
    await expect.poll(() => told(page)).toMatch(/^toNumber/);
    expect(await page.getByRole('searchbox').inputValue()).toBe('csv');
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Time order');
    expect(await page.getByRole('columnheader', { name: 'Total' }).getAttribute('aria-sort')).toBe('descending');
    await opened.close();
  });

  it('saves, compares, and shows a function that the editor asks for', async () => {
    const opened = await openReport();
    const { page } = opened;
    await button(page, 'Save As…').click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['V8 CPU profile', 'speedscope', 'Collapsed stacks', 'Picture (SVG)']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await button(page, 'Compare With…').click();
    expect(opened.calls).toEqual(['saveAs("speedscope")', 'compareWith()']);
    const { selection } = (await opened.state()) as { selection: { box: { functionId: number } } };
    await showView(page, 'Packages');
    await opened.remote.select(selection.box.functionId - 1);
    await expect.poll(() => told(page)).toMatch(/^\(anonymous\), src\/sums\.ts:15/);
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Left-heavy');
    await opened.close();
  });

  it('says what failed, and goes on', async () => {
    const opened = await openReport();
    const { page } = opened;
    opened.failNext('openFunction', new UserError('no-source', 'The source is not on this machine: hash.ts.'));
    await button(page, 'src/hash.ts:5').first().click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('The source is not on this machine: hash.ts.');
    await button(page, 'Dismiss').click();
    expect(await page.getByRole('alert').innerText()).toBe('');
    await opened.remote.show({
      kind: 'failed',
      title: 'broken.cpuprofile',
      message: 'Byte 12 is no digit: <b>x</b>',
      subject: { kind: 'file', file: '/x' },
    });
    await page.getByRole('heading', { name: 'broken.cpuprofile cannot be shown' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Byte 12 is no digit: <b>x</b>');
    await button(page, 'Try again').click();
    await graph(page).waitFor();
    await opened.remote.show({ kind: 'reading', title: 'other.cpuprofile', subject: { kind: 'file', file: '/y' } });
    await page.getByText('Reading other.cpuprofile').waitFor();
    await opened.close();
  });

  it('reads a file again that changed, and asks nothing any more for what it was before', async () => {
    const opened = await openReport();
    const { page } = opened;
    await page.getByRole('searchbox').fill('csv');
    await page.locator('.function-row', { hasText: 'toNumber' }).click();
    await expect.poll(() => told(page)).toMatch(/^toNumber/);
    const subject = { kind: 'file', file: '/profiles/weekly-report.cpuprofile' } as const;
    for (const kind of ['reading', 'open'] as const) await opened.remote.show({ kind, title: 'weekly-report.cpuprofile', subject });
    await expect.poll(() => told(page)).toMatch(/^hashOf/);
    expect(await page.getByRole('searchbox').inputValue()).toBe('csv');
    await settled(page);
    const before = opened.asked.filter((method) => method === 'search').length;
    await page.getByRole('searchbox').fill('walk');
    await expect.poll(() => page.locator('.profile-toolbar .count').innerText()).toMatch(/^1 function/);
    expect(opened.asked.filter((method) => method === 'search')).toHaveLength(before + 1);
    await opened.close();
  });

  it('looks at another profile of the file', async () => {
    const opened = await opener.open(sessionOf(threads()), { title: 'trace.json' });
    const { page } = opened;
    const chooser = page.getByLabel('Profile of the file');
    const options = await chooser.locator('option').allInnerTexts();
    expect(options).toHaveLength(2);
    await chooser.selectOption({ index: 1 });
    await expect.poll(() => opened.state().then(({ profile }) => profile)).toBe(1);
    await graph(page).waitFor();
    await page.reload();
    await expect.poll(() => chooser.inputValue()).toBe('1');
    await opened.close();
  });

  it.each([
    ['nothing but a root', []],
    ['one sample', [['alone src/a.js:1']]],
    ['only what was idle', Array.from({ length: 5 }, () => ['(idle)'])],
  ])('shows a profile of %s', async (_, samples) => {
    const opened = await opener.open(sessionOf(cpuProfileOf(samples)));
    const { page } = opened;
    for (const view of ['Left-heavy', 'Sandwich', 'Functions', 'Lines', 'Packages']) {
      await showView(page, view);
      await frames(page);
    }
    expect(await page.getByRole('alert').innerText()).toBe('');
    await opened.close();
  });
});
