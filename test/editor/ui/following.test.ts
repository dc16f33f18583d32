import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { glyphAt, lensesAt } from './support/lines.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const SLOW = 'bench/slow.bench.js';
const session = sessionForTests({ source: 'test/editor/workspace', openFile: `${SLOW}:1` });

describe('the Testing view', () => {
  it('follows what is typed, before it is saved', async () => {
    const { workbench, page } = session();
    await workbench.command('Testing: Focus on Test Explorer View');
    await workbench.expandTest('slow.bench.js');
    await workbench.testRow('third').waitFor();
    await workbench.focusEditor(SLOW);
    await page.keyboard.press('Control+End');
    // As one insertion: brackets would be closed by the editor, too.
    await page.keyboard.insertText("\nbench('typed just now', () => sleep(20));\n");
    await workbench.testRow('typed just now').waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    await expect.poll(() => glyphAt(session(), SLOW, 'typed just now')).toContain('testing-run');
    await expect.poll(() => lensesAt(session(), SLOW, 'typed just now')).toMatch(/Run\W*Profile$/);

    await workbench.focusEditor(SLOW);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText("import { bench } from 'laptime';\n\nbench('alone', () => 1);\n");
    await workbench.testRow('typed just now').waitFor({ state: 'detached' });
    await workbench.testRow('alone').waitFor();
  });

  it('follows renames and deletes on disk, and new files', async () => {
    const { workbench, folder } = session();
    const at = (file: string) => path.join(folder, 'bench', file);
    renameSync(at('trouble.bench.js'), at('renamed.bench.js'));
    await workbench.testRow('renamed.bench.js').waitFor();
    await workbench.testRow('trouble.bench.js').waitFor({ state: 'detached' });
    await workbench.expandTest('renamed.bench.js');
    await workbench.testRow('loops for ever').waitFor();
    rmSync(at('renamed.bench.js'));
    await workbench.testRow('renamed.bench.js').waitFor({ state: 'detached' });
    writeFileSync(at('made.bench.js'), "import { bench } from 'laptime';\nbench('made on disk', () => 1);\n");
    await workbench.expandTest('made.bench.js');
    await workbench.testRow('made on disk').waitFor();
  });
});

describe('the way in', () => {
  it('is a walkthrough of five steps', async () => {
    const { workbench, page } = session();
    await workbench.command('Laptime: Open Walkthrough');
    const walkthrough = page.locator('.gettingStartedContainer');
    for (const step of [
      'Write a benchmark, or open one you have',
      'Run it',
      'Read the result',
      'Keep it fast',
      'See what a program does',
    ]) {
      await walkthrough
        .getByRole('button', { name: step })
        .or(walkthrough.locator('.step-title', { hasText: step }))
        .first()
        .waitFor();
    }
    const picture = page.frameLocator('.getting-started-media iframe').frameLocator('iframe#active-frame').locator('svg');
    await picture.waitFor();
    const fill = () =>
      picture
        .locator('rect')
        .first()
        .evaluate((card) => (globalThis as unknown as { getComputedStyle(of: unknown): { fill: string } }).getComputedStyle(card).fill);
    await expect.poll(fill, { message: 'takes its colours from the theme' }).toBe('rgb(31, 31, 31)');
    // A narrow window leaves the picture out.
    await takePictures(session(), 'walkthrough', async (size) => {
      if (size === 'wide') await picture.waitFor();
    });
    await workbench.command('View: Close Editor');
  });

  it('completes and explains laptime.config.json', async () => {
    const { workbench, page, folder } = session();
    const config = 'laptime.config.json';
    writeFileSync(path.join(folder, config), '{\n  "preset": \n}\n');
    await workbench.openFile(config, 2, 13);
    await workbench.focusEditor(config);
    const suggestions = page.locator('.suggest-widget .monaco-list-row');
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+Space');
          return (await suggestions.allInnerTexts()).map((text) => text.split('\n')[0]);
        },
        { interval: 500 },
      )
      .toEqual(expect.arrayContaining(['"quick"', '"standard"', '"thorough"']));
    await takePicture(session(), 'config');
    await page.keyboard.press('Escape');
    await page.keyboard.insertText('"slow"');
    await workbench.editor(config).locator('.squiggly-warning, .squiggly-error').first().waitFor();
    await workbench.command('File: Revert File');
  });

  it('starts a bench file from a template', async () => {
    const { workbench, page } = session();
    await workbench.command('Laptime: New Bench File…', { stays: true });
    const box = page.locator('.quick-input-widget .quick-input-box input');
    await expect.poll(() => box.inputValue()).toMatch(/\.bench\.js$/);
    await box.fill('bench/begun.bench.js');
    await page.keyboard.press('Enter');
    await workbench.editor('bench/begun.bench.js').waitFor();
    await workbench.expandTest('begun.bench.js');
    await takePicture(session(), 'new-file');
  });
});
