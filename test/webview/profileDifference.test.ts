import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { oneLine, textsOf } from './parts.ts';
import { difference } from './profileExamples.ts';
import { createProfileOpener, settled, type OpenedPage, type ProfileOpener } from './profilePage.ts';
import { details, graph, hoverBox, showView, told } from './profileParts.ts';

let browser: Browser;
let opener: ProfileOpener;
let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createProfileOpener(browser);
  opened = await opener.open(difference(), { title: 'before.cpuprofile → after.cpuprofile' });
  page = opened.page;
});
afterAll(async () => {
  await browser.close();
  await opener.close();
});

const rowOf = async (name: string) => oneLine(await page.locator('.function-row', { hasText: name }).first().innerText());

/** How many pixels of the graph are more red than green, and more green than red. */
const tones = () =>
  page
    .locator('.flame canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as unknown as {
        width: number;
        height: number;
        getContext(kind: string): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
      };
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let [red, green] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        if (data[at]! > data[at + 1]! + 25) red += 1;
        if (data[at + 1]! > data[at]! + 25) green += 1;
      }
      return { red, green };
    });

describe('a difference of two profiles', () => {
  it('has no order of time, and says what it is of', async () => {
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Left-heavy', 'Sandwich', 'Functions', 'Lines', 'Packages']);
    const facts = await textsOf(page.locator('.facts dd'));
    expect(facts).toEqual(
      expect.arrayContaining(['V8 CPU profile', expect.stringMatching(/^baseline 80\d ms$/), '4,000 and 4,000 samples']),
    );
    expect(await textsOf(page.getByRole('list', { name: 'Colours' }).getByRole('listitem'))).toEqual([
      '▲ more in the candidate',
      '▼ less',
      'within noise',
    ]);
  });

  it('paints more and less, and what chance explains grey', async () => {
    await settled(page);
    const { red, green } = await tones();
    expect(red).toBeGreaterThan(2000);
    expect(green).toBeGreaterThan(200);
    expect(await hoverBox(page, 6, 0.05)).toMatch(/^hashOf[\s\S]*Total\n3\d\d ms \d\d %▲ \+[\d.]+ ms \+\d\d %/);
    expect(await told(page)).toMatch(/^hashOf/);
    expect(oneLine(await details(page).innerText())).toMatch(/Self 3\d\d ms \d\d % ?▲ \+[\d.]+ ms \+\d\d %/);
  });

  it('lists functions by their change, with what only one of the two has', async () => {
    await expect.poll(() => rowOf('hashOf')).toMatch(/^3\d\d ms ▲ \+[\d.]+ ms ▲ \+[\d.]+ ms hashOf/);
    await expect.poll(() => page.locator('.function-row .function-text').first().innerText()).toBe('hashOf');
    await showView(page, 'Functions');
    await expect.poll(() => rowOf('formatPrice')).toMatch(/within noise/);
    await expect.poll(() => rowOf('auditTrail')).toMatch(/▲ \+[\d.]+ ms new/);
    await page.getByRole('group', { name: 'Show' }).getByLabel('Only in baseline').check();
    await expect.poll(() => page.locator('.function-row .function-text').allInnerTexts()).toEqual(['oldTotals']);
    await expect.poll(() => rowOf('oldTotals')).toMatch(/^0 ▼ −[\d.]+ ms gone/);
    await page.getByRole('group', { name: 'Show' }).getByLabel('Only in candidate').check();
    await expect.poll(() => page.locator('.function-row .function-text').allInnerTexts()).toEqual(['auditTrail']);
    await page.getByRole('group', { name: 'Show' }).getByLabel('All').check();
    await page.getByRole('columnheader', { name: 'Total change' }).getByRole('button').click();
    await expect.poll(() => page.getByRole('columnheader', { name: 'Total change' }).getAttribute('aria-sort')).toBe('descending');
    await showView(page, 'Packages');
    await expect.poll(() => page.locator('.packages-table tbody tr', { hasText: 'Workspace' }).innerText()).toMatch(/▲ \+/);
    await showView(page, 'Left-heavy');
  });

  it('draws the widths of either side', async () => {
    const width = async () => {
      const shares = Array.from({ length: 40 }, (_, index) => (index + 0.5) / 40);
      let found = 0;
      for (const share of shares) {
        await page.mouse.move(0, 0);
        const box = (await graph(page).boundingBox())!;
        await page.mouse.move(box.x + box.width * share, box.y + 3.5 * 20);
        if ((await page.locator('.flame-tooltip strong').allInnerTexts())[0] === 'sumUp') found += 1;
      }
      return found;
    };
    const ofCandidate = await width();
    await page.getByRole('group', { name: 'Widths' }).getByLabel('Baseline').check();
    await settled(page);
    expect(await width()).toBeLessThan(ofCandidate);
    await page.getByRole('group', { name: 'Widths' }).getByLabel('Candidate').check();
  });

  it('asks for another scale', async () => {
    const scales = page.getByRole('group', { name: 'Scale' });
    expect(await scales.locator('label').allInnerTexts()).toEqual(['Share', 'Iterations', 'As recorded']);
    await scales.getByLabel('Iterations').check();
    await expect.poll(() => opened.calls.at(-1)).toBe('rescale("iterations")');
    expect(await opened.violations()).toEqual([]);
  });
});
