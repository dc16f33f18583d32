import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProfile } from '../../src/engine/profiling/reading/readProfile.ts';
import { writeSvg } from '../../src/engine/profiling/writing/writeSvg.ts';
import { launchBrowser } from '../editor/host/browser.ts';

const hostile = [
  '</title></svg><script>hacked = 1</script>',
  ']]><script>hacked = 2</script>',
  '<img src="http://laptime.invalid/a.png" onerror="hacked = 3">',
  '" onload="hacked = 4" x="',
  '<style>@import "http://laptime.invalid/b.css"</style>',
  '&xxe;<!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
];

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
  folder = mkdtempSync(path.join(tmpdir(), 'laptime-svg-'));
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Of everything but the file itself. */
  readonly requests: string[];
  readonly errors: string[];
}

async function open(stacks: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> {
  const file = path.join(folder, 'flame.svg');
  const [profile] = readProfile(Buffer.from(stacks)).profiles;
  writeFileSync(file, [...writeSvg(profile!)].join(''));
  const context = await browser.newContext({ colorScheme, viewport: { width: 1240, height: 400 } });
  const page = await context.newPage();
  const [requests, errors]: [string[], string[]] = [[], []];
  const url = pathToFileURL(file).href;
  page.on('request', (request) => (request.url() === url ? undefined : requests.push(request.url())));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  return { page, requests, errors };
}

const boxes = (page: Page): Promise<{ name: string; x: number; width: number; isShown: boolean }[]> =>
  page.locator('#boxes > svg').evaluateAll((all) =>
    all.map((box) => ({
      name: box.querySelector('title')!.textContent.split('\n')[0]!,
      x: Number(box.getAttribute('x')),
      width: Number(box.getAttribute('width')),
      isShown: getComputedStyle(box).display !== 'none',
    })),
  );

describe('a profile as SVG in a browser', () => {
  it('shows names as text, runs nothing of them, and loads nothing', async () => {
    const { page, requests, errors } = await open(hostile.map((name) => `main;${name.replaceAll(';', ':')} 10\n`).join(''));
    const found = await boxes(page);
    expect(found.map(({ name }) => name)).toEqual(['main', ...hostile.map((name) => name.replaceAll(';', ':'))]);
    for (const box of await page.locator('#boxes > svg').all()) {
      // What of a long name is cut off counts as the box, for its middle.
      await box.click({ position: { x: 5, y: 5 } });
      await page.keyboard.press('Escape');
    }
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await page.locator('script').count()).toBe(1);
    expect({ requests, errors }).toEqual({ requests: [], errors: [] });
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('comes nearer with a click, and goes back with Escape: %s', async (scheme) => {
    const { page, errors } = await open('main;parse;read 30\nmain;parse 10\nmain;print;write 55\nmain;print 4\nmain;tiny 1\n', scheme);
    const before = await boxes(page);
    expect(before.map(({ name, width }) => [name, width])).toEqual([
      ['main', 1200],
      ['print', 708],
      ['parse', 480],
      ['tiny', 12],
      ['write', 660],
      ['read', 360],
    ]);
    await page.screenshot({ path: path.join('test-results', `profile-svg-${scheme}.png`) });
    await page.locator('#boxes > svg').nth(3).click();
    const near = await boxes(page);
    expect(near.filter(({ isShown }) => isShown).map(({ name, width }) => [name, width])).toEqual([
      ['main', 1200],
      ['tiny', 1200],
    ]);
    // It had no room for its name before.
    expect(await page.locator('#boxes > svg').nth(3).locator('text').textContent()).toBe('tiny');
    await page.keyboard.press('Escape');
    expect(await boxes(page)).toEqual(before);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
