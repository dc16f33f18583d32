import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { chartsDrawn, createPanelOpener, host, nextFrames, openDetail, type PanelOpener } from './panelPage.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

/** Time that the page's thread has worked on scripts, styles and layout so far; waiting for a core does not count. */
async function workedMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const names = new Set(['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration']);
  return metrics.filter(({ name }) => names.has(name)).reduce((sum, { value }) => sum + value * 1000, 0);
}

/** Work of the kind that the page does: what it takes tells how fast the machine is now. */
function reference(): number {
  interface Element {
    textContent: string;
    readonly offsetHeight: number;
    append(child: Element): void;
    remove(): void;
  }
  const { document } = globalThis as unknown as { document: { readonly body: Element; createElement(name: string): Element } };
  const list = document.createElement('div');
  const names = Array.from({ length: 3000 }, (_, index) => `row ${(index * 7919) % 3000}`).toSorted((a, b) => a.localeCompare(b));
  for (const name of names) {
    const row = document.createElement('p');
    row.textContent = name;
    list.append(row);
  }
  document.body.append(list);
  const height = list.offsetHeight;
  list.remove();
  return height;
}

/** What a step costs the page until what it asked for is drawn, by what the reference costs it. */
async function meter(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const costMs = async (act: () => Promise<unknown>) => {
    const before = await workedMs(session);
    await act();
    await nextFrames(page);
    return (await workedMs(session)) - before;
  };
  const references: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) references.push(await costMs(() => page.evaluate(reference)));
  const referenceMs = references.toSorted((a, b) => a - b)[2]!;
  return async (act: () => Promise<unknown>) => (await costMs(act)) / referenceMs;
}

describe('500 benchmarks with 20 blocks of 1,000 samples', () => {
  // What is looked for is work that grows with the square: one and a half to three times what was seen.
  it('are worked on without a freeze', async () => {
    const page: Page = await opener.open('large');
    const step = await meter(page);
    const filter = page.getByRole('searchbox');
    const header = page.locator('.results').getByRole('columnheader', { name: 'Median', exact: true });
    await expect.poll(() => page.locator('.results .row').count()).toBe(500);
    const text = 'benchmark 49';
    expect(await step(() => filter.pressSequentially(text)), 'a key in the filter').toBeLessThan(2 * text.length);
    await expect.poll(() => page.locator('.results .row').count()).toBe(15);
    expect(await step(() => filter.fill('')), 'clear the filter').toBeLessThan(20);
    expect(await step(() => header.getByRole('button').click()), 'sort').toBeLessThan(12);
    expect(await step(() => page.getByLabel('Keep groups together').uncheck()), 'one list').toBeLessThan(28);
    expect(await step(() => page.getByLabel('Keep groups together').check()), 'groups').toBeLessThan(28);
    expect(await step(() => page.getByLabel('Select all shown benchmarks').check()), 'select all').toBeLessThan(7);
    expect(await step(() => page.locator('.toolbar').getByLabel('Log', { exact: true }).check()), 'log bars').toBeLessThan(7);
    expect(await step(() => openDetail(page, 'benchmark 0')), 'open').toBeLessThan(22);
    await expect
      .poll(() => page.getByRole('img').first().getAttribute('aria-label'))
      .toContain('20,000 samples of benchmark 0 in 20 blocks');
    const detail = page.locator('.detail');
    expect(await step(() => detail.getByLabel('Log', { exact: true }).check()), 'log samples').toBeLessThan(7);
    expect(await step(() => detail.getByLabel('All', { exact: true }).check()), 'all samples').toBeLessThan(7);
    await page.context().close();
  });
});

describe('500 comparisons, one of 36 blocks', () => {
  it('are worked on without a freeze', async () => {
    const page: Page = await opener.open('compared-large');
    const step = await meter(page);
    await expect.poll(() => page.locator('.results .row').count()).toBe(500);
    const filter = page.getByRole('searchbox');
    const header = page.locator('.results').getByRole('columnheader', { name: 'Change', exact: true });
    const text = 'benchmark 49';
    expect(await step(() => filter.pressSequentially(text)), 'a key in the filter').toBeLessThan(2 * text.length);
    await expect.poll(() => page.locator('.results .row').count()).toBe(15);
    expect(await step(() => filter.fill('')), 'clear the filter').toBeLessThan(20);
    expect(await step(() => header.getByRole('button').click()), 'sort').toBeLessThan(20);
    expect(await step(() => page.getByLabel('Keep groups together').uncheck()), 'one list').toBeLessThan(31);
    await page.getByLabel('Keep groups together').check();
    expect(await step(() => openDetail(page, 'benchmark 0')), 'open').toBeLessThan(22);
    await expect.poll(() => page.getByRole('img').first().getAttribute('aria-label')).toContain('36 blocks');
    await page.context().close();
  });
});

describe('a history of 500 benchmarks over 200 commits, and of one over 1,000', () => {
  it('are worked on without a freeze', async () => {
    const page: Page = await opener.open('history-large');
    await chartsDrawn(page, '.heat');
    const step = await meter(page);
    const grid = page.getByRole('grid');
    const box = (await grid.boundingBox())!;
    const across = async (move: (share: number) => Promise<unknown>) => {
      for (let place = 0; place < 40; place += 1) await move(place / 40);
    };
    const overCells = () => across((share) => page.mouse.move(box.x + 300 + share * 1000, box.y + 60 + share * 500));
    expect(await step(overCells), '40 moves over cells').toBeLessThan(18);
    expect(await step(() => across(() => page.mouse.wheel(0, 150))), '40 turns of the wheel').toBeLessThan(18);
    expect(await step(() => page.getByRole('searchbox').fill('benchmark 4')), 'the filter').toBeLessThan(9);
    await page.context().close();
    const long: Page = await opener.open('history-long');
    await chartsDrawn(long, '.history-canvas');
    const stepLong = await meter(long);
    const chart = (await long.getByRole('slider').boundingBox())!;
    const overPoints = () => across((share) => long.mouse.move(chart.x + 80 + share * 1000, chart.y + 60 + share * 180));
    expect(await stepLong(overPoints), '40 moves over points').toBeLessThan(18);
    await long.keyboard.down('Control');
    expect(await stepLong(() => across(() => long.mouse.wheel(0, -30))), '40 steps of zooming').toBeLessThan(33);
    await long.keyboard.up('Control');
    await long.context().close();
  });
});

describe('24 metrics of 10,000 points', () => {
  it('are worked on without a freeze', async () => {
    const page: Page = await opener.open('monitor-large', { height: 1700 });
    await page.locator('.choice label').filter({ hasText: '1 h' }).click();
    await chartsDrawn(page, '.monitor');
    await expect.poll(() => page.locator('.metric-plot canvas').count()).toBe(24);
    const step = await meter(page);
    const box = (await page.getByRole('slider').nth(4).boundingBox())!;
    const across = async (move: (share: number) => Promise<unknown>) => {
      for (let place = 0; place < 40; place += 1) await move(place / 40);
    };
    const overPoints = () => across((share) => page.mouse.move(box.x + 90 + share * (box.width - 110), box.y + 40));
    expect(await step(overPoints), '40 moves of the cursor over all charts').toBeLessThan(40);
    expect(await step(() => host(page, 'monitorTick')), 'a tick').toBeLessThan(20);
    await page.getByRole('slider').nth(4).focus();
    expect(await step(() => page.keyboard.press('+')), 'a step of zooming').toBeLessThan(20);
    await page.context().close();
  });
});
