import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lineOf, lensesAt } from './support/lines.ts';
import { measuringProcessesLeft } from './support/processes.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';

const BENCH = 'bench/search.bench.ts';
const SEARCH = 'src/search.ts';
const LOOK_UP = "bench('index, look ids up'";
/** Where a search that looks each id up spends its time. */
const HOT_LINE = 'others.every((list) => list.includes(id))';

const server = `const http = require('node:http');
function burn(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end) Math.sqrt(end);
}
http.createServer((request, response) => response.end(String(burn(5)))).listen(0, '127.0.0.1', function () {
  const { port } = this.address();
  require('node:fs').writeFileSync(__dirname + '/port.txt', String(port));
  // It asks itself.
  setInterval(() => http.get({ port, host: '127.0.0.1' }, (response) => response.resume()), 10);
});
`;

const SICK = 'bench/sick.bench.ts';
const sick = `import { bench } from 'laptime';

class Session {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}
const open: Session[] = [];
let id = 0;

bench('open a session', () => {
  id += 1;
  open.push(new Session(id));
});

const items: { readonly price: number }[] = [];
for (let i = 0; i < 600; i += 1) items.push({ ['kind' + (i % 6)]: true, price: i });

bench('add prices', () => {
  let sum = 0;
  for (const item of items) sum += item.price;
  return sum;
});
`;

const session = sessionForTests({
  openFile: `${BENCH}:1`,
  settings: { 'testing.automaticallyOpenTestResults': 'neverOpen' },
  prepare(folder) {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as object;
    const scripts = { start: 'node server.cjs', once: 'node -e "for (let i = 0; i < 3e8; i++) Math.sqrt(i)"' };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, scripts }, null, 2));
    writeFileSync(path.join(folder, 'server.cjs'), server);
    writeFileSync(path.join(folder, SICK), sick);
  },
});

let attached: ChildProcess | undefined;
afterAll(() => attached?.kill('SIGKILL'));

const page = () => session().workbench.webview();
const hotRow = () => session().page.locator('.part.sidebar .monaco-list-row').first();
const recording = () => session().workbench.notification(/(?:CPU|heap) profile of/);

/** What stands behind the lines that are on the screen, by their text. */
async function heat(file: string): Promise<Record<string, string>> {
  const lines = await session()
    .workbench.editor(file)
    .locator('.view-line')
    .evaluateAll((all) =>
      all.flatMap((line) => {
        const behind = [...line.querySelectorAll('span')].map((span) => getComputedStyle(span, '::after'));
        const share = behind.find(({ content }) => content.endsWith('%"'));
        return share ? [[(line.textContent ?? '').replaceAll('\u00A0', ' ').trim(), `${share.content} ${share.fontStyle}`] as const] : [];
      }),
    );
  return Object.fromEntries(lines);
}

const shareOf = (text: string | undefined) => Number(/[\d.]+/.exec(text ?? '')?.[0] ?? Number.NaN);

describe('profiling a benchmark of the example', () => {
  it('by a click on Profile above it tells how far it is, and how it can be ended', async () => {
    const { workbench, server: vscode } = session();
    // The first thing in the window: the extension may still be starting.
    await workbench.lens('Profile').first().waitFor();
    await expect.poll(() => lensesAt(session(), BENCH, LOOK_UP)).toMatch(/Run\W*Profile$/);
    await workbench.clickAtLine(BENCH, lineOf(session(), BENCH, LOOK_UP), '.codelens-decoration a:text-is("Profile")', 'above');
    await recording()
      .filter({ hasText: /index, look ids up · .*left/ })
      .waitFor();
    await recording().getByText('Stop and Show').waitFor();
    await workbench.status(/left$/).waitFor();
    await takePicture(session(), 'recording');
    await page().locator('.details-name').waitFor();
    await recording().waitFor({ state: 'detached' });
    expect(await measuringProcessesLeft(vscode, 5000)).toEqual([]);
  });

  it('has the known function on top of the graph, the table and the list', async () => {
    const { page: window } = session();
    const name = await page().locator('.details-name').innerText();
    const where = await page().locator('.details .where-file').innerText();
    expect(where).toContain(`src/search.ts:${lineOf(session(), SEARCH, HOT_LINE)}`);
    // Beside the code there is no room for both.
    await page().getByRole('tab', { name: 'Functions' }).click();
    await expect.poll(() => page().locator('.functions-table tr[id$="function-0"]').innerText()).toContain(name);
    await page().getByRole('tab', { name: /heavy/i }).click();
    await window.locator('.activitybar .action-item a[aria-label^="Laptime"]').click();
    await expect.poll(() => hotRow().innerText()).toContain('search.ts');
    await takePictures(session(), 'profiled');
  });

  it('opens the source of what is selected, where the known line has the heat', async () => {
    const { workbench } = session();
    await page().locator('.details').getByTitle('Open the source').click();
    await workbench.editor(SEARCH).waitFor();
    // Lines are heated one after the other.
    const hottest = async () => Object.entries(await heat(SEARCH)).toSorted((a, b) => shareOf(b[1]) - shareOf(a[1]))[0]?.[0] ?? '';
    await expect.poll(hottest).toContain(HOT_LINE);
    await takePictures(session(), 'profiled-source');
  });

  it('has stale heat as soon as the file is edited', async () => {
    const { workbench, page: window } = session();
    await workbench.focusEditor(SEARCH);
    await window.keyboard.press('Control+Home');
    // The pictures before have the editor draw itself anew.
    let before: string[] = [];
    await expect.poll(async () => (before = Object.keys(await heat(SEARCH)))).toContainEqual(expect.stringContaining(HOT_LINE));
    await window.keyboard.type('export const edited = true;\n');
    const stale = async () => Object.entries(await heat(SEARCH)).flatMap(([line, text]) => (text.endsWith('italic') ? [line] : []));
    await expect.poll(stale).toEqual(before);
    await takePictures(session(), 'profiled-stale');
    await window.keyboard.press('Control+z');
    await workbench.command('File: Revert File');
  });
});

describe('the Testing view', () => {
  it('offers profiles beside Run, and records one by the menu of a benchmark', async () => {
    const { workbench, page: window } = session();
    await workbench.closeAll();
    await workbench.command('Testing: Focus on Test Explorer View');
    await workbench.expandTest('search.bench.ts');
    await workbench.expandTest('find "folding garden lamp"');
    await workbench.testRow('index, merge lists').click({ button: 'right' });
    const menu = window.locator('.monaco-menu .action-menu-item');
    await menu.filter({ hasText: 'Record Heap Profile' }).waitFor();
    await takePicture(session(), 'profile-menu');
    // A menu takes no click right after it has opened.
    await window.waitForTimeout(300);
    await menu.filter({ hasText: 'Record Heap Profile' }).click();
    await page().locator('.details-name').waitFor();
    await takePicture(session(), 'heap-profiled');
  });
});

describe('a benchmark that is sick', () => {
  it('has what V8 says of it on the line', async () => {
    const { workbench, page: window } = session();
    await workbench.closeAll();
    await workbench.openFile(SICK, lineOf(session(), SICK, "bench('add prices'"));
    await workbench.lens('Profile').first().waitFor();
    await workbench.command('Laptime: Explain Benchmark at Cursor with V8');
    await workbench.notification(/V8 has .* for this benchmark/).waitFor();
    await workbench.command('View: Focus Problems (Errors, Warnings, Infos)', { stays: true });
    const marker = window.locator('.markers-panel .monaco-list-row').filter({ hasText: 'Megamorphic access to price' });
    await marker.filter({ hasText: `[Ln ${lineOf(session(), SICK, 'item.price')}, ` }).waitFor();
    await takePictures(session(), 'insight');
  });

  it('has what leaks in the list, and the line that makes it', async () => {
    const { workbench, page: window } = session();
    await workbench.openFile(SICK, lineOf(session(), SICK, "bench('open a session'"));
    await workbench.command('Laptime: Find Leak in Benchmark at Cursor');
    const row = (text: string) => window.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();
    await row('Session').waitFor();
    await row(`sick.bench.ts:${lineOf(session(), SICK, 'new Session(id)')}`).waitFor();
    await takePictures(session(), 'leak');
  });
});

describe('a process that runs', () => {
  it('is found in a list, asked for, recorded until it is stopped, and goes on', async () => {
    const { workbench, page: window, folder } = session();
    attached = spawn(process.execPath, [path.join(folder, 'server.cjs')], { cwd: folder, stdio: 'ignore' });
    await workbench.closeAll();
    await workbench.command('Laptime: Attach To Node Process…', { stays: true });
    const row = window.locator('.quick-input-widget .monaco-list-row').filter({ hasText: `pid ${attached.pid}` });
    await row.waitFor();
    await takePicture(session(), 'attach');
    await workbench.pick(`pid ${attached.pid}`);
    await window.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'CPU profile until I stop it' }).waitFor();
    await takePicture(session(), 'recording-length');
    await workbench.pick('CPU profile until I stop it');
    const dialog = window.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: `Open the inspector of process ${attached.pid}?` }).waitFor();
    await takePicture(session(), 'attach-question');
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await recording()
      .filter({ hasText: /server\.cjs.* · \d s/ })
      .waitFor();
    await takePicture(session(), 'attached');
    await window.waitForTimeout(1000);
    await recording().getByText('Stop and Show').click();
    await page().locator('.details-name').waitFor();
    await expect.poll(() => page().locator('.details-name').innerText()).toBe('burn');
    expect(attached.exitCode).toBe(null);
    await takePicture(session(), 'attached-profile');
  });
});

describe('an npm script', () => {
  it('is picked, runs in a terminal, and its profile opens', async () => {
    const { workbench, page: window } = session();
    await workbench.closeAll();
    await workbench.command('Laptime: Profile npm Script…', { stays: true });
    await window.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'once' }).waitFor();
    await takePicture(session(), 'profile-script');
    await workbench.pick('once');
    await workbench.pick('CPU profile until I stop it');
    await window.locator('.terminal-wrapper.active .xterm-rows').filter({ hasText: 'Laptime records a CPU profile of' }).waitFor();
    await page().locator('.details-name').waitFor();
    await takePicture(session(), 'profiled-script');
  });
});
