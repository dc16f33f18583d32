import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { findings, findingsInThemes } from './axe.ts';
import type { ThemeName } from './page/styles.ts';
import { difference, heap, hostile, report, sessionOf } from './profileExamples.ts';
import { createProfileOpener, frames, settled, type OpenedPage, type ProfileOpener } from './profilePage.ts';
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

const themes: readonly ThemeName[] = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];
const views = ['Left-heavy', 'Sandwich', 'Functions', 'Lines', 'Packages'];

const inAnyTheme = (opened: OpenedPage) => findingsInThemes(opened.page, themes, opened.setTheme);

/** What axe finds in each of the views, in any theme. */
async function findingsIn(opened: OpenedPage, names: readonly string[] = views): Promise<string[]> {
  const found: string[] = [];
  for (const view of names) {
    await showView(opened.page, view);
    found.push(...(await inAnyTheme(opened)).map((finding) => `${view}: ${finding}`));
  }
  return found;
}

describe('axe finds nothing in any theme', () => {
  it('in any view', async () => {
    const opened = await opener.open(sessionOf(report()));
    await opened.page.getByRole('searchbox').fill('csv');
    expect(await findingsIn(opened, ['Time order', ...views])).toEqual([]);
    await opened.close();
  });

  it('in what opens over a view', async () => {
    const opened = await opener.open(sessionOf(report()));
    await showView(opened.page, 'Time order');
    await opened.page.getByText('Keys', { exact: true }).click();
    await opened.page.getByText('Hottest path', { exact: true }).waitFor();
    expect(await inAnyTheme(opened)).toEqual([]);
    await opened.page.keyboard.press('Escape');
    expect(await opened.page.getByText('Hottest path', { exact: true }).isVisible()).toBe(false);
    await opened.page.getByRole('button', { name: 'Save As…' }).click();
    expect(await inAnyTheme(opened)).toEqual([]);
    await opened.close();
  });

  it('in a difference', async () => {
    const opened = await opener.open(difference());
    expect(await findingsIn(opened)).toEqual([]);
    await opened.close();
  });
});

describe('axe finds nothing', () => {
  it.each([
    ['hostile names', hostile],
    ['memory', heap],
  ])('in a profile of %s, narrow', async (_, profile) => {
    const opened = await opener.open(sessionOf(profile()), { width: 400 });
    for (const index of [0, 1, 2, 3, 4]) {
      await opened.page.getByRole('tab').nth(index).click();
      await settled(opened.page);
      expect({ index, found: await findings(opened.page) }).toEqual({ index, found: [] });
    }
    await opened.close();
  });

  it('where there is nothing to show', async () => {
    const subject = { kind: 'file', file: '/x' } as const;
    const opened = await opener.open(sessionOf(report()), {
      state: { kind: 'failed', title: 'x.cpuprofile', message: 'Byte 3.', subject },
    });
    expect(await findings(opened.page)).toEqual([]);
    await opened.remote.show({ kind: 'reading', title: 'x.cpuprofile', subject });
    await opened.page.getByRole('status').waitFor();
    expect(await findings(opened.page)).toEqual([]);
    await opened.close();
  });
});

describe('colours', () => {
  it.each(themes)('of boxes leave their names readable, %s', async (theme) => {
    const opened = await opener.open(sessionOf(report()), { theme });
    const contrasts = await opened.page.evaluate(() => {
      interface Context {
        fillStyle: string;
        fillRect(...box: number[]): void;
        getImageData(...box: number[]): { data: Uint8ClampedArray };
      }
      const { document, getComputedStyle } = globalThis as unknown as {
        document: { documentElement: unknown; createElement(name: string): { getContext(kind: string): Context } };
        getComputedStyle(of: unknown): { getPropertyValue(name: string): string };
      };
      const context = document.createElement('canvas').getContext('2d');
      const style = getComputedStyle(document.documentElement);
      const luminance = (token: string) => {
        context.fillStyle = style.getPropertyValue(token).trim();
        context.fillRect(0, 0, 1, 1);
        const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
          const share = byte / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
      };
      const groups = ['workspace-0', 'workspace-1', 'workspace-2', ...[0, 1, 2, 3, 4, 5].map((index) => `package-${index}`)];
      const names = [...groups, 'node', 'native', 'harness', 'gc', 'program', 'idle', 'unknown', 'same', 'more', 'less'];
      const text = luminance('--vscode-foreground');
      return names.map((name) => {
        const own = luminance(`--flame-${name}`);
        return [name, (Math.max(own, text) + 0.05) / (Math.min(own, text) + 0.05)] as const;
      });
    });
    expect(contrasts.filter(([, contrast]) => contrast < 4.5)).toEqual([]);
    await opened.close();
  });

  it('that the system forces leave boxes to be seen', async () => {
    const opened = await opener.open(sessionOf(report()), { forcedColors: 'active', colorScheme: 'dark' });
    await opener.picture(opened.page, 'profile-forced-colors');
    const found = await opened.page
      .locator('.flame canvas')
      .first()
      .evaluate((element) => {
        const canvas = element as unknown as {
          width: number;
          getContext(kind: string): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
        };
        return new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, 60).data.buffer)).size;
      });
    expect(found).toBeGreaterThan(4);
    await opened.close();
  });
});

describe('the keyboard', () => {
  it('goes through the graph: callers, called functions, neighbours, zoom, source, sandwich, search', async () => {
    const opened = await opener.open(sessionOf(report()), { reducedMotion: 'reduce' });
    const { page } = opened;
    await expect.poll(() => told(page)).toMatch(/^hashOf/);
    await graph(page).focus();
    const after = async (key: string, pattern: RegExp) => {
      await page.keyboard.press(key);
      await expect.poll(async () => `${key}: ${await told(page)}`).toMatch(pattern);
    };
    await after('ArrowUp', /: \(anonymous\), src\/sums\.ts/);
    await after('ArrowUp', /: groupBy/);
    await after('ArrowUp', /: sumUp/);
    await after('ArrowRight', /: readOrders/);
    await after('ArrowRight', /: checkOrders/);
    await after('ArrowLeft', /: readOrders/);
    await after('ArrowDown', /: parseCsv/);
    await after('ArrowDown', /: splitLine/);
    await page.keyboard.press('Enter');
    const look = await lookOf(page);
    expect(look.width).toBeLessThan(0.3);
    await page.keyboard.press('+');
    expect((await lookOf(page)).width).toBeCloseTo(look.width / 2, 5);
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    expect((await lookOf(page)).width).toBeGreaterThan(look.width * 1.5);
    await page.keyboard.press('Escape');
    expect((await lookOf(page)).width).toBe(1);
    await page.keyboard.press('o');
    await expect.poll(() => opened.calls).toEqual([expect.stringMatching(/^openFunction/)]);
    await after('Home', /: hashOf/);
    await page.keyboard.press('/');
    await page.keyboard.type('walk');
    await page.keyboard.press('Enter');
    await expect.poll(() => told(page)).toMatch(/^walk/);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await graph(page).focus();
    await page.keyboard.press('s');
    await expect.poll(() => page.locator('.sandwich-function').innerText()).toMatch(/^walk/);
    await page.locator('.flame-scroller').last().focus();
    await after('ArrowDown', /: walk/);
    await after('ArrowUp', /: validate/);
    await after('ArrowUp', /: checkOrders/);
    await opened.close();
  });

  it('goes through the table, sorts it, and finds its rows in the graph', async () => {
    const opened = await opener.open(sessionOf(report()));
    const { page } = opened;
    const grid = page.getByRole('grid');
    await grid.focus();
    const active = async () =>
      page
        .locator(`#${await grid.getAttribute('aria-activedescendant')}`)
        .locator('.function-text')
        .innerText();
    expect(await active()).toBe('hashOf');
    await page.keyboard.press('ArrowDown');
    await expect.poll(active).toBe('splitLine');
    await page.keyboard.press('Enter');
    await expect.poll(() => told(page)).toMatch(/^splitLine/);
    await page.keyboard.press('End');
    await frames(page);
    expect(await page.locator('.function-row-active').getAttribute('aria-rowindex')).toBe(await grid.getAttribute('aria-rowcount'));
    await page.keyboard.press('Home');
    await expect.poll(active).toBe('hashOf');
    await page.keyboard.press('o');
    await expect.poll(() => opened.calls).toEqual([expect.stringMatching(/^openFunction/)]);
    await page.getByRole('columnheader', { name: 'Total' }).getByRole('button').press('Enter');
    await expect.poll(active).not.toBe('hashOf');
    await opened.close();
  });

  it('does not move what moves by itself where the user wants no motion', async () => {
    const opened = await opener.open(sessionOf(report()), { reducedMotion: 'reduce' });
    const { page } = opened;
    await graph(page).focus();
    await page.keyboard.press('Enter');
    expect((await lookOf(page)).width).toBeLessThan(0.4);
    await opened.close();
  });
});
