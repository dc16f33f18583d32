import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clickRunLens } from './support/lines.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const SEARCH = 'bench/search.bench.ts';
const NAMES = ['read every product', 'index, look ids up', 'index, merge lists'];

const session = sessionForTests({
  openFile: `${SEARCH}:1`,
  settings: { 'testing.automaticallyOpenTestResults': 'neverOpen' },
  prepare: (folder) => configure(folder, { time: '2 s' }),
});

const panel = () => session().workbench.webview();
const names = () => panel().locator('.results .row-name').allInnerTexts();
const header = (name: string): Locator => panel().locator('.results').getByRole('columnheader', { name, exact: true });
async function showsNames(wanted: readonly string[]): Promise<void> {
  await expect.poll(names).toEqual(wanted);
}

describe('the panel', () => {
  beforeAll(async () => {
    const { workbench, page } = session();
    await clickRunLens(session(), SEARCH, 'describe(');
    await workbench.status('3 benchmarks').waitFor();
    // Room for the panel beside the code.
    await page.keyboard.press('Control+b');
    await workbench.status('3 benchmarks').click();
    await panel().locator('.results').waitFor();
  });

  it('shows the run that was just made, with its environment', async () => {
    await showsNames(NAMES);
    await panel()
      .locator('.facts')
      .getByText(/^Node \d+\.\d+\.\d+$/)
      .waitFor();
    await expect.poll(() => panel().getByRole('combobox', { name: 'Run' }).innerText()).toMatch(/3 benchmarks · quick · main [0-9a-f]{7}/);
    await takePictures(session(), 'panel');
  });

  it('sorts and filters', async () => {
    await header('Median').getByRole('button').click();
    await expect.poll(() => header('Median').getAttribute('aria-sort')).toBe('ascending');
    await expect.poll(async () => (await names()).at(-1)).toBe('read every product');
    await panel().getByRole('searchbox').fill('index');
    await expect.poll(async () => (await names()).toSorted()).toEqual(NAMES.slice(1));
  });

  it('opens a benchmark from the result above it: its distribution, samples and group', async () => {
    const { workbench } = session();
    await workbench
      .lens(/\d (?:ns|µs|ms)/)
      .first()
      .click();
    await panel().locator('.detail h2').filter({ hasText: NAMES[0]! }).waitFor();
    await panel()
      .getByRole('img', { name: /^Histogram of [\d,]+ samples of read every product/ })
      .waitFor();
    await panel()
      .getByRole('img', { name: /^Samples of read every product/ })
      .waitFor();
    const members = panel().locator('.group-chart tbody th');
    await expect.poll(() => members.count()).toBe(3);
    await takePictures(session(), 'detail');
  });

  it('is as it was after a reload of the window', async () => {
    const { workbench } = session();
    await panel().getByRole('button', { name: 'Close details' }).click();
    await panel().getByRole('searchbox').fill('index');
    await panel().locator('.results').getByRole('button', { name: NAMES[2]!, exact: true }).click();
    await workbench.stored(/filter\W+index\W.*openId.{1,200}index, merge lists/);
    await workbench.reload();
    await panel().locator('.detail h2').filter({ hasText: NAMES[2]! }).waitFor();
    await panel()
      .getByRole('img', { name: /^Histogram of [\d,]+ samples/ })
      .waitFor();
    await takePicture(session(), 'after-reload');
    await panel().getByRole('button', { name: 'Close details' }).click();
    await expect.poll(async () => (await names()).toSorted()).toEqual(NAMES.slice(1));
    await expect.poll(() => panel().getByRole('searchbox').inputValue()).toBe('index');
    await expect.poll(() => header('Median').getAttribute('aria-sort')).toBe('ascending');
  });

  it('runs what it shows, says how far it is, and follows the new run', async () => {
    const { workbench } = session();
    const runs = panel().getByRole('combobox', { name: 'Run' }).locator('option');
    await expect.poll(() => runs.count()).toBe(1);
    await panel().locator('.results .row').filter({ hasText: NAMES[2]! }).hover();
    // From before the click, which on a slow machine returns when the run is over; and not the time left, which a short run may not tell.
    const progress = panel().locator('.progress-count').filter({ hasText: '0 of 1' });
    const run = panel().getByRole('button', { name: `Run ${NAMES[2]!}` });
    await Promise.all([progress.waitFor(), run.click()]);
    await takePicture(session(), 'panel-running');
    await workbench.status('1 benchmark').waitFor();
    await expect.poll(() => runs.count()).toBe(2);
  });
});
