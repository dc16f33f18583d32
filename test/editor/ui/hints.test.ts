import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const FILE = 'src/orders.ts';
const PROFILE = 'orders.cpuprofile';
const TEXT = `export interface Order {
  readonly id: string;
}

export function byId(orders: readonly Order[]): Record<string, Order> {
  return orders.reduce((all, order) => ({ ...all, [order.id]: order }), {});
}

export function idsOf(orders: readonly Order[]): string[] {
  return orders.reduce((all: string[], order) => [...all, order.id], []);
}
`;
/** From 1: that of the spread in \`byId\`. */
const HOT_LINE = 6;
const TYPED = 'export const roots = (paths: readonly string[]) => paths.filter((path) => /^root/.test(path));';

/** Nine tenths of it fell on the hot line, and nothing on the rest of the file. */
function profileOf(file: string): unknown {
  const frame = (functionName: string, url: string) => ({ functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 });
  const url = pathToFileURL(file).href;
  const nodes = [
    { id: 1, callFrame: frame('(root)', ''), hitCount: 0, children: [2, 3] },
    { id: 2, callFrame: frame('byId', url), hitCount: 90, positionTicks: [{ line: HOT_LINE, ticks: 90 }] },
    { id: 3, callFrame: frame('other', `${url}.js`), hitCount: 11, positionTicks: [{ line: 1, ticks: 11 }] },
  ];
  const samples = Array.from({ length: 101 }, (_, index) => (index < 90 ? 2 : 3));
  return { nodes, startTime: 0, endTime: 101_000, samples, timeDeltas: samples.map(() => 1000) };
}

const session = sessionForTests({
  openFile: `${FILE}:1`,
  settings: {
    'editor.autoClosingBrackets': 'never',
    'editor.autoClosingQuotes': 'never',
    'editor.quickSuggestions': { other: 'off' },
    'editor.suggestOnTriggerCharacters': false,
    'editor.hover.delay': 100,
    'workbench.editorAssociations': { '*.cpuprofile': 'laptime.profile' },
  },
  prepare(folder) {
    writeFileSync(path.join(folder, FILE), TEXT);
    writeFileSync(path.join(folder, PROFILE), JSON.stringify(profileOf(path.join(folder, FILE))));
  },
});

const editor = () => session().workbench.editor(FILE);
/** Of what is measured to gain something, a hot one is a warning. */
const squiggles = () => editor().locator('.squiggly-info, .squiggly-warning');
const actions = () => session().page.locator('.action-widget .monaco-list-row');

async function write(text: string): Promise<void> {
  await session().workbench.focusEditor(FILE);
  await session().page.keyboard.press('Control+End');
  await session().page.keyboard.type(text);
}

describe('a hint', () => {
  it('says its share of the profile that is open', async () => {
    const { page, workbench } = session();
    // The first thing in the window: the extension may still be starting.
    await expect.poll(() => squiggles().count(), { timeout: 90_000 }).toBe(2);
    const widget = await workbench.palette(PROFILE);
    await widget.locator('.quick-input-list .monaco-list-row').filter({ hasText: PROFILE }).first().click();
    await workbench.webview().locator('.details-name').waitFor({ timeout: 60_000 });
    await workbench.openFile(FILE, HOT_LINE);
    await workbench.command('View: Focus Problems (Errors, Warnings, Infos)', { stays: true });
    await page
      .locator('.markers-panel')
      .getByText(/90 % of the profile ·/)
      .first()
      .waitFor();
    await takePictures(session(), 'hints-hot');
    await workbench.command('Laptime: Clear Profile');
    await workbench.closeAll();
  });

  it('comes while somebody types, and says what is slow', async () => {
    const { page } = session();
    await session().workbench.openFile(FILE);
    await expect.poll(() => squiggles().count()).toBe(2);
    await write(TYPED);
    await expect.poll(() => squiggles().count()).toBe(3);
    await editor().locator('.view-line').filter({ hasText: 'roots' }).getByText('test').hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'prefer-starts-ends-with' });
    await hover.waitFor();
    await takePicture(session(), 'hint-hover');
    await page.keyboard.press('Escape');
    await page.mouse.move(0, 0);
    await takePictures(session(), 'hints');
  });

  it('is mended by a click in the light bulb', async () => {
    const { page, workbench } = session();
    await workbench.focusEditor(FILE);
    await page.keyboard.press('Control+End');
    for (let left = TYPED.length - TYPED.indexOf('test'); left > 0; left -= 1) await page.keyboard.press('ArrowLeft');
    const bulb = editor()
      .locator('.codicon-light-bulb, .codicon-gutter-lightbulb-auto-fix, .codicon-lightbulb-autofix, .lightBulbWidget')
      .first();
    await bulb.waitFor();
    await bulb.click();
    await actions().filter({ hasText: 'Turn off prefer-starts-ends-with for this line' }).waitFor();
    await takePictures(session(), 'hint-actions', async () => {
      if (!(await actions().first().isVisible())) await page.keyboard.press('Control+.');
      await actions().first().waitFor();
    });
    await actions().filter({ hasText: 'startsWith' }).first().click();
    await expect.poll(() => editor().locator('.view-line').filter({ hasText: 'roots' }).innerText()).toContain('startsWith');
    await expect.poll(() => squiggles().count()).toBe(2);
  });

  it('is there at the level that is chosen, and has a page', async () => {
    const { page, workbench } = session();
    await workbench.command('View: Focus Problems (Errors, Warnings, Infos)', { stays: true });
    await page.locator('.markers-panel a').filter({ hasText: 'no-accumulating-spread' }).first().click();
    await page.locator('.tab').filter({ hasText: 'no-accumulating-spread' }).waitFor();
    await workbench.webview().getByRole('heading').first().waitFor();
    await takePicture(session(), 'hint-page');
    await workbench.openFile(FILE);
    await workbench.command('Laptime: Choose Hint Level…', { stays: true });
    await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'conservative' }).waitFor();
    await takePicture(session(), 'hint-levels');
    await workbench.pick('conservative');
    await expect.poll(() => squiggles().count()).toBe(0);
    await page
      .locator('.statusbar-item')
      .filter({ has: page.locator('.codicon-bracket, .codicon-bracket-dot, .codicon-json') })
      .first()
      .click();
    await page.locator('.hover-language-status').getByText('Hints: conservative').waitFor();
    await takePicture(session(), 'hint-level-item');
  });
});
