import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { hostileNames } from './page/scenario.ts';
import { calls, chartsDrawn, createPanelOpener, host, nextFrames, openDetail, violations, type PanelOpener } from './panelPage.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const foreign = (page: Page): Promise<number> => page.locator('.panel :is(b, i, u, s, img, script, p.b)').count();
const isHacked = (page: Page): Promise<boolean> => page.evaluate(() => 'hacked' in globalThis);

describe('names from a workspace', () => {
  it('are text wherever they stand', async () => {
    const page = await opener.open('hostile');
    const shown = await page.locator('.results .row-name').evaluateAll((names) => names.map((name) => name.textContent));
    expect(shown.toSorted()).toEqual(hostileNames.map((name) => (name.trim() === '' ? '(blank name)' : name)).toSorted());
    for (let index = 0; index < hostileNames.length; index += 1) {
      await page.locator('.results .row-name').nth(index).click();
      await chartsDrawn(page);
    }
    await expect.poll(() => page.locator('.detail').innerText()).toContain('<b>bold?</b>');
    await expect.poll(() => page.locator('.detail').innerText()).toContain('<u>underlined?</u>');
    await nextFrames(page);
    expect(await foreign(page)).toBe(0);
    expect(await isHacked(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('are text wherever they stand in a comparison', async () => {
    const page = await opener.open('compared-hostile');
    for (let index = 0; index < hostileNames.length; index += 1) {
      await page.locator('.results .row-name').nth(index).click();
      await page.locator('.detail h2').waitFor();
      await nextFrames(page);
    }
    for (const text of ['<b>name</b>', '<b>branch</b>', '<b>The dependencies</b>', '<b>because</b>', '<b>x</b>']) {
      await expect.poll(() => page.locator('.panel').innerText()).toContain(text);
    }
    expect(await foreign(page)).toBe(0);
    expect(await isHacked(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('are text wherever they stand in the history and in a search', async () => {
    const page = await opener.open('history-hostile');
    await chartsDrawn(page, '.heat');
    await page.getByRole('grid').focus();
    for (let line = 0; line < hostileNames.length; line += 1) {
      for (const key of ['ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
      await nextFrames(page);
    }
    await page.getByRole('searchbox').fill('onerror');
    await page.getByRole('grid').focus();
    await page.keyboard.press('Enter');
    await chartsDrawn(page, '.history-canvas');
    await page.getByText('Commits as a table').click();
    await expect.poll(() => page.getByRole('region', { name: 'Commits of the chart' }).innerText()).toContain('<script>');
    for (let point = 0; point < hostileNames.length; point += 1) await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
    await host(page, 'show', { history: null });
    expect(await foreign(page)).toBe(0);
    expect(await isHacked(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
    const search = await opener.open('search-hostile');
    await chartsDrawn(search, '.history');
    await search.getByText('Commits as a table').click();
    await expect.poll(() => search.getByRole('region', { name: 'Commits of the search' }).innerText()).toContain('<script>');
    expect(await search.locator('.panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
    expect(await foreign(search)).toBe(0);
    expect(await isHacked(search)).toBe(false);
    expect(await violations(search)).toEqual([]);
    await search.context().close();
  });

  it('go back to the host unchanged', async () => {
    const page = await opener.open('hostile');
    await page.locator('.results .row').first().hover();
    await page.getByRole('button', { name: 'Run <img src=x onerror="globalThis.hacked = true">', exact: true }).click();
    await expect
      .poll(() => calls(page))
      .toEqual([`run([${JSON.stringify(`bench/<b>0</b>&amp;.bench.ts > group <i>0</i> > ${hostileNames[0]}`)}])`]);
    await page.context().close();
  });

  it.each([360, 1400])('do not push the table apart when they are long, %d px wide', async (width) => {
    const page = await opener.open('hostile', { width });
    const long = page.locator('.results .row-name', { hasText: /^long x/ });
    await expect.poll(async () => (await long.boundingBox())!.width).toBeLessThan(width / 2);
    await expect.poll(async () => (await long.boundingBox())!.height).toBeLessThan(44);
    await long.click();
    await chartsDrawn(page);
    await expect.poll(async () => (await page.locator('.detail h2').boundingBox())!.height).toBeLessThan(120);
    await expect
      .poll(() => page.locator('.detail').evaluate((element) => element.scrollWidth - element.clientWidth))
      .toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('do not turn what stands beside them', async () => {
    const page = await opener.open('hostile');
    await openDetail(page, hostileNames[2]!);
    const title = page.locator('.detail h2');
    await expect.poll(() => title.locator('bdi').count()).toBe(2);
    const [group, name] = await title.locator('bdi').evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().left));
    expect(group).toBeLessThan(name!);
    await page.context().close();
  });
});

describe('the policy of the page', () => {
  it('is broken by nothing of ours in any state', async () => {
    for (const scenario of ['usual', 'running', 'interrupted', 'not-trusted', 'no-files', 'compared', 'compared-separate', 'comparing']) {
      const page = await opener.open(scenario);
      const sorted = page.locator('.results .row-name', { hasText: 'toSorted' });
      if ((await sorted.count()) > 0) {
        await sorted.click();
        await chartsDrawn(page);
        await page.locator('.detail canvas').first().hover();
      }
      await nextFrames(page);
      expect({ scenario, found: await violations(page) }).toEqual({ scenario, found: [] });
      await page.context().close();
    }
  });

  it('stops inline scripts, inline styles and whatever else is not named', async () => {
    const page = await opener.open('usual');
    await page.evaluate(() => {
      const { document } = globalThis as unknown as { document: { body: { insertAdjacentHTML(where: string, html: string): void } } };
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="https://panel.test/x.png" onerror="globalThis.hacked = true"><p style="color: red">x</p>',
      );
    });
    await expect
      .poll(async () => new Set((await violations(page)).map((text) => text.split(':')[0])))
      .toEqual(new Set(['img-src', 'script-src-attr', 'style-src-attr']));
    expect(await isHacked(page)).toBe(false);
    await page.context().close();
  });
});
