import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lineOf } from './support/lines.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const SEARCH = 'src/search.ts';
const WORDS = 'src/words.ts';
const PROFILE = 'search.cpuprofile';
const BEFORE = 'before.cpuprofile';

/** Searches the catalogue of the examples, `scans` times by reading it and 10 times by an index, in the Node of the tests. */
const script = (scans: number) => `
import { registerHooks } from 'node:module';
registerHooks({
  resolve: (name, context, next) =>
    next(name.startsWith('@shelf/') ? new URL(\`./src/\${name.slice(7)}\`, import.meta.url).href : name, context),
});
const { makeCatalogue } = await import('./src/catalogue.ts');
const { buildIndex, scanCatalogue, searchIndex } = await import('./src/search.ts');
const products = makeCatalogue(1000);
for (let round = 0; round < ${scans}; round += 1) scanCatalogue(products, 'folding garden lamp');
for (let round = 0; round < 10; round += 1) searchIndex(buildIndex(products), 'folding garden lamp');
`;

function record(folder: string, name: string, scans: number): void {
  const file = path.join(folder, 'search.mjs');
  writeFileSync(file, script(scans));
  execFileSync(process.execPath, ['--cpu-prof', `--cpu-prof-name=${name}`, '--cpu-prof-interval=200', file], {
    cwd: folder,
    stdio: 'ignore',
  });
}

const session = sessionForTests({
  openFile: `${SEARCH}:1`,
  settings: { 'testing.automaticallyOpenTestResults': 'neverOpen' },
  prepare(folder) {
    record(folder, BEFORE, 100);
    record(folder, PROFILE, 300);
    writeFileSync(path.join(folder, 'broken.cpuprofile'), readFileSync(path.join(folder, PROFILE)).subarray(0, 2000));
  },
});

const page = () => session().workbench.webview();
const selected = () => page().locator('.details-name');

/** Shares behind the text of the lines that are on the screen. */
function shares(file: string): Promise<string[]> {
  return session()
    .workbench.editor(file)
    .locator('.view-line span')
    .evaluateAll((spans) => {
      const texts = spans.map((span) => getComputedStyle(span, '::after').content.replaceAll(/^"|"$/g, ''));
      return texts.filter((text) => text.endsWith('%'));
    });
}

/** Puts the profile where those are that Laptime records. */
function keepAsRecorded(folder: string, title: string): string {
  const profiles = path.join(folder, '.git/laptime/profiles');
  mkdirSync(profiles, { recursive: true });
  const source = { kind: 'program', command: ['node', 'search.mjs'] };
  const facts = { laptimeVersion: '0.1.0', kind: 'cpu', source, title, recordedAt: new Date().toISOString(), nodeVersion: process.version };
  const recording = { ...facts, root: folder, commit: null, interval: 200, iterations: null, slowdown: null };
  const file = path.join(profiles, `20260101-100000-${title.replaceAll(' ', '-')}.cpuprofile`);
  const body = readFileSync(path.join(folder, PROFILE), 'utf8').slice(1);
  writeFileSync(file, `{"laptime":${JSON.stringify({ recording, sourceMaps: {} })},${body}`);
  return file;
}

/** A row of the list of hot functions. */
const row = (text: string | RegExp) => session().page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text });

/** Chooses in the menu that opens on a file of the explorer. */
async function chooseOn(file: string, title: string): Promise<void> {
  const { page } = session();
  await page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: file }).first().click({ button: 'right' });
  const item = page.locator('.monaco-menu .action-menu-item').filter({ hasText: title }).first();
  // A menu takes no click right after it has opened.
  for (let attempt = 1; attempt === 1 || (await item.isVisible()); attempt += 1) {
    await item.click();
    await page.waitForTimeout(200);
  }
}

/** Answers the dialog for a file, which in a browser is a box for its path, once it has what it offers. */
async function chooseFile(file: string, offered: string | RegExp = /\/$/): Promise<void> {
  const { page } = session();
  const widget = page.locator('.quick-input-widget');
  const box = widget.locator('.quick-input-box input');
  await expect.poll(() => box.inputValue()).toMatch(offered);
  // It goes on putting folders into the box while it lists them, and drops an answer that comes too early.
  for (let attempt = 1; attempt <= 100 && (await widget.isVisible()); attempt += 1) {
    const isIn = (await box.inputValue({ timeout: 2000 }).catch(() => '')) === file;
    if (isIn) await page.keyboard.press('Enter');
    else await box.fill(file, { timeout: 2000 }).catch(() => undefined);
    // To fill it again has it begin to list again.
    await widget.waitFor({ state: 'hidden', timeout: 500 }).catch(() => undefined);
  }
}

describe('a profile in the editor', () => {
  beforeAll(async () => {
    const { workbench } = session();
    await workbench.editor(SEARCH).waitFor();
    await workbench.command('File: Focus on Files Explorer');
  });

  it('opens from the explorer, beside the code that it heats', async () => {
    const { workbench } = session();
    await chooseOn(PROFILE, 'Open Profile…');
    await selected().waitFor();
    await expect.poll(() => shares(SEARCH).then((all) => all.length)).toBeGreaterThan(0);
    // What is selected is the end of the hottest path, and that is in the library.
    await expect.poll(() => selected().innerText()).toMatch(/words|scanCatalogue|anonymous|includes|toLowerCase/);
    await workbench.notification('Open CPU and heap profiles with Laptime').waitFor();
    await takePicture(session(), 'profile-offer');
    await session().page.getByRole('button', { name: 'Make Default' }).click();
    await takePictures(session(), 'profile');
  });

  it('lists its hot functions, each a click away from its source', async () => {
    const { workbench, page: window } = session();
    await window.locator('.activitybar .action-item a[aria-label^="Laptime"]').click();
    await row('words').first().waitFor();
    await row('words').first().locator('.monaco-tl-twistie').click();
    await row('scanCatalogue').or(row('(anonymous)')).first().waitFor();
    await row(/^words/)
      .first()
      .click();
    await workbench.editor(WORDS).waitFor();
    await expect.poll(() => shares(WORDS).then((all) => all.length)).toBeGreaterThan(0);
    await takePictures(session(), 'hot-functions');
  });

  it('says over a share what the line cost', async () => {
    const { page: window, workbench } = session();
    const marked = workbench.editor(WORDS).locator('.view-line span');
    const boxes = await marked.evaluateAll((spans) =>
      spans.flatMap((span) => {
        const { right, top, height } = span.getBoundingClientRect();
        return getComputedStyle(span, '::after').content.endsWith('%"') ? [{ x: right - 8, y: top + height / 2 }] : [];
      }),
    );
    await window.mouse.move(boxes[0]!.x, boxes[0]!.y, { steps: 3 });
    const hover = window.locator('.monaco-hover').filter({ hasText: 'Hide Heat' });
    await hover.waitFor();
    await expect.poll(() => hover.innerText()).toMatch(/self\s+total\s+samples\s+this line\s+[\d.]+ %[\s\S]+words\s+[\d.]+ %/);
    await takePicture(session(), 'heat-hover');
    await window.mouse.move(0, 0);
  });

  it('shows the function at the cursor in the flame graph', async () => {
    const { workbench } = session();
    await workbench.openFile(SEARCH, lineOf(session(), SEARCH, 'const ids = index.get(word) ?? []'));
    await workbench.command('Laptime: Show Function in Flame Graph');
    await expect.poll(() => selected().innerText()).toBe('buildIndex');
  });

  it('goes stale with an edit', async () => {
    const { page: window, workbench } = session();
    await workbench.openFile(SEARCH, 1);
    await expect.poll(() => shares(SEARCH).then((all) => all.length)).toBeGreaterThan(3);
    const before = await shares(SEARCH);
    await workbench.focusEditor(SEARCH);
    await window.keyboard.press('Control+Home');
    await window.keyboard.type('// edited\n');
    const style = () =>
      workbench
        .editor(SEARCH)
        .locator('.view-line span')
        .evaluateAll((spans) => {
          const styles = spans.map((span) => getComputedStyle(span, '::after'));
          return styles.filter(({ content }) => content.endsWith('%"')).map(({ fontStyle }) => fontStyle);
        });
    await expect.poll(style).toEqual(before.map(() => 'italic'));
    await expect.poll(() => shares(SEARCH)).toEqual(before);
    await takePicture(session(), 'heat-stale');
    await window.keyboard.press('Control+z');
    await workbench.command('File: Save');
  });

  it('opens by a click, and by drag and drop, as it is the default now; a reload keeps it and its heat', async () => {
    const { workbench, page: window } = session();
    await workbench.closeAll();
    await workbench.command('File: Focus on Files Explorer');
    const file = window.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: PROFILE });
    await file.dblclick();
    await selected().waitFor();
    await workbench.closeAll();
    await file.hover();
    await window.mouse.down();
    const place = (await window.locator('.part.editor').boundingBox())!;
    // The area says where a drop would land once something is dragged over it.
    await window.mouse.move(place.x + place.width / 2, place.y + place.height / 2, { steps: 10 });
    await window.locator('.editor-group-overlay-indicator').waitFor({ state: 'attached' });
    await window.mouse.move(place.x + place.width / 2 + 5, place.y + place.height / 2 + 5, { steps: 5 });
    await window.mouse.up();
    await selected().waitFor();
    await workbench.openFile(WORDS);
    await expect.poll(() => shares(WORDS).then((all) => all.length)).toBeGreaterThan(0);
    await window.locator('.tab').filter({ hasText: PROFILE }).click();
    await selected().waitFor();
    await page().getByRole('tab', { name: 'Functions' }).click();
    await workbench.stored(/laptime\.profile.{1,2000}functions/);
    await workbench.reload();
    await expect.poll(() => page().getByRole('tab', { name: 'Functions' }).getAttribute('aria-selected')).toBe('true');
    await workbench.openFile(WORDS);
    await expect.poll(() => shares(WORDS).then((all) => all.length)).toBeGreaterThan(0);
  });

  it('opens the lines that it lists', async () => {
    const { workbench } = session();
    await workbench.command('View: Close Editor');
    await workbench.editor(WORDS).waitFor({ state: 'detached' });
    await page().getByRole('tab', { name: 'Lines' }).click();
    await page()
      .getByRole('button', { name: /^src\/words\.ts:\d+$/ })
      .first()
      .click();
    await workbench.editor(WORDS).waitFor();
  });

  it('is saved in another form', async () => {
    const { page: window } = session();
    await window.locator('.tab').filter({ hasText: PROFILE }).click();
    await page().getByRole('button', { name: 'Save As…' }).click();
    await page().getByRole('menuitem', { name: 'Collapsed stacks' }).click();
    const saved = path.join(session().folder, 'search.folded');
    await chooseFile(saved, saved);
    await expect.poll(() => existsSync(saved) && readFileSync(saved, 'utf8')).toMatch(/scanCatalogue.*;words.* \d+/);
  });

  it('is listed where it was recorded, opened from there, and removed', async () => {
    const { workbench, page: window } = session();
    const recorded = keepAsRecorded(session().folder, 'search the catalogue');
    const other = keepAsRecorded(session().folder, 'another one');
    await workbench.closeAll();
    await workbench.command('Laptime: Open Recorded Profile…', { stays: true });
    const rows = window.locator('.quick-input-widget .monaco-list-row');
    await expect.poll(() => rows.count()).toBe(2);
    await rows.filter({ hasText: 'another one' }).hover();
    await takePicture(session(), 'recorded-profiles');
    await rows.filter({ hasText: 'another one' }).getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await expect.poll(() => [existsSync(recorded), existsSync(other)]).toEqual([true, false]);
    await rows.click();
    await page().getByRole('heading', { name: 'search the catalogue' }).waitFor();
    await window.locator('.activitybar .action-item a[aria-label^="Laptime"]').click();
    await window.locator('.part.sidebar').getByText('Self · total of search the catalogue').waitFor();
    await workbench.command('Laptime: Clear Profile');
    await window.locator('.part.sidebar').getByRole('button', { name: 'Open Profile' }).waitFor();
    await takePicture(session(), 'hot-functions-none');
  });

  it('is compared with another one, also after a reload', async () => {
    const { workbench, page: window } = session();
    await workbench.closeAll();
    await workbench.command('File: Focus on Files Explorer');
    await chooseOn(PROFILE, 'Open Profile…');
    await selected().waitFor();
    await page().getByRole('button', { name: 'Compare With…' }).click();
    await workbench.pick('Choose a File…');
    await chooseFile(path.join(session().folder, BEFORE));
    await window
      .locator('.tab')
      .filter({ hasText: `${BEFORE} ↔ ${PROFILE}` })
      .waitFor();
    await page().getByText('more in the candidate').waitFor();
    await takePictures(session(), 'profile-difference');
    await workbench.stored(/difference.{1,400}before\.cpuprofile/);
    await workbench.reload();
    await page().getByText('more in the candidate').waitFor();
  });

  it('says at which byte it is broken', async () => {
    const { workbench } = session();
    await workbench.closeAll();
    await workbench.command('File: Focus on Files Explorer');
    await chooseOn('broken.cpuprofile', 'Open Profile…');
    await page()
      .getByText(/broken\.cpuprofile cannot be read.*byte \d+/)
      .waitFor();
    await takePicture(session(), 'profile-broken');
  });

  it('opens in a window without a folder', async () => {
    const { workbench, page: window, folder } = session();
    await workbench.closeAll();
    await Promise.all([window.waitForEvent('framenavigated'), workbench.command('Workspaces: Close Workspace')]);
    await workbench.ready();
    await workbench.command('Laptime: Open Profile…', { stays: true });
    await chooseFile(path.join(folder, PROFILE));
    await selected().waitFor();
    await takePicture(session(), 'profile-without-folder');
  });
});
