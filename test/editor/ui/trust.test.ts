import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { glyphAt } from './support/lines.ts';
import { measuringProcesses } from './support/processes.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const WORDS = 'bench/words.bench.ts';
const SLOW = 'src/slow.ts';
const ALERT = 'Some memory is used';
const session = sessionForTests({
  source: 'test/editor/workspace',
  asksForTrust: true,
  prepare(folder) {
    writeFileSync(path.join(folder, SLOW), 'export const one = (all: string[]) => all.filter((each) => /^a/.test(each)).length > 0;\n');
    // Holds on any machine, as soon as somebody looks.
    const rule = { id: 'memory', title: ALERT, metric: 'machine.memory.used', above: 1, for: '1 s' };
    configure(folder, { alerts: { defaults: false, groupWait: '1 s', rules: [rule] } });
  },
});

describe('a workspace that is not trusted', () => {
  it('has its benchmarks listed without trust', async () => {
    const { workbench } = session();
    await workbench.status('Restricted Mode').waitFor();
    await workbench.command('Testing: Focus on Test Explorer View');
    await workbench.testRow('words.bench.ts').waitFor();
    await workbench.openFile(WORDS);
    await workbench.expandTest('words.bench.ts');
    await workbench.expandTest('joining words');
    await workbench.testRow('loop').waitFor();
    await expect.poll(() => glyphAt(session(), WORDS, "group('joining words'")).toContain('testing-run');
  });

  it('has the machine shown, but no program watched and no rule of alerts followed', async () => {
    const { workbench, page } = session();
    // So many looks take longer than the rule does.
    const machine = workbench.status(/\d % [▁-█]{4}/u);
    await machine.waitFor();
    expect(await workbench.notification(ALERT).count()).toBe(0);
    await machine.hover();
    await page.locator('.monaco-hover').getByRole('link', { name: 'Watch Program…' }).click();
    await workbench.notification(/looks into code of this workspace, and the workspace is not trusted/).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('has hints, and fixes that are not measured', async () => {
    const { workbench, page, server } = session();
    await workbench.openFile(SLOW);
    const marked = workbench.editor(SLOW).locator('.squiggly-info, .squiggly-warning');
    await marked.first().waitFor();
    await workbench.openFile(SLOW, 1, 65);
    await workbench.focusEditor(SLOW);
    const refusal = workbench.notification(/Measuring a fix executes code of this workspace, and the workspace is not trusted/);
    const isRefused = async () => {
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Measure this fix: Use startsWith' }).click();
      // A menu that is drawn anew while somebody clicks takes no notice.
      const seen = refusal.waitFor({ timeout: 15_000 });
      return seen.then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isRefused).toBe(true);
    expect(measuringProcesses(server)).toEqual([]);
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.openFile(WORDS);
  });

  it('is told plainly why nothing is run', async () => {
    const { workbench, server } = session();
    await workbench.command('Laptime: Run All Benchmarks');
    const notification = workbench.notification(/executes code of this workspace, and the workspace is not trusted/);
    await notification.waitFor();
    await takePicture(session(), 'untrusted');
    expect(measuringProcesses(server)).toEqual([]);
    await notification.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await workbench.page.locator('.workspace-trust-editor').waitFor();
    await workbench.command('View: Close Editor');
  });

  it.each([
    ...['Compare With…', 'Find the Commit That Made It Slower…', 'Measure Commits…'],
    ...['Profile Benchmarks in File', 'Profile npm Script…', 'Attach To Node Process…', 'Profile Both Sides of a Comparison'],
  ])('is told so before it is asked anything: %s', async (title) => {
    const { workbench, page, server } = session();
    await workbench.command(`Laptime: ${title}`, { stays: true });
    await workbench
      .notification(/(?:executes code of this workspace|reads the code that it runs), and the workspace is not trusted/)
      .waitFor();
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    expect(measuringProcesses(server)).toEqual([]);
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('is told so in the panel, and can be trusted from there', async () => {
    const { workbench, page, server } = session();
    await workbench.command('View: Close All Editors');
    await workbench.command('Laptime: Show Panel');
    const panel = workbench.webview();
    await panel.getByRole('heading', { name: 'This workspace is not trusted' }).waitFor();
    await takePictures(session(), 'untrusted-panel');
    await panel.getByRole('button', { name: 'Manage workspace trust' }).click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench.status('Restricted Mode').waitFor({ state: 'detached' });
    await workbench.command('Laptime: Show Panel');
    await panel.getByRole('heading', { name: 'Nothing measured yet' }).waitFor();
    expect(measuringProcesses(server)).toEqual([]);
  });

  it('has its rules of alerts followed from then on', async () => {
    const { workbench, page } = session();
    await workbench.command('Notifications: Show Notifications');
    await page.locator('.notifications-center .notification-list-item').filter({ hasText: ALERT }).waitFor();
  });
});
