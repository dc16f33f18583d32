import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHANGE, clickGlyph, clickRunLens, glyphAt, hasGlyph, lensesAt, RESULT } from './support/lines.ts';
import { measuringProcesses, measuringProcessesLeft } from './support/processes.ts';
import { takePicture, takePictures } from './support/session.ts';
import { sessionForTests } from './support/testSession.ts';
import { configure } from './support/workspace.ts';

const SEARCH = 'bench/search.bench.ts';
const LOOK_UP = "bench('index, look ids up'";
const MERGE = "bench('index, merge lists'";

const session = sessionForTests({
  openFile: `${SEARCH}:1`,
  prepare(folder) {
    configure(folder, { time: '1 s' });
    const trace = path.join('bench', 'executed.bench.js');
    mkdirSync(path.join(folder, 'bench'), { recursive: true });
    cpSync(path.join(import.meta.dirname, '../workspace', trace), path.join(folder, trace));
  },
});

describe('a workspace with bench files, before anything was run', () => {
  beforeAll(() => session().workbench.command('Testing: Focus on Test Explorer View'));

  it('has them in the Testing view, with groups and benchmarks', async () => {
    const { workbench } = session();
    for (const file of ['cart', 'csv', 'money', 'search', 'stock', 'words']) await workbench.testRow(`${file}.bench.ts`).waitFor();
    await workbench.expandTest('search.bench.ts');
    await workbench.expandTest('find "folding garden lamp"');
    for (const name of ['read every product', 'index, look ids up', 'index, merge lists', 'build the index of 200 products']) {
      await workbench.testRow(name).waitFor();
    }
    await expect.poll(() => workbench.testRow('search with typing errors').textContent()).toContain('to do');
  });

  it('has an icon to run each in the gutter, and Run and Profile above it', async () => {
    for (const text of ['describe(', "bench('read every product'", LOOK_UP, MERGE, "bench('build the index"]) {
      await expect.poll(() => glyphAt(session(), SEARCH, text)).toContain('testing-run');
      await expect.poll(() => lensesAt(session(), SEARCH, text)).toMatch(text === 'describe(' ? /Run group\W*Profile$/ : /Run\W*Profile$/);
    }
    // All icons of a file come at once.
    expect(await hasGlyph(session(), SEARCH, MERGE)).toBe(true);
    expect(await hasGlyph(session(), SEARCH, "bench.todo('search with typing errors'")).toBe(false);
    await takePictures(session(), 'before');
  });

  it('has executed nothing', async () => {
    const { workbench, folder, server } = session();
    await workbench.expandTest('executed.bench.js');
    await workbench.testRow('trace').waitFor();
    expect(existsSync(path.join(folder, 'executed.txt'))).toBe(false);
    expect(measuringProcesses(server)).toEqual([]);
    await workbench.status(/^ ?Laptime$/).waitFor();
  });
});

describe('a benchmark that is run', () => {
  it('by its icon in the gutter has its result beside the label, above the code and in the status bar', async () => {
    const { workbench, server } = session();
    await clickGlyph(session(), SEARCH, LOOK_UP);
    await workbench.status('1 benchmark').waitFor();
    await workbench.testRow('index, look ids up').filter({ hasText: RESULT }).waitFor();
    await workbench.lens(RESULT).waitFor();
    await expect.poll(() => lensesAt(session(), SEARCH, LOOK_UP)).toMatch(RESULT);
    await expect.poll(() => glyphAt(session(), SEARCH, LOOK_UP)).toContain('testing-passed');
    expect(await measuringProcessesLeft(server, 5000)).toEqual([]);
  });

  it('again says the change against the last run', async () => {
    const { workbench } = session();
    await workbench.command('Laptime: Run Last Benchmarks Again');
    await workbench.lens(CHANGE).waitFor();
    await workbench.testRow('index, look ids up').filter({ hasText: CHANGE }).waitFor();
  });

  it('by Run above it has its result', async () => {
    const { workbench } = session();
    await clickRunLens(session(), SEARCH, MERGE);
    await workbench.testRow('index, merge lists').filter({ hasText: RESULT }).waitFor();
    await workbench.status('1 benchmark').waitFor();
    await expect.poll(() => lensesAt(session(), SEARCH, MERGE)).toMatch(RESULT);
  });

  it('with its file from the palette has its result, and so have the others', async () => {
    const { workbench } = session();
    await workbench.command('Laptime: Run Benchmarks in File');
    await workbench.status('4 benchmarks').waitFor();
    for (const name of ['read every product', 'index, look ids up', 'index, merge lists', 'build the index of 200 products']) {
      await workbench.testRow(name).filter({ hasText: RESULT }).waitFor();
    }
    await takePictures(session(), 'results');
  });
});

describe('the last results', () => {
  it('are listed over the name of a benchmark', async () => {
    const { workbench, page } = session();
    await workbench.editor(SEARCH).locator('.view-line span').getByText("'index, look ids up'", { exact: true }).hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'median' });
    await hover.waitFor();
    const rows = hover.locator('table tr');
    await expect.poll(() => rows.count()).toBe(4);
    await expect.poll(() => rows.nth(1).innerText()).toMatch(/\d (?:ns|µs|ms)[^]*main/);
    await takePicture(session(), 'hover');
    await page.mouse.move(0, 0);
  });

  it('are behind the status bar, with what can be done next', async () => {
    const { workbench, page } = session();
    await workbench.status('4 benchmarks').hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'Copy as Markdown' });
    await hover.waitFor();
    for (const name of ['read every product', 'build the index of 200 products'])
      await expect.poll(() => hover.innerText()).toContain(name);
    await hover.getByText('Copy as Markdown').click();
    await expect.poll(() => workbench.clipboard()).toMatch(/\| .*index, merge lists/);
  });
});
