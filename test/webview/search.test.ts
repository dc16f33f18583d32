import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../editor/host/browser.ts';
import { calls, chartsDrawn, createPanelOpener, host, nextFrames, type PanelOpener } from './panelPage.ts';
import { button, coloursIn, oneLine, textsOf } from './parts.ts';

let browser: Browser;
let opener: PanelOpener;
beforeAll(async () => {
  browser = await launchBrowser();
  opener = await createPanelOpener(browser);
});
afterAll(() => browser.close());

const id = '"bench/array.bench.ts > sorting 1,000 numbers > Array.sort"';

describe('a search that runs', () => {
  it('says what it looks for, how far it is, and who is most likely', async () => {
    const page = await opener.open('searching');
    await chartsDrawn(page, '.history');
    expect(await page.locator('h1').innerText()).toBe('Which commit made sorting 1,000 numbers › Array.sort 5 % slower?');
    const ends = await textsOf(page.locator('.search-ends > div'));
    expect(ends).toEqual(['Good a1b2c30 Change number 0 Ada Lovelace 4 Mar 2025', 'Bad a5f7030 Change number 64 Ada Lovelace 6 Mar 2025']);
    await expect.poll(() => page.getByText('64 commits after the good one, 60 of which may have brought it.').count()).toBe(1);
    const running = page.getByRole('region', { name: 'Search in progress' });
    expect(await running.getByRole('status').innerText()).toBe('12 runs, about 8 more, about 1 min 58 s left');
    await expect.poll(() => running.getByText('Measures a47f8d0 to search between them').count()).toBe(1);
    const suspects = await textsOf(page.locator('.happened'));
    expect(suspects).toHaveLength(5);
    expect(suspects[0]).toMatch(/^4\d % a45d6b0 Change number 40 Ada Lovelace 5 Mar 2025 Show Changes Copy Hash$/);
    await expect
      .poll(() => page.getByRole('img').getAttribute('aria-label'))
      .toBe('Chances of 65 commits from good to bad, 8 of them measured. A table follows.');
    expect(await coloursIn(page.locator('.chart canvas'))).toBeGreaterThan(4);
    await page.locator('.happened').first().getByRole('button', { name: 'Show Changes' }).click();
    await page.locator('.happened').first().getByRole('button', { name: 'Copy Hash' }).click();
    await button(page, 'Cancel').click();
    const asked = await calls(page);
    expect(asked[0]).toMatch(/^openCommit\("a45d6b0[\da-f]{33}"\)$/);
    expect(asked[1]).toMatch(/^copyText\("a45d6b0[\da-f]{33}"\)$/);
    expect(asked[2]).toBe('cancel()');
    await page.getByText('Commits as a table').click();
    const table = page.getByRole('region', { name: 'Commits of the search' }).getByRole('row');
    await expect.poll(() => table.count()).toBe(66);
    const rows = await textsOf(table);
    expect(rows[0]).toBe('Commit Chance Against the good one Runs');
    expect(rows.filter((row) => row.includes('skipped'))).toHaveLength(1);
    await page.context().close();
  });

  it('has only what is made ready before its commits are known', async () => {
    const page = await opener.open('search-begins');
    const running = page.getByRole('region', { name: 'Search in progress' });
    await expect.poll(async () => oneLine(await running.innerText())).toBe('The search begins installing dependencies of 89abcde Cancel');
    expect(await page.getByRole('img').count()).toBe(0);
    expect(await page.getByRole('tab', { name: 'Search' }).innerText()).toContain('running');
    await page.context().close();
  });
});

describe('the end of a search', () => {
  it('names the commit, how sure that is, and what to do next', async () => {
    const page = await opener.open('search-found');
    await expect
      .poll(() => page.locator('.search-outcome h2').innerText())
      .toBe('sorting 1,000 numbers › Array.sort became 11.8 % slower [+10.5 %, +13.1 %] with this commit:');
    expect(await textsOf(page.locator('.happened'))).toEqual(['a45d6b0 Change number 40 Ada Lovelace 5 Mar 2025 Show Changes Copy Hash']);
    await button(page, 'Compare before and after').click();
    expect((await calls(page))[0]).toMatch(new RegExp(`^compareCommits\\(${id}, "a44c5a0[\\da-f]{33}", "a45d6b0[\\da-f]{33}"\\)$`));
    await page.getByText('1 commit skipped, as the benchmark does not run there').click();
    await expect.poll(() => page.getByText('The bench file does not load there.').count()).toBe(1);
    await page.context().close();
  });

  it.each([
    ['search-no-effect', 'sorting 1,000 numbers › Array.sort did not become 5 % slower', null],
    ['search-noisy', 'This machine cannot see 5 % now', 'Find again'],
    ['search-unsettled', 'No commit is sure after 60 runs', 'Find again'],
  ] as const)('is told where it is %s', async (scenario, headline, remedy) => {
    const page = await opener.open(scenario);
    await expect.poll(() => page.locator('.search-outcome h2').innerText()).toContain(headline);
    expect(await button(page, 'Find again').count()).toBe(remedy ? 1 : 0);
    await page.context().close();
  });

  it('that was cancelled goes on with the same ends, when nothing else runs', async () => {
    const page = await opener.open('search-cancelled');
    await page.getByText('The search was cancelled. Its answers are kept: search again to go on from them.').waitFor();
    await button(page, 'Find again').click();
    expect((await calls(page))[0]).toMatch(new RegExp(`^bisect\\(${id}, "a1b2c30[\\da-f]{33}", "a5f7030[\\da-f]{33}"\\)$`));
    await host(page, 'progress', { label: 'All', done: 0, total: 3, remainingMs: null, current: null, comparing: null });
    await expect.poll(() => button(page, 'Find again').isDisabled()).toBe(true);
    await page.context().close();
  });
});

describe('a search over 512 commits', () => {
  it('is drawn anew with every answer, without a freeze', async () => {
    const page = await opener.open('search-large');
    await chartsDrawn(page, '.history');
    await expect.poll(() => page.getByRole('img').getAttribute('aria-label')).toContain('513 commits');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const workedMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics
        .filter(({ name }) => ['ScriptDuration', 'LayoutDuration'].includes(name))
        .reduce((sum, { value }) => sum + value * 1000, 0);
    };
    const before = await workedMs();
    for (let answer = 0; answer < 10; answer += 1) {
      await host(page, 'show', { pinned: answer % 2 === 0 });
      await nextFrames(page);
    }
    expect((await workedMs()) - before).toBeLessThan(1500);
    await page.context().close();
  });
});
