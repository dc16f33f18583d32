import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { findings, findingsInThemes } from './axe.ts';
import { calls, createPanelOpener, host, nextFrames, violations, type PanelOpener, type Theme } from './panelPage.ts';
import { button, oneLine, textsOf } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const themes: readonly Theme[] = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];
const list = (page: Page) => page.getByRole('treegrid', { name: /^Hints\./u });
const groups = (page: Page) => textsOf(list(page).locator('[aria-level="1"]'));
const lines = (page: Page) => textsOf(list(page).locator('[aria-level="2"]'));
const choose = (page: Page, name: string) =>
  page
    .locator('.choice label')
    .filter({ hasText: new RegExp(`^${name}$`, 'u') })
    .click();
const active = (page: Page) =>
  list(page).evaluate((element) => {
    const { ownerDocument } = element as unknown as { ownerDocument: { getElementById(id: string): { innerText: string } | null } };
    const id = (element as unknown as { getAttribute(name: string): string }).getAttribute('aria-activedescendant');
    return (ownerDocument.getElementById(id)?.innerText ?? '').replaceAll(/\s+/gu, ' ').trim();
  });

describe('the hints of a workspace', () => {
  it('are listed by rule, what costs most first, with their share of the profile', async () => {
    const page = await opener.open('hints', { height: 1400 });
    expect(await textsOf(page.locator('.facts li'))).toEqual([
      '12 hints in 120 files',
      '3 warnings',
      '6 information',
      '3 hints',
      '53 % of the profile falls on them',
      'profile CPU.20261121.cpuprofile',
      'level balanced',
      '4 more in the baseline',
    ]);
    expect(await groups(page)).toEqual([
      'Spread of an accumulator no-accumulating-spread 4 hints 23 % of the profile',
      'Search for what stands at an end prefer-starts-ends-with 4 hints 15 % of the profile',
      'Search of a list in a loop set-lookup-in-loop 4 hints 14 % of the profile',
    ]);
    expect((await lines(page))[0]).toBe(
      'Warning: ...all copies the whole object in each turn of reduce: 35 times slower at 100 entries, 1,280 at 1,000 src/users.ts:3 20 %',
    );
    await page.context().close();
  });

  it('are grouped by file or heat, and filtered as somebody types', async () => {
    const page = await opener.open('hints', { height: 1400 });
    await choose(page, 'Heat');
    await expect.poll(() => groups(page)).toHaveLength(5);
    expect((await groups(page)).map((text) => text.replace(/ \d+ hints?.*/u, ''))).toEqual([
      '10 % of the profile and more',
      '1 % to 10 % of the profile',
      'Below 1 % of the profile',
      'Nothing of the profile',
      'Not in the profile',
    ]);
    await choose(page, 'File');
    await expect.poll(() => groups(page)).toHaveLength(3);
    const filter = page.getByRole('searchbox', { name: 'Filter hints by file, rule or words' });
    await filter.pressSequentially('routes warning');
    await expect.poll(() => groups(page)).toHaveLength(1);
    expect(await page.locator('.toolbar .count').innerText()).toBe('1 of 12 hints');
    await filter.fill('nothing like it');
    await page.getByRole('heading', { name: 'No hint matches the filter' }).waitFor();
    await button(page, 'Clear filter').click();
    await expect.poll(() => groups(page)).toHaveLength(3);
    await page.reload();
    await expect.poll(() => groups(page)).toHaveLength(3);
    expect(await page.getByRole('radio', { name: 'File' }).isChecked()).toBe(true);
    await page.context().close();
  });

  it('open their line, and the page of their rule, by click and by key', async () => {
    const page = await opener.open('hints', { height: 1400 });
    await list(page).locator('[aria-level="2"]').first().click();
    await list(page).getByRole('button', { name: 'no-accumulating-spread' }).click();
    await list(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('d');
    expect(await calls(page)).toEqual([
      'openHint("src/users.ts", 3, 5)',
      'openRule("no-accumulating-spread")',
      expect.stringMatching(/^openHint\("src\/users\.ts", \d+, 5\)$/u),
      'openRule("no-accumulating-spread")',
    ]);
    await page.context().close();
  });

  it('are walked by keys: groups close and open, and the focus stays in view', async () => {
    const page = await opener.open('hints', { height: 500 });
    await list(page).focus();
    await page.keyboard.press('End');
    await expect.poll(() => active(page)).toMatch(/ids\.includes/u);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => active(page)).toMatch(/^Search of a list in a loop/u);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => list(page).getAttribute('aria-rowcount')).toBe('11');
    expect(await list(page).locator('[aria-expanded="false"]').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => list(page).getAttribute('aria-rowcount')).toBe('15');
    await page.keyboard.press('Home');
    await expect.poll(() => active(page)).toMatch(/^Spread of an accumulator/u);
    await page.context().close();
  });

  it('are reached by the tab, which the host shows', async () => {
    const page = await opener.open('usual');
    const tab = page.getByRole('tab', { name: 'Hints' });
    await tab.click();
    await page.getByRole('heading', { name: 'Nobody has looked for hints yet' }).waitFor();
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tabpanel').getByRole('button', { name: 'Find hints' }).last().click();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.locator('.results').waitFor();
    expect((await calls(page)).slice(0, 2)).toEqual(['showHints()', 'findHints()']);
    await page.context().close();
  });
});

describe('looking for hints', () => {
  it('tells how far it is, and can be cancelled; what was found before stays', async () => {
    const page = await opener.open('hints-begin');
    const progress = page.getByRole('region', { name: 'Search for hints in progress' });
    expect(oneLine(await progress.innerText())).toBe('Looking for hints finding files… Cancel');
    expect(await page.getByRole('tab', { name: 'Hints' }).innerText()).toContain('running');
    await host(page, 'hintsProgress', { state: 'searching', progress: { done: 1200, total: 3000 }, version: 0, changedFiles: [] });
    await expect.poll(async () => oneLine(await progress.innerText())).toBe('Looking for hints 1,200 of 3000 files Cancel');
    await button(page, 'Cancel').click();
    expect(await calls(page)).toEqual(['cancelHints()']);
    await host(page, 'hintsProgress', { state: 'none', progress: null, version: 0, changedFiles: [] });
    await page.getByRole('heading', { name: 'Nobody has looked for hints yet' }).waitFor();
    await page.context().close();
    const again = await opener.open('hints-again');
    await expect.poll(() => groups(again)).toHaveLength(3);
    expect(await button(again, 'Find again').isDisabled()).toBe(true);
    await again.context().close();
  });

  it('says that there is nothing, what is stale, and what could not be read', async () => {
    const none = await opener.open('hints-nothing');
    await none.getByRole('heading', { name: 'No hints in 120 files' }).waitFor();
    expect(await textsOf(none.locator('.gains li'))).toHaveLength(2);
    await none.context().close();
    const page = await opener.open('hints-stale', { height: 1400 });
    await expect
      .poll(async () => textsOf(page.locator('.banner-info')))
      .toEqual(['2 files were changed since: find again. src/new.ts, src/users.ts']);
    await page.getByText('2 problems').click();
    expect(await textsOf(page.locator('.hints-problems li'))).toEqual([
      'src/gone.ts cannot be read: it is gone',
      'src/late.ts was written after the profile was recorded',
    ]);
    expect((await lines(page)).filter((text) => text.includes('changed since'))).toHaveLength(4);
    await page.context().close();
  });

  it('says why it failed, and tries again', async () => {
    const page = await opener.open('usual');
    await host(page, 'failNext', 'hints', 'The disk is full.', 'disk');
    await host(page, 'show', { hintsShown: true, hints: { state: 'found', progress: null, version: 1, changedFiles: [] } });
    await page.getByRole('heading', { name: 'The hints cannot be read' }).waitFor();
    expect(await page.locator('.hints .empty p').innerText()).toBe('The disk is full.');
    await button(page, 'Try again').click();
    await page.getByRole('heading', { name: 'Nobody has looked for hints yet' }).waitFor();
    await page.context().close();
  });
});

describe('suggestions', () => {
  it('are ranked, each with places, steps and an example, and say what was gained', async () => {
    const page = await opener.open('hints', { height: 1600 });
    await choose(page, 'Suggestions');
    const first = page.getByRole('article', { name: /Spread of an accumulator/u });
    expect(await textsOf(first.locator('.suggestion-facts li'))).toEqual([
      'Saves up to 23 % of the profile',
      'Effort large',
      'Risk high',
      'no-accumulating-spread',
    ]);
    expect(await textsOf(page.locator('.gains li'))).toEqual([
      'bench/users.bench.ts > by id: 2.1 times faster (1.9 to 2.3) by 4 fixes',
      'bench/routes.bench.ts > match: 1.3 times faster (1.2 to 1.3) by 2 fixes',
    ]);
    expect(await page.locator('.gains p').innerText()).toMatch(
      /^Since 1a2b3c4, 6 measured fixes made 2 benchmarks faster; .*; 1 other fix was/u,
    );
    await first.getByText('Steps and example').click();
    expect(await textsOf(first.locator('.suggestion-steps li'))).toHaveLength(3);
    expect(await first.locator('pre').first().innerText()).toContain('users.reduce(');
    await first.getByRole('button', { name: 'src/users.ts:3' }).click();
    expect(await calls(page)).toEqual(['openHint("src/users.ts", 3, 5)']);
    await first.getByRole('button', { name: 'Show all 7 places' }).click();
    await expect.poll(() => groups(page)).toHaveLength(1);
    await page.context().close();
  });

  it('say that impact is unknown without a profile', async () => {
    const page = await opener.open('hints-unheated');
    await choose(page, 'Suggestions');
    const facts = page.locator('.suggestion-facts li:first-child');
    await expect
      .poll(() => textsOf(facts))
      .toEqual(['Impact unknown, measured 50 times faster', 'Impact unknown, measured 35 times faster']);
    expect(await page.locator('.gains').count()).toBe(0);
    await page.context().close();
  });
});

describe('5,000 hints', () => {
  it('are scrolled and filtered with only those in view there', async () => {
    const page = await opener.open('hints-many', { height: 900 });
    await expect.poll(() => list(page).getAttribute('aria-rowcount')).toBe('5003');
    const drawn = () => list(page).getByRole('row').count();
    expect(await drawn()).toBeLessThan(60);
    await list(page).focus();
    await page.keyboard.press('End');
    await expect.poll(() => active(page)).toMatch(/src\/part/u);
    expect(await drawn()).toBeLessThan(60);
    await choose(page, 'File');
    await expect.poll(() => page.locator('.hints-scroller').evaluate((box) => (box as unknown as { scrollTop: number }).scrollTop)).toBe(0);
    await choose(page, 'Rule');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const workedMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics
        .filter(({ name }) => ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].includes(name))
        .reduce((sum, { value }) => sum + value * 1000, 0);
    };
    const before = await workedMs();
    await page.getByRole('searchbox').pressSequentially('part42 in');
    await expect.poll(() => list(page).getAttribute('aria-rowcount')).not.toBe('5003');
    for (let turn = 0; turn < 20; turn += 1) {
      await page.mouse.wheel(0, 2000);
      await nextFrames(page);
    }
    // Ten times what is usual: what is looked for is work over all that is not in view.
    expect((await workedMs()) - before).toBeLessThan(3000);
    await page.context().close();
  });
});

describe('names from outside', () => {
  it('are never markup, in hints and in suggestions', async () => {
    const page = await opener.open('hints-hostile', { height: 1400 });
    await expect.poll(() => list(page).getByRole('row').count()).toBeGreaterThan(5);
    await choose(page, 'Suggestions');
    for (const summary of await page.locator('summary').all()) await summary.click();
    await nextFrames(page);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('.hints img, .hints script').count()).toBe(0);
    const wider = await page.evaluate(() => {
      interface Box {
        readonly className: string;
        readonly scrollWidth: number;
        readonly clientWidth: number;
      }
      const { document } = globalThis as unknown as {
        document: { documentElement: Box; querySelectorAll(selector: string): Iterable<Box> };
      };
      const all = [document.documentElement, ...document.querySelectorAll('.header, .banner, .suggestions, .suggestion, .gains')];
      return all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(({ className }) => className);
    });
    expect(wider).toEqual([]);
    await page.context().close();
  });
});

describe('axe finds nothing', () => {
  it('in the list and the suggestions, in any theme', async () => {
    const page = await opener.open('hints', { height: 1400 });
    await list(page).focus();
    const inAnyTheme = () => findingsInThemes(page, themes, (theme) => host(page, 'setTheme', theme));
    expect(await inAnyTheme()).toEqual([]);
    await choose(page, 'Suggestions');
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await inAnyTheme()).toEqual([]);
    await page.context().close();
  });

  it.each(['hints-never', 'hints-searching', 'hints-again', 'hints-nothing', 'hints-stale', 'hints-hostile'])(
    'where it is %s',
    async (scenario) => {
      const page = await opener.open(scenario, { width: 360, height: 900 });
      expect(await findings(page)).toEqual([]);
      await page.context().close();
    },
  );
});

describe('colours that the system forces', () => {
  it('show where the keyboard is in the list', async () => {
    const page = await opener.open('hints', { forcedColors: 'active', colorScheme: 'dark' });
    await list(page).focus();
    const outline = await list(page)
      .locator('.hint-active')
      .evaluate(
        (element) =>
          (globalThis as unknown as { getComputedStyle(of: unknown): { outlineStyle: string } }).getComputedStyle(element).outlineStyle,
      );
    expect(outline).toBe('solid');
    await opener.picture(page, 'hints-forced');
    await page.context().close();
  });
});
