// node test/editor/ui/pictures.ts [editor | panel | profile | hints | monitor]…
//
// Makes the pictures of README.md and docs/ anew, all of them unless some are named: the real editor with the packaged extension, on a
// copy of the examples.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { clickRunLens, lineOf } from './support/lines.ts';
import { installPackaged } from './support/packaged.ts';
import { openSession, type Session } from './support/session.ts';
import { configure } from './support/workspace.ts';

const images = path.join(import.meta.dirname, '../../../docs/images');
const MOST_BYTES = 800_000;
const SEARCH = 'bench/search.bench.ts';
const NAME = 'index, look ids up';
/** Its code has short lines, so that what stands behind them is to be seen. */
const PROFILED = 'index, merge lists';
const SOURCE = 'src/search.ts';
const SLOW = 'src/readings.js';
const SLOW_CALL = 'wanted.includes';

/** What is not ours takes as little room as it can. */
const settings = {
  'breadcrumbs.enabled': false,
  'editor.lightbulb.enabled': 'off',
  'editor.occurrencesHighlight': 'off',
  'editor.scrollBeyondLastLine': false,
  'remote.autoForwardPorts': false,
  'testing.automaticallyOpenTestResults': 'neverOpen',
  'workbench.layoutControl.enabled': false,
};

const lineText = (session: Session, file: string, text: string): string =>
  readFileSync(path.join(session.folder, file), 'utf8').split('\n')[lineOf(session, file, text) - 1]!;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function save({ page }: Session, name: string, clip?: Box): Promise<void> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide', ...(clip && { clip }) });
  const file = path.join(images, `${name}.png`);
  console.log(`${path.relative(process.cwd(), file)}: ${Math.round(png.length / 1000)} kB`);
  if (png.length > MOST_BYTES) throw new Error(`${name}.png has more than ${MOST_BYTES / 1000} kB: take a smaller part.`);
  writeFileSync(file, png);
}

async function boxOf(element: Locator): Promise<Box> {
  const box = await element.boundingBox();
  if (!box) throw new Error('what was to be pictured is not on the screen');
  return box;
}

/** Moves the right border of the side bar. */
async function resizeSideBar({ page }: Session, width: number): Promise<void> {
  const { x, y, width: now, height } = await boxOf(page.locator('.part.sidebar'));
  await page.mouse.move(x + now, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width, y + height / 2, { steps: 5 });
  await page.mouse.up();
}

async function runGroup(session: Session): Promise<void> {
  const { workbench } = session;
  await clickRunLens(session, SEARCH, 'describe(');
  await workbench.status(/\d\/3/).waitFor();
  await workbench.status('3 benchmarks').waitFor({ timeout: 300_000 });
}

/** Testing view, code with results and the panel: the first picture of README.md. */
async function wholeEditor(session: Session): Promise<void> {
  const { workbench, page } = session;
  await workbench.command('Testing: Focus on Test Explorer View');
  await workbench.expandTest('search.bench.ts');
  await workbench.expandTest('find "folding');
  await resizeSideBar(session, 340);
  await runGroup(session);
  await runGroup(session);
  await workbench
    .lens(/clear change|[+-]\d/)
    .first()
    .waitFor();
  await workbench.status('3 benchmarks').click();
  await workbench.webview().locator('.results').getByRole('button', { name: NAME, exact: true }).click();
  await workbench
    .webview()
    .getByRole('img', { name: /^Histogram/ })
    .waitFor();
  await page.mouse.move(0, 0);
  await save(session, 'editor');
}

/** The panel alone, as wide as the window: the table with its bars, then a benchmark in detail. */
async function panel(session: Session): Promise<void> {
  const { workbench, page } = session;
  await workbench.command('View: Close All Editors');
  await page.keyboard.press('Control+b');
  await workbench.command('Laptime: Run All Benchmarks');
  await workbench.status(/\d\/\d+ · /).waitFor({ timeout: 60_000 });
  await workbench.status(/\d+ (?:benchmarks|measured)/).waitFor({ timeout: 600_000 });
  await workbench.command('Laptime: Show Panel');
  await workbench.webview().locator('.results .row').first().waitFor();
  const close = workbench.webview().getByRole('button', { name: 'Close details' });
  if (await close.isVisible()) await close.click();
  await page.mouse.move(0, 0);
  await save(session, 'panel', await boxOf(page.locator('.part.editor')));
}

/** The heat on the lines of a benchmark's code, beside its flame graph. */
async function profile(session: Session): Promise<void> {
  const { workbench, page } = session;
  await workbench.closeAll();
  await workbench.openFile(SEARCH);
  await workbench.clickAtLine(SEARCH, lineOf(session, SEARCH, `bench('${PROFILED}'`), '.codelens-decoration a:text-is("Profile")', 'above');
  await workbench.webview().locator('.details-name').waitFor({ timeout: 120_000 });
  const notNow = page.getByRole('button', { name: 'Not Now' });
  if (await notNow.isVisible()) await notNow.click();
  await workbench.command('View: Move Editor into Right Group');
  await workbench.webview().locator('.details').getByTitle('Open the source').click();
  await workbench.editor(SOURCE).waitFor();
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.focusEditor(SOURCE);
  await page.keyboard.press('Home');
  await page.mouse.move(0, 0);
  await save(session, 'profile', await boxOf(page.locator('.part.editor')));
}

/** Slow code, and what can be done about it. */
async function hints(session: Session): Promise<void> {
  const { workbench, page } = session;
  const column = SLOW_CALL.length + lineText(session, SLOW, SLOW_CALL).indexOf(SLOW_CALL);
  await workbench.editor(SLOW).locator('.squiggly-info, .squiggly-warning').first().waitFor({ timeout: 90_000 });
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile(SLOW, lineOf(session, SLOW, SLOW_CALL), column);
  await workbench.focusEditor(SLOW);
  // The editor answers nothing while the language starts.
  await workbench.status('Initializing').waitFor({ state: 'detached', timeout: 90_000 });
  const action = page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Measure this fix' });
  for (let attempt = 1; attempt <= 10 && !(await action.isVisible()); attempt += 1) {
    await page.keyboard.press('Control+.');
    await action.waitFor({ timeout: 3000 }).catch(() => page.keyboard.press('Escape'));
  }
  await action.waitFor();
  await page.mouse.move(0, 0);
  await save(session, 'hints', await boxOf(page.locator('.part.editor')));
}

/** A shop that sorts its prices for each visitor, and a visitor every so often. */
const shop = `import { createServer, get } from 'node:http';
const prices = Array.from({ length: 60_000 }, (_, id) => ({ id, price: (id * 7919) % 60_013 }));
const server = createServer((request, response) => {
  const cheapest = prices.toSorted((a, b) => a.price - b.price).slice(0, 10);
  response.end(JSON.stringify(cheapest));
});
server.listen(0, '127.0.0.1', () => {
  const visit = () => get({ port: server.address().port }, (response) => response.resume());
  setInterval(() => Date.now() % 20_000 < 12_000 && visit(), 120);
});
`;
const WATCHED_SECONDS = 75;

/** What a program and the machine do, in the panel. */
async function monitor(session: Session): Promise<void> {
  const { workbench, page } = session;
  await workbench.closeAll();
  writeFileSync(path.join(session.folder, 'shop.mjs'), shop);
  await workbench.command('Laptime: Show Monitor');
  await workbench.command('Laptime: Watch Command…', { stays: true });
  await page.locator('.quick-input-widget').getByText('What is to run in a terminal?').waitFor();
  await page.locator('.quick-input-widget .quick-input-box input').fill('node shop.mjs');
  await page.keyboard.press('Enter');
  const chart = workbench.webview().getByRole('slider', { name: 'Chart of Event loop blocked' });
  await chart.waitFor({ timeout: 120_000 });
  await workbench.command('View: Toggle Panel Visibility');
  if (await page.locator('.part.sidebar').isVisible()) await workbench.command('View: Toggle Primary Side Bar Visibility');
  await sleep(WATCHED_SECONDS * 1000);
  await page.mouse.move(0, 0);
  await save(session, 'monitor', await boxOf(page.locator('.part.editor')));
}

interface Part {
  /** Folder of this repository. */
  readonly source: string;
  readonly openFile: string;
  readonly take: (session: Session) => Promise<void>;
}

const ofExamples = { source: 'examples', openFile: `${SEARCH}:1` };
const parts: Readonly<Record<string, Part>> = {
  editor: { ...ofExamples, take: wholeEditor },
  profile: { ...ofExamples, take: profile },
  panel: { ...ofExamples, take: panel },
  monitor: { ...ofExamples, take: monitor },
  hints: { source: 'examples/fixes', openFile: `${SLOW}:1`, take: hints },
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new Error(`There is no picture ${unknown}: choose from ${Object.keys(parts).join(', ')}.`);
  mkdirSync(images, { recursive: true });
  const { extensions, remove } = await installPackaged();
  try {
    const chosen = Object.keys(parts).filter((name) => wanted.length === 0 || wanted.includes(name));
    for (const source of new Set(chosen.map((name) => parts[name]!.source))) {
      const ofSource = chosen.map((name) => parts[name]!).filter((part) => part.source === source);
      const session = await openSession(extensions, {
        source,
        openFile: ofSource[0]!.openFile,
        prepare: (folder) => configure(folder, { time: '6 s' }),
        settings,
        viewport: { width: 1400, height: 800 },
        scale: 2,
      });
      try {
        for (const { take } of ofSource) await take(session);
      } finally {
        await session.close();
      }
    }
  } finally {
    remove();
  }
}

await main();
