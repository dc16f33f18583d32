import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PLANTED_BENCH, PLANTED_LIBRARY, plantedBenches, plantedLibrary, plantHistory } from '../../support/planted.ts';
import { repositoryState, writeFiles } from '../../support/repository.ts';
import { measuringProcesses, measuringProcessesLeft } from './support/processes.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const COMMITS = 5;
const SLOW_AT = 3;

const session = sessionForTests({
  source: 'test/editor/workspace',
  openFile: `${PLANTED_BENCH}:4`,
  settings: { 'testing.automaticallyOpenTestResults': 'neverOpen' },
  prepare(folder) {
    configure(folder, { benchmarks: [PLANTED_BENCH], time: '200 ms', bisect: { time: '200 ms', threshold: '20 %' } });
    writeFiles(folder, { [PLANTED_LIBRARY]: plantedLibrary(), [PLANTED_BENCH]: plantedBenches });
  },
});

const state = () => repositoryState(session().folder);
const box = () => session().page.locator('.quick-input-widget');
const panel = () => session().workbench.webview();

/** Clicks the first point above the others: its commit is the one that made the benchmark slow. */
async function clickSlowPoint(chart: Locator): Promise<void> {
  const { page } = session();
  const { x, y, width, height } = (await chart.boundingBox())!;
  for (let across = x + width / 2; across < x + width; across += 4) {
    for (let down = y; down < y + height / 3; down += 8) {
      await page.mouse.move(across, down);
      if (!/is-hit/.test((await chart.getAttribute('class')) ?? '')) continue;
      await page.mouse.click(across, down);
      return;
    }
  }
  throw new Error('the chart has no point there');
}

describe('the history of benchmarks', () => {
  let hashes: string[];

  beforeAll(async () => {
    hashes = plantHistory(session().folder, { commits: COMMITS, slowAt: SLOW_AT });
    await session().workbench.command('View: Toggle Primary Side Bar Visibility');
  });

  it('says how it fills as long as it is empty', async () => {
    const { workbench } = session();
    await workbench.command('Laptime: Show History');
    await panel()
      .getByRole('button', { name: /Measure commits/i })
      .first()
      .waitFor();
    await takePicture(session(), 'history-empty');
  });

  it('is measured for a range of commits, from a question to all its results', async () => {
    const { workbench, page, server } = session();
    const before = state();
    await workbench.command('Laptime: Measure Commits…', { stays: true });
    const rows = box().locator('.monaco-list-row');
    await rows.filter({ hasText: 'All commits after the first' }).waitFor();
    await box().locator('.quick-input-box input').fill('HEAD~3..HEAD');
    await rows.filter({ hasText: 'a range as git has it' }).waitFor();
    await box().locator('.quick-input-box input').fill('');
    await takePicture(session(), 'history-ranges');
    await workbench.pick('All commits after the first');
    await workbench.notification(/the commits of .* · \d\/5/).waitFor();
    const done = workbench.notification(/5 commits measured in/);
    await done.waitFor();
    await done.hover();
    await done.getByRole('button', { name: 'Show History' }).click();
    expect(measuringProcesses(server)).toEqual([]);
    expect(state()).toEqual(before);
    await panel().getByRole('grid').waitFor();
    await expect.poll(() => panel().getByRole('grid').getAttribute('aria-label')).toMatch(/2 benchmarks over 5 commits/);
    await page.mouse.move(0, 0);
    await takePictures(session(), 'history-all');
  });

  it('is a chart of one benchmark, whose points open what their commits changed', async () => {
    const { workbench, page } = session();
    await workbench.focusEditor(PLANTED_BENCH);
    await workbench.command('Laptime: Show History of Benchmark');
    const chart = panel().getByRole('slider');
    await chart.waitFor();
    await expect.poll(() => panel().getByRole('heading', { level: 1 }).innerText()).toContain('sum');
    await takePictures(session(), 'history-one');
    await chart.focus();
    await page.keyboard.press('End');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain(`Edit ${COMMITS - 1}`);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain('Sum with care');
    await clickSlowPoint(chart);
    await page
      .locator('.tab')
      .filter({ hasText: `${hashes[SLOW_AT]!.slice(0, 7)} Sum with care` })
      .waitFor();
    await page.locator('.monaco-diff-editor .view-line').filter({ hasText: '2000' }).first().waitFor();
    await takePicture(session(), 'history-commit');
    await workbench.command('View: Close Editor');
  });

  it('leads to the commit that made a benchmark slower, from the palette to the answer', async () => {
    const { workbench, page, server } = session();
    const before = state();
    await workbench.focusEditor(PLANTED_BENCH);
    await workbench.command('Laptime: Find the Commit That Made It Slower…', { stays: true });
    await expect.poll(() => box().locator('.monaco-list-row').first().innerText()).toMatch(/HEAD\s*the last commit/);
    await workbench.pick('the last commit');
    await box().locator('.quick-input-title').filter({ hasText: '2 of 2' }).waitFor();
    await box().locator('.quick-input-box input').fill('HEAD~3');
    await box().locator('.monaco-list-row').filter({ hasText: 'any name that git knows' }).waitFor();
    await takePicture(session(), 'search-pick');
    await workbench.pick('any name that git knows');
    await workbench.notification(/\d+ runs?, about \d+ more/).waitFor();
    await workbench.status(/\d+ runs?, about \d+ more/).waitFor();
    await panel().getByRole('region', { name: 'Search in progress' }).waitFor();
    await takePicture(session(), 'searching');
    const found = workbench.notification(/sum became .* slower .*: [0-9a-f]{7} Sum with care \([\d.]+ % sure\)/);
    await found.waitFor();
    await takePicture(session(), 'search-found');
    await found.hover();
    await found.getByRole('button', { name: 'Copy Hash' }).click();
    await expect.poll(() => workbench.clipboard()).toBe(hashes[SLOW_AT]);
    expect(await measuringProcessesLeft(server, 5000)).toEqual([]);
    expect(state()).toEqual(before);
    await expect.poll(() => panel().locator('body').innerText()).toContain('Sum with care');
    await page.mouse.move(0, 0);
    await takePictures(session(), 'search-answer');
  });
});
