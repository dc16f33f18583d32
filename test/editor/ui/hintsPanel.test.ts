import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const FILE = 'src/invoices.ts';
const PROFILE = 'invoices.cpuprofile';
const TEXT = `export function byId(invoices: readonly { id: string }[]) {
  return invoices.reduce((all, invoice) => ({ ...all, [invoice.id]: invoice }), {});
}
`;

/** Three quarters of it fell on the second line. */
function profileOf(file: string): unknown {
  const frame = (functionName: string, url: string) => ({ functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 });
  const url = pathToFileURL(file).href;
  const nodes = [
    { id: 1, callFrame: frame('(root)', ''), hitCount: 0, children: [2, 3] },
    { id: 2, callFrame: frame('byId', url), hitCount: 75, positionTicks: [{ line: 2, ticks: 75 }] },
    { id: 3, callFrame: frame('other', `${url}.js`), hitCount: 26, positionTicks: [{ line: 1, ticks: 26 }] },
  ];
  const samples = Array.from({ length: 101 }, (_, index) => (index < 75 ? 2 : 3));
  return { nodes, startTime: 0, endTime: 101_000, samples, timeDeltas: samples.map(() => 1000) };
}

const session = sessionForTests({
  openFile: `${FILE}:1`,
  settings: { 'workbench.editorAssociations': { '*.cpuprofile': 'laptime.profile' } },
  prepare(folder) {
    writeFileSync(path.join(folder, FILE), TEXT);
    writeFileSync(path.join(folder, PROFILE), JSON.stringify(profileOf(path.join(folder, FILE))));
  },
});

describe('hints in the panel', () => {
  it('are shown with the heat of the profile that is open, and a click opens their line', async () => {
    const { page, workbench } = session();
    await expect.poll(() => workbench.editor(FILE).count(), { timeout: 90_000 }).toBe(1);
    const widget = await workbench.palette(PROFILE);
    await widget.locator('.quick-input-list .monaco-list-row').filter({ hasText: PROFILE }).first().click();
    await workbench.webview().locator('.details-name').waitFor({ timeout: 60_000 });
    await workbench.closeAll();
    await workbench.openFile(FILE);
    await workbench.command('Laptime: Show Hints of Workspace');
    const panel = workbench.webview();
    const line = panel
      .getByRole('treegrid')
      .locator('[aria-level="2"]')
      .filter({ hasText: `${FILE}:2` });
    await line.waitFor({ timeout: 60_000 });
    expect(await line.innerText()).toMatch(/copies the whole object[\s\S]*75 %/u);
    await takePictures(session(), 'hints-panel');
    await line.click();
    await expect.poll(() => workbench.editor(FILE).locator('.line-numbers.active-line-number').innerText()).toBe('2');
    await panel.locator('.choice label').filter({ hasText: 'Suggestions' }).click();
    const first = panel.getByRole('article').first();
    await first.getByText('Steps and example').click();
    expect(await first.innerText()).toMatch(/Saves up to 7[0-4] % of the profile/);
    await takePictures(session(), 'hints-suggestions');
    await panel
      .locator('.choice label')
      .filter({ hasText: /^Hints$/u })
      .click();
    await panel.getByRole('button', { name: 'no-accumulating-spread' }).first().click();
    await expect.poll(() => page.locator('.tab').allInnerTexts()).toContainEqual(expect.stringMatching(/no-accumulating-spread/u));
    await workbench.closeAll();
  });
});
