import { beforeAll, describe, expect, it } from 'vitest';
import { PLANTED_BENCH, PLANTED_LIBRARY, plantedBenches, plantedLibrary } from '../../support/planted.ts';
import { repositoryState, writeFiles } from '../../support/repository.ts';
import { glyphAt, lensesAt } from './support/lines.ts';
import { measuringProcesses, measuringProcessesLeft } from './support/processes.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const BENCH = PLANTED_BENCH;
const AGAINST = / · against HEAD$/;

const session = sessionForTests({
  source: 'test/editor/workspace',
  openFile: `${BENCH}:1`,
  settings: { 'testing.automaticallyOpenTestResults': 'neverOpen' },
  prepare(folder) {
    configure(folder, { compare: { time: '8 s' } });
    writeFiles(folder, { [PLANTED_LIBRARY]: plantedLibrary(), [BENCH]: plantedBenches });
  },
});

const state = () => repositoryState(session().folder);
const box = () => session().page.locator('.quick-input-widget');

describe('comparing what is on disk', () => {
  beforeAll(async () => {
    writeFiles(session().folder, { [PLANTED_LIBRARY]: plantedLibrary(0.3) });
    const { workbench } = session();
    await workbench.command('Testing: Focus on Test Explorer View');
    await workbench.expandTest('planted.bench.js');
    await workbench.testRow('sum').waitFor();
  });

  it('asks what with: HEAD, branches, commits, or anything that git knows', async () => {
    const { workbench, page } = session();
    await workbench.focusEditor(BENCH);
    await workbench.command('Laptime: Compare Benchmarks in File With…', { stays: true });
    const rows = box().locator('.monaco-list-row');
    await rows.filter({ hasText: 'your uncommitted changes against the last commit' }).waitFor();
    await expect.poll(() => rows.first().innerText()).toContain('HEAD');
    await rows.filter({ hasText: 'main' }).waitFor();
    await rows.filter({ hasText: /Start.*[0-9a-f]{7} · Test/s }).waitFor();
    await takePicture(session(), 'compare-pick');
    await box().locator('.quick-input-box input').fill('HEAD^{/Sta}');
    await rows.filter({ hasText: 'any name that git knows' }).waitFor();
    await page.keyboard.press('Escape');
    await box().waitFor({ state: 'hidden' });
    expect(measuringProcesses(session().server)).toEqual([]);
  });

  it('saves what is on disk as a baseline, says what that replaces, and has it in the list', async () => {
    const { workbench, page } = session();
    const before = state();
    const input = box().locator('.quick-input-box input');
    await workbench.command('Laptime: Save Baseline…', { stays: true });
    await box().getByText('uncommitted and untracked files too').waitFor();
    await input.fill('../out');
    await box().getByText('Use letters and digits').waitFor();
    await input.fill('before');
    await page.keyboard.press('Enter');
    await workbench.notification('Saved the baseline before').waitFor();
    await workbench.command('Laptime: Save Baseline…', { stays: true });
    await input.fill('before');
    await box().getByText('This replaces the one that was saved').waitFor();
    await page.keyboard.press('Escape');
    await workbench.focusEditor(BENCH);
    await workbench.command('Laptime: Compare Benchmarks in File With…', { stays: true });
    await input.fill('before');
    await box()
      .locator('.monaco-list-row')
      .filter({ hasText: /before.*main @ [0-9a-f]{7} \+ edits · /s })
      .waitFor();
    await takePicture(session(), 'compare-baseline');
    await page.keyboard.press('Escape');
    await box().waitFor({ state: 'hidden' });
    expect(state()).toEqual(before);
  });

  it('shows how far it is, and can be cancelled without a trace', async () => {
    const { workbench, server } = session();
    const before = state();
    await workbench.focusEditor(BENCH);
    await workbench.command('Laptime: Compare Benchmarks in File With…', { stays: true });
    await workbench.pick('your uncommitted changes');
    const notification = workbench.notification(/planted\.bench\.js against HEAD/);
    await notification.filter({ hasText: /0\/2 · \d+ s left/ }).waitFor();
    await workbench.status(/0\/2 · \d+ s left/).waitFor();
    await takePicture(session(), 'comparing');
    await notification.hover();
    await notification.getByRole('button', { name: 'Cancel' }).click();
    expect(await measuringProcessesLeft(server, 5000)).toEqual([]);
    await workbench.status(/Laptime: .*cancelled/).waitFor();
    expect(state()).toEqual(before);
  });

  it('says the verdict beside each benchmark, above it, in its gutter and in the status bar', async () => {
    const { workbench, page } = session();
    await workbench.testRow('sum').click({ button: 'right' });
    await page.locator('.context-view .action-label, .monaco-menu .action-label').getByText('Compare With…', { exact: true }).waitFor();
    await takePicture(session(), 'compare-menu');
    await page.keyboard.press('Escape');
    await workbench.focusEditor(BENCH);
    await workbench.command('Laptime: Compare Benchmarks in File With…', { stays: true });
    await workbench.pick('your uncommitted changes');
    const status = workbench.status(/Laptime: 1 slower, 1 (?:same|inconclusive|faster)/);
    await status.waitFor();
    await expect.poll(() => status.getAttribute('class')).toContain('warning-kind');
    await expect.poll(() => workbench.testRow('sum').innerText()).toMatch(/[\d.]+ % slower, ± [\d.]+ % · against HEAD/);
    await expect.poll(() => workbench.testRow('product').innerText()).toMatch(/(?:same|inconclusive|faster).* · against HEAD/);
    await expect.poll(() => lensesAt(session(), BENCH, "bench('sum'")).toMatch(AGAINST);
    await expect.poll(() => glyphAt(session(), BENCH, "bench('sum'")).toContain('testing-failed');
    await expect.poll(() => glyphAt(session(), BENCH, "bench('product'")).not.toContain('testing-failed');
    await takePictures(session(), 'compared');
  });

  it('keeps the verdict over the name, and in the status bar with what can be done next', async () => {
    const { workbench, page } = session();
    await workbench.editor(BENCH).locator('.view-line span').getByText("'sum'", { exact: true }).hover();
    await page.locator('.monaco-hover').filter({ hasText: 'Last comparison' }).waitFor();
    await takePicture(session(), 'compared-hover');
    await page.mouse.move(0, 0);
    await workbench.status(/Laptime: 1 slower/).hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'Compare with…' });
    await hover.waitFor();
    await expect.poll(() => hover.innerText()).toMatch(/▲ sum.*slower/s);
    await takePicture(session(), 'compared-status');
    await hover.getByText('Copy as Markdown').click();
    await expect.poll(() => workbench.clipboard()).toMatch(/sum/);
  });

  it('shows both sides in the panel, and what changed between the two revisions', async () => {
    const { workbench, page } = session();
    // Room for the panel beside the code.
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.status(/Laptime: 1 slower/).click();
    const panel = workbench.webview();
    await panel.getByRole('button', { name: 'sum', exact: true }).waitFor();
    await expect.poll(() => panel.locator('body').innerText()).toMatch(/HEAD.*work tree.*slower/s);
    await takePictures(session(), 'compared-panel');
    await panel.getByRole('button', { name: 'sum', exact: true }).click();
    await takePictures(session(), 'compared-detail');
    await panel.getByRole('button', { name: 'Show changes' }).click();
    await page.locator('.tab').filter({ hasText: 'HEAD ↔ work tree' }).waitFor();
    await page.locator('.monaco-diff-editor .view-line').filter({ hasText: '1300' }).first().waitFor();
    await takePicture(session(), 'compared-changes');
  });
});
