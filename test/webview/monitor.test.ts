import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { findings, findingsInThemes } from './axe.ts';
import { calls, chartsDrawn, createPanelOpener, host, nextFrames, violations, type PanelOpener, type Theme } from './panelPage.ts';
import { button, coloursIn, textsOf } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const themes: readonly Theme[] = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];
const CHARTS = '.monitor';
const chart = (page: Page, title: string) => page.getByRole('slider', { name: `Chart of ${title}`, exact: true });
const chartIn = (page: Page, section: string, title: string) =>
  page.getByRole('region', { name: section }).getByRole('slider', { name: `Chart of ${title}`, exact: true });
const choose = (page: Page, name: string) => page.locator('.choice label').filter({ hasText: name }).click();
const valueOf = (page: Page, section: string, title: string) => chartIn(page, section, title).getAttribute('aria-valuetext');
const open = async (scenario: string, options?: Parameters<PanelOpener['open']>[1]) => {
  const page = await opener.open(scenario, options);
  await chartsDrawn(page, CHARTS);
  return page;
};
const titles = (page: Page) => textsOf(page.locator('.metric-title'));
const seriesCalls = (page: Page) =>
  page.evaluate(() => {
    const { calls } = (
      globalThis as unknown as { fakeHost: { calls: { method: string; args: { range: string; sinceMs: number | null }[] }[] } }
    ).fakeHost;
    return calls.flatMap(({ method, args }) => (method === 'monitorSeries' ? [args[0]!] : []));
  });

describe('the monitor', () => {
  it('draws a chart of each metric by what it is about, with values as the house writes them', async () => {
    const page = await open('monitor', { height: 1700 });
    expect(await textsOf(page.locator('.monitor-section > h2'))).toEqual(['node server.js', 'build-7', 'Extension host']);
    // Cores are lines of one chart.
    expect(await titles(page)).toEqual([
      ...['CPU', 'Delay, longest', 'Minor collections', 'Heap, used'],
      ...['CPU', 'Cores', 'Load', 'Memory', 'Disk, written'],
      'Utilization',
    ]);
    const values = await textsOf(page.locator('.metric-value'));
    expect(values[0]).toMatch(/^\d\.\d\d cores$/u);
    expect(values[1]).toMatch(/^[\d.]+ ms$/u);
    expect(values[2]).toMatch(/^[\d.]+\/s$/u);
    expect(values[3]).toMatch(/^[\d.]+ [MG]B$/u);
    expect(values[5]).toMatch(/^Core [01]: [\d.]+ %$/u);
    for (const canvas of await page.locator('.metric-plot canvas').all()) expect(await coloursIn(canvas)).toBeGreaterThan(3);
    expect(await violations(page)).toEqual([]);
    await opener.picture(page, 'monitor');
    await page.context().close();
  });

  it('shows the same time on all charts, under the pointer and by key', async () => {
    const page = await open('monitor', { height: 1700 });
    const box = (await chartIn(page, 'build-7', 'Memory').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await expect.poll(() => valueOf(page, 'node server.js', 'CPU')).toMatch(/^[\d.]+ cores at 14:0[01]:\d\d/u);
    const time = (await valueOf(page, 'build-7', 'Memory'))!.match(/at ([\d:]+)/u)![1];
    expect(await valueOf(page, 'Extension host', 'Utilization')).toContain(`at ${time}`);
    await expect
      .poll(() =>
        page
          .locator('.u-cursor-x')
          .evaluateAll((lines) => lines.filter((line) => !(line as unknown as { className: string }).className.includes('u-off')).length),
      )
      .toBe(10);
    await page.mouse.move(2, 2);
    await chart(page, 'Load').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => valueOf(page, 'build-7', 'Load')).toContain('at 14:03:19');
    await page.keyboard.press('PageUp');
    await expect.poll(() => valueOf(page, 'node server.js', 'CPU')).toContain('at 14:03:09');
    await page.keyboard.press('Home');
    await expect.poll(() => valueOf(page, 'node server.js', 'CPU')).toContain('at 13:58:20');
    await page.context().close();
  });

  it('zooms all charts by drag, by wheel and by key, and shows all again', async () => {
    const page = await open('monitor', { height: 1700 });
    const box = (await chart(page, 'Memory').boundingBox())!;
    const showAll = button(page, 'Show all');
    expect(await showAll.isDisabled()).toBe(true);
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => showAll.isEnabled()).toBe(true);
    await page.mouse.move(2, 2);
    await expect.poll(() => valueOf(page, 'node server.js', 'CPU')).toMatch(/at 14:0[12]:/u);
    await showAll.click();
    await expect.poll(() => valueOf(page, 'node server.js', 'CPU')).toContain('at 14:03:20');
    await chart(page, 'Load').focus();
    await page.keyboard.press('+');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => valueOf(page, 'node server.js', 'CPU')).toContain('at 14:02:50');
    await page.keyboard.press('Escape');
    await expect.poll(() => showAll.isDisabled()).toBe(true);
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await expect.poll(() => showAll.isEnabled()).toBe(true);
    await page.locator('.metric-plot').first().dblclick();
    await expect.poll(() => showAll.isDisabled()).toBe(true);
    await page.context().close();
  });

  it('asks for what is new with each tick, for nothing while it is paused, and for all with another range', async () => {
    const page = await open('monitor');
    expect(await seriesCalls(page)).toEqual([{ range: 'minutes', sinceMs: null }]);
    await host(page, 'monitorTick');
    await expect.poll(() => seriesCalls(page)).toHaveLength(2);
    expect((await seriesCalls(page))[1]!.sinceMs).toBe(Date.UTC(2026, 10, 21, 14, 3, 15));
    await button(page, 'Pause').click();
    await host(page, 'monitorTick');
    await nextFrames(page);
    expect(await seriesCalls(page)).toHaveLength(2);
    await button(page, 'Go on').click();
    await expect.poll(() => seriesCalls(page)).toHaveLength(3);
    await choose(page, '1 day');
    await expect.poll(() => seriesCalls(page)).toHaveLength(4);
    expect((await seriesCalls(page))[3]).toEqual({ range: 'day', sinceMs: null });
    await page.getByText('The line is the mean').waitFor();
    await opener.picture(page, 'monitor-day');
    await page.reload();
    await chartsDrawn(page, CHARTS);
    expect(await page.getByRole('radio', { name: '1 day' }).isChecked()).toBe(true);
    await page.context().close();
  });

  it('has a table of all figures, and finds metrics as somebody types', async () => {
    const page = await open('monitor', { height: 1700 });
    await choose(page, 'Table');
    const rows = page.locator('.metrics-table tbody tr:has(td)');
    await expect.poll(() => rows.count()).toBe(11);
    const figures = await rows.filter({ hasText: 'Heap, used' }).locator('td').allInnerTexts();
    expect(figures).toHaveLength(4);
    for (const text of figures) expect(text).toMatch(/^[\d.]+ [MG]B$/u);
    await page.getByRole('searchbox').fill('heap');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByRole('heading', { name: 'No metric matches the filter' }).waitFor();
    await button(page, 'Clear filter').click();
    await expect.poll(() => rows.count()).toBe(11);
    await page.context().close();
  });

  it('shows one of several programs: the newest, or the chosen one', async () => {
    const page = await open('monitor-programs', { height: 1700 });
    expect(await textsOf(page.locator('.monitor-section > h2'))).toEqual(['node other.js', 'build-7', 'Extension host']);
    await page.getByLabel('Program').selectOption({ label: 'node server.js (4711)' });
    await expect.poll(() => textsOf(page.locator('.monitor-section > h2'))).toEqual(['node server.js', 'build-7', 'Extension host']);
    await button(page, 'Diagnose').click();
    await button(page, 'Watch program…').click();
    await expect.poll(() => calls(page)).toEqual(['diagnose("a")', 'watchProgram()']);
    await page.context().close();
  });

  it('shows one of several folders, and asks for all of it when that is another one', async () => {
    const page = await open('monitor-programs');
    await host(page, 'monitorTick');
    await expect.poll(() => seriesCalls(page)).toHaveLength(2);
    await page.getByLabel('Folder').selectOption({ label: 'service' });
    await expect.poll(() => calls(page)).toEqual(['chooseMonitorFolder("file:///service")']);
    await host(page, 'monitorChanged', { folder: { id: 'file:///service', name: 'service' } });
    await expect.poll(() => seriesCalls(page)).toHaveLength(3);
    expect((await seriesCalls(page))[2]!.sinceMs).toBeNull();
    await chartsDrawn(page, CHARTS);
    await page.context().close();
  });

  it('tells of marks, alerts and the diagnosis, and what can be done', async () => {
    const page = await open('monitor');
    await page.getByText('3 marks in this time').click();
    expect((await textsOf(page.locator('.marks li'))).map((text) => text.replace(/^.* · /u, ''))).toEqual([
      'Alert CPU is busy',
      'Save src/server.ts',
      'Run Run',
    ]);
    expect(await textsOf(page.locator('.alert-text strong'))).toEqual(['CPU is busy']);
    await button(page, 'Acknowledge').click();
    await button(page, 'Resolve').click();
    await page.getByText('Health 55 of 100').waitFor();
    await page.getByText('Evidence and what to do').click();
    await button(page, 'toRows src/rows.ts:12').click();
    await expect
      .poll(() => calls(page))
      .toEqual(['acknowledgeAlert("alert-1")', 'resolveAlert("alert-1")', 'openEvidence("src/rows.ts", 12)']);
    await host(page, 'monitorChanged', { alerts: [] });
    await expect.poll(() => page.locator('.alert').count()).toBe(0);
    await page.context().close();
  });

  it('saves what is shown, as values and as a picture of all charts', async () => {
    const page = await open('monitor', { height: 500 });
    await page.getByLabel('Save what is shown').selectOption('csv');
    await expect.poll(() => calls(page)).toHaveLength(1);
    const [asked] = await calls(page);
    expect(asked).toContain('"form":"csv","range":"minutes"');
    expect(asked).toContain('"program.cpu"');
    await page.getByLabel('Save what is shown').selectOption('png');
    const png = () =>
      page.evaluate(() => {
        const { calls } = (globalThis as unknown as { fakeHost: { calls: { method: string; args: Uint8Array[] }[] } }).fakeHost;
        return [...(calls.find(({ method }) => method === 'saveMonitorPicture')?.args[0] ?? [])];
      });
    await expect.poll(async () => (await png()).length).toBeGreaterThan(10_000);
    const bytes = Buffer.from(await png());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    // Also of what is further down than the window goes.
    expect(bytes.readUInt32BE(20)).toBeGreaterThan(700);
    await page.context().close();
  });

  it('says so where there is nothing yet, no folder, and where values cannot be read', async () => {
    const empty = await opener.open('monitor-empty');
    await empty.getByText('The first values are on their way…').waitFor();
    await empty.context().close();
    const none = await opener.open('monitor-none');
    await none.getByRole('heading', { name: 'No folder is open' }).waitFor();
    await none.context().close();
    const page = await open('monitor');
    await host(page, 'failNext', 'monitorSeries', 'The store is broken.', 'broken');
    await host(page, 'monitorTick');
    await page.getByText('The store is broken.').waitFor();
    await button(page, 'Try again').click();
    await chartsDrawn(page, CHARTS);
    expect(await titles(page)).toHaveLength(10);
    await page.context().close();
  });
});

describe('what the machine did during a run', () => {
  it('is told with its results, and shown in the monitor at that time', async () => {
    const page = await opener.open('beside-monitor', { height: 1700 });
    await expect.poll(() => textsOf(page.locator('.banner'))).toEqual(['Others had <b>half</b> of it.']);
    await button(page, 'What the machine did').click();
    await expect.poll(() => button(page, 'Show all').isEnabled()).toBe(true);
    expect(await calls(page)).toContain('showMonitor(true)');
    // Of more than an hour ago there are minutes.
    expect(await seriesCalls(page)).toEqual([{ range: 'day', sinceMs: null }]);
    await button(page, 'Show all').click();
    await expect.poll(() => button(page, 'Show all').isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('is not there any more after long', async () => {
    const page = await opener.open('beside-monitor-long-ago');
    await button(page, 'What the machine did').click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('more than 30 days ago');
    expect(await calls(page)).not.toContain('showMonitor(true)');
    await page.context().close();
  });
});

describe('the monitor for all', () => {
  it('has no findings of axe, in all themes, as charts and as a table, wide and narrow', async () => {
    const page = await open('monitor', { height: 1700 });
    await page.getByText('Evidence and what to do').click();
    await page.getByText('3 marks in this time').click();
    expect(await findingsInThemes(page, themes, (theme) => host(page, 'setTheme', theme))).toEqual([]);
    await choose(page, 'Table');
    expect(await findingsInThemes(page, themes, (theme) => host(page, 'setTheme', theme))).toEqual([]);
    await page.context().close();
    const narrow = await open('monitor', { width: 340, height: 1000, theme: 'Light Modern' });
    expect(await findings(narrow)).toEqual([]);
    const overflow = await narrow.locator('.monitor-scroller').evaluate((element) => {
      const { scrollWidth, clientWidth } = element as unknown as { scrollWidth: number; clientWidth: number };
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBe(0);
    await opener.picture(narrow, 'monitor-narrow');
    await narrow.context().close();
  });

  it('takes the colours of another theme at once', async () => {
    const page = await open('monitor');
    const canvas = page.locator('.metric-plot canvas').first();
    const picture = () => canvas.evaluate((element) => (element as unknown as { toDataURL(): string }).toDataURL());
    const before = await picture();
    await host(page, 'setTheme', 'Light Modern');
    await expect.poll(picture).not.toBe(before);
    await opener.picture(page, 'monitor-light');
    await page.context().close();
  });

  it('shows hostile texts as they are', async () => {
    const page = await open('monitor-hostile', { height: 3000 });
    await page.getByText('Evidence and what to do').click();
    await page.locator('.marks summary').click();
    await nextFrames(page);
    expect(await page.evaluate(() => (globalThis as unknown as { hacked?: boolean }).hacked)).toBeUndefined();
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('.monitor img, .header img, .monitor script, .monitor i').count()).toBe(0);
    expect(await titles(page)).toContain('<img src=x onerror="globalThis.hacked = true">');
    await choose(page, 'Table');
    await nextFrames(page);
    expect(await page.locator('.monitor img').count()).toBe(0);
    await page.context().close();
  });
});
