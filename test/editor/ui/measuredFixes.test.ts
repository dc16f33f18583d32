import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../cli/support/cli.ts';
import { lineOf } from './support/lines.ts';
import { measuringProcesses, until } from './support/processes.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const FILE = 'src/readings.js';
/** What is marked, up to its name. */
const FASTER = 'wanted.includes';
const NO_DIFFERENCE = 'newest.filter';
const BROKEN = 'before.indexOf';

const session = sessionForTests({ source: 'examples/fixes', openFile: `${FILE}:1` });

const text = () => readFileSync(path.join(session().folder, FILE), 'utf8');
const actions = () => session().page.locator('.action-widget .monaco-list-row');
const verdict = () => session().workbench.notification(/(?:Look up in a Set|Use some): /);

/** How many measured fixes were written and how many were not, as the command line tells of this repository. */
async function keptGains(): Promise<{ readonly fixes: number; readonly left: number } | null> {
  const { folder } = session();
  const { code, stdout, stderr } = await runCli(['hints', '--suggestions', '--format', 'json'], { folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { gains } = JSON.parse(stdout) as { readonly gains: { readonly fixes: number; readonly left: number } | null };
  return gains && { fixes: gains.fixes, left: gains.left };
}

/** Measures the fix of a hint from the light bulb's menu, and waits for what came of it. */
async function measure(marked: string): Promise<string> {
  const { page, workbench, server } = session();
  const line = lineOf(session(), FILE, marked);
  const column = text().split('\n')[line - 1]!.indexOf(marked) + marked.length;
  await workbench.openFile(FILE, line, column);
  await workbench.focusEditor(FILE);
  const action = actions().filter({ hasText: 'Measure this fix' }).first();
  // The editor takes no question back while the language starts.
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+.');
      return action.waitFor({ timeout: 3000 }).then(
        () => true,
        () => page.keyboard.press('Escape').then(() => false),
      );
    })
    .toBe(true);
  await action.click();
  await verdict().waitFor({ timeout: 120_000 });
  await until(
    'nothing is left',
    () => measuringProcesses(server),
    (left) => left.length === 0,
  );
  return verdict().innerText();
}

describe('a fix that is measured', () => {
  it('is much faster, is looked at, and applied by a click', async () => {
    const { page, workbench } = session();
    // The first thing in the window: the extension may still be starting.
    await expect.poll(() => workbench.editor(FILE).locator('.squiggly-info, .squiggly-warning').count(), { timeout: 90_000 }).toBe(3);
    const told = await measure(FASTER);
    expect(told).toMatch(/[\d.]+ times faster \([\d.]+ to [\d.]+\), \d+ tests? pass(?:es)?, outputs equal/);
    await takePictures(session(), 'fix-faster');
    await verdict().getByRole('button', { name: 'Show Diff' }).click();
    await page.locator('.tab').filter({ hasText: 'fixed' }).waitFor();
    await page.locator('.diff-editor .char-insert, .monaco-diff-editor .line-insert').first().waitFor();
    await takePicture(session(), 'fix-diff');
    await verdict().getByRole('button', { name: 'Apply' }).click();
    await workbench.openFile(FILE);
    await expect.poll(() => workbench.editor(FILE).locator('.view-lines').innerText()).toMatch(/new\sSet\(wanted\)/);
    await workbench.command('File: Save');
    await expect.poll(text).toMatch(/new Set\(wanted\)/);
    // What it gained stays with the history of the repository.
    await expect.poll(keptGains).toEqual({ fixes: 1, left: 0 });
  });

  it('makes no difference, and is discarded', async () => {
    const before = text();
    expect(await measure(NO_DIFFERENCE)).toMatch(/no difference \(within 10 %\)/);
    await takePicture(session(), 'fix-no-difference');
    await verdict().getByRole('button', { name: 'Discard' }).click();
    await verdict().waitFor({ state: 'detached' });
    expect(text()).toBe(before);
    await expect.poll(keptGains).toEqual({ fixes: 1, left: 1 });
  });

  it('breaks a test, is refused, and cannot be applied', async () => {
    const before = text();
    expect(await measure(BROKEN)).toMatch(/Refused/);
    expect(await verdict().getByRole('button', { name: 'Apply' }).count()).toBe(0);
    await takePictures(session(), 'fix-refused');
    await verdict().getByRole('button', { name: 'Discard' }).click();
    expect(text()).toBe(before);
  });
});
