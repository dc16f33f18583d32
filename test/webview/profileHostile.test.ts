import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { button } from './parts.ts';
import { deep, hostile, hostileNames, sessionOf, threads } from './profileExamples.ts';
import { createProfileOpener, frames, settled, type ProfileOpener } from './profilePage.ts';
import { details, graph, hoverBox, showView, told } from './profileParts.ts';

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

const foreign = (page: Page): Promise<number> => page.locator('.panel :is(b, i, img, script, iframe)').count();
const isHacked = (page: Page): Promise<boolean> => page.evaluate(() => 'hacked' in globalThis);
const overflow = (page: Page): Promise<number> => page.locator('.panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth);

describe('names of a profile', () => {
  it.each([360, 1400])('are text wherever they stand, %d px wide', async (width) => {
    const title = '<img src=x onerror="globalThis.hacked=true">.cpuprofile';
    const opened = await opener.open(sessionOf(hostile()), { title, width });
    const { page } = opened;
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    for (const share of [0.05, 0.3, 0.6, 0.9]) await hoverBox(page, 0, share);
    await graph(page).focus();
    for (let step = 0; step < hostileNames.length; step += 1) {
      await page.keyboard.press('ArrowRight');
      await frames(page, 6);
      expect(await overflow(page)).toBe(0);
    }
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => told(page)).toMatch(/^inner /);
    await page.keyboard.press('s');
    await frames(page);
    for (const view of ['Functions', 'Packages']) {
      await showView(page, view);
      await frames(page);
      expect(await overflow(page)).toBe(0);
    }
    await page.getByRole('searchbox').fill('<script>');
    await showView(page, 'Functions');
    await expect.poll(() => page.locator('.function-row').count()).toBe(2);
    expect(await page.locator('.function-row').first().innerText()).toContain('</script><script>globalThis.hacked=true</script>');
    expect(await foreign(page)).toBe(0);
    expect(await isHacked(page)).toBe(false);
    expect(await opened.violations()).toEqual([]);
    await opened.close();
  });

  it('of threads and failures are text, too', async () => {
    const opened = await opener.open(sessionOf(threads()));
    const { page } = opened;
    expect(await page.getByLabel('Profile of the file').locator('option').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('<b>2</b>')]),
    );
    expect(await foreign(page)).toBe(0);
    await opened.close();
  });

  it('do not turn or push what stands beside them', async () => {
    const opened = await opener.open(sessionOf(hostile()));
    const { page } = opened;
    await page.locator('.function-row', { hasText: 'longxxx' }).first().click();
    await expect.poll(() => told(page)).toMatch(/longx{100,200}, /);
    expect((await told(page)).length).toBeLessThan(500);
    expect((await details(page).boundingBox())!.height).toBeLessThan(320);
    expect((await details(page).getByRole('heading').boundingBox())!.height).toBeLessThan(60);
    expect(await button(page, 'Callers and callees').isVisible()).toBe(true);
    await opened.close();
  });
});

describe('a stack of 10,000 calls', () => {
  it('is opened, moved about in and drawn', async () => {
    const opened = await opener.open(sessionOf(deep(10_000)));
    const { page } = opened;
    await expect.poll(() => told(page)).toMatch(/^f\d, src\/deep\.js/);
    // The hottest call is the deepest one of its path, and is in view.
    const scrollTop = () => graph(page).evaluate((box) => box.scrollTop);
    expect(await scrollTop()).toBeGreaterThan(40_000);
    expect(await details(page).getByRole('listitem').first().innerText()).toMatch(/^\d,\d{3} more$/);
    await graph(page).focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageUp');
    await settled(page);
    expect(await hoverBox(page, Math.floor((await scrollTop()) / 20) + 3, 0.2)).toMatch(/^f\d\n/);
    await showView(page, 'Sandwich');
    await frames(page, 30);
    expect(await page.getByRole('alert').innerText()).toBe('');
    await showView(page, 'Functions');
    await expect.poll(() => page.locator('.function-row').count()).toBe(8);
    expect(await opened.violations()).toEqual([]);
    await opened.close();
  });
});
