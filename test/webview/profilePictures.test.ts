import { statSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { difference, heap, hostile, report, sessionOf } from './profileExamples.ts';
import { createProfileOpener, frames, settled, type ProfileOpener } from './profilePage.ts';
import { hoverBox } from './profileParts.ts';

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

const ofReport = () => sessionOf(report());
const ofDifference = () => difference();

describe('pictures for people', () => {
  // The view by its place among the tabs: they have short names where it is narrow.
  it.each([
    ['profile', ofReport, 1, 1400, 900, 'csv'],
    ['profile-time', ofReport, 0, 1400, 900, ''],
    ['profile-sandwich', ofReport, 2, 1400, 900, ''],
    ['profile-functions', ofReport, 3, 1400, 900, ''],
    ['profile-lines', ofReport, 4, 1000, 500, ''],
    ['profile-packages', ofReport, 5, 1000, 500, ''],
    ['profile-narrow', ofReport, 1, 360, 800, ''],
    ['profile-functions-narrow', ofReport, 3, 360, 800, ''],
    ['profile-heap', () => sessionOf(heap()), 0, 1100, 600, ''],
    ['profile-hostile', () => sessionOf(hostile()), 0, 1100, 700, ''],
    ['profile-difference', ofDifference, 0, 1400, 900, ''],
    ['profile-difference-functions', ofDifference, 2, 1400, 900, ''],
    ['profile-difference-narrow', ofDifference, 0, 360, 900, ''],
    ['profile-difference-functions-narrow', ofDifference, 2, 360, 900, ''],
  ] as const)('%s, dark and light, and wide in high contrast', async (name, session, view, width, height, text) => {
    const opened = await opener.open(session(), { width, height, title: 'weekly-report.cpuprofile' });
    const { page } = opened;
    await page.getByRole('tab').nth(view).click();
    if (text !== '') await page.getByRole('searchbox').fill(text);
    if (name === 'profile-sandwich') await page.locator('.function-row', { hasText: 'groupBy' }).click();
    await settled(page);
    await frames(page, 24);
    if (name === 'profile-difference') await hoverBox(page, 6, 0.1);
    const inContrast = name === 'profile' || name === 'profile-difference' ? [['Dark High Contrast', 'contrast'] as const] : [];
    for (const [theme, suffix] of [['Dark Modern', 'dark'] as const, ['Light Modern', 'light'] as const, ...inContrast]) {
      await opened.setTheme(theme);
      await opener.picture(page, `${name}-${suffix}`);
      expect(statSync(path.join(import.meta.dirname, `../../test-results/webview/${name}-${suffix}.png`)).size).toBeGreaterThan(5000);
    }
    await opened.close();
  });
});
