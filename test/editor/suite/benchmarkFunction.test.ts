import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { writeFiles } from '../../support/repository.ts';
import { assertStates, fileItem, listen, open, parts, pathOf, root, until, uriOf } from './extension.ts';
import { answer, measuring } from './recorded.ts';

const SHAPES = 'profiled/shapes.ts';
const source = `export interface Shape { readonly sides: readonly number[] }

export function around(shape: Shape): number {
  return shape.sides.reduce((sum, side) => sum + side, 0);
}
function inside(): number {
  return 1;
}
export const both = (shape: Shape): number => around(shape) + inside();
`;
const files = {
  'profiled/package.json': JSON.stringify({
    name: 'profiled',
    private: true,
    type: 'module',
    scripts: { build: 'node -e 1', test: 'node --import tsx uses.ts', waits: 'node --import tsx uses.ts forever' },
  }),
  [SHAPES]: source,
  'profiled/shapes.test.ts': `import { expect, it } from 'vitest';
import { around } from './shapes.ts';
it('goes around', () => {
  for (let sides = 1; sides < 40; sides++) expect(around({ sides: Array.from({ length: sides === 39 ? 500 : 3 }, () => 1) })).toBeGreaterThan(0);
});
`,
  'profiled/uses.ts': `import { writeFileSync } from 'node:fs';
import { both } from './shapes.ts';
both({ sides: [1, 2, 3] });
writeFileSync(new URL('begun.txt', import.meta.url), '');
if (process.argv[2] === 'forever') setInterval(() => {}, 1000);
`,
};

interface Item {
  readonly label: string;
  readonly program: unknown;
}

/** Takes what a list offers by its label; tells all labels. */
function pick(label: string) {
  const { showQuickPick } = vscode.window;
  const offered: string[] = [];
  Object.assign(vscode.window, {
    showQuickPick: (items: readonly Item[]) => {
      offered.push(...items.map((item) => item.label));
      return Promise.resolve(items.find((item) => item.label.includes(label)));
    },
  });
  return { offered, restore: () => Object.assign(vscode.window, { showQuickPick }) };
}

const benchFiles = () => fs.readdirSync(pathOf('bench')).filter((name) => name.startsWith('shapes.'));
const activeFile = () => vscode.window.activeTextEditor?.document.uri.fsPath;

describe('a bench file for the function at the cursor', () => {
  before(() => writeFiles(root().fsPath, files));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(pathOf('profiled'), { recursive: true, force: true });
    const { tree, folders } = await parts();
    for (const name of benchFiles()) {
      fs.rmSync(pathOf(`bench/${name}`));
      await until('it is gone', () => !tree.entry(folders.all[0]!, `bench/${name}`));
    }
  });

  it('has what its tests call it with, opens, and runs', async () => {
    const editor = await open(SHAPES);
    const place = editor.document.positionAt(source.indexOf('sum + side'));
    editor.selection = new vscode.Selection(place, place);
    const list = pick('shapes.test.ts');
    const told = answer('showInformationMessage', () => undefined);
    const errors = answer('showErrorMessage', () => undefined);
    try {
      await vscode.commands.executeCommand('laptime.benchmarkFunction');
    } finally {
      list.restore();
      told.restore();
      errors.restore();
    }
    assert.deepEqual(errors.asked, []);
    assert.deepEqual(list.offered, [
      '$(beaker) shapes.test.ts',
      '$(terminal) test',
      '$(terminal) build',
      '$(terminal) waits',
      '$(edit) Another command…',
    ]);
    const file = 'bench/shapes.around.bench.ts';
    assert.equal(activeFile(), pathOf(file));
    assert.match(told.asked[0]!, /^Wrote bench\/shapes\.around\.bench\.ts with 2 benchmarks\./);
    const text = fs.readFileSync(pathOf(file), 'utf8');
    assert.match(text, /import \{ around \} from '\.\.\/profiled\/shapes\.ts';/);
    assert.match(text, /of 39 calls while/);

    const { tree, folders, runner } = await parts();
    await until('it is listed', () => tree.entry(folders.all[0]!, file));
    const run = await listen();
    await runner.runItems([await fileItem(file)]);
    run.stop();
    const states = { 'typical call': run.states.get('typical call')!, 'largest call': run.states.get('largest call')! };
    assert.deepEqual(states, { 'typical call': 'passed', 'largest call': 'passed' });
    assertStates(run, Object.fromEntries(run.states));
  }).timeout(120_000);

  it('takes a script, and another name where there is one', async () => {
    for (const expected of ['bench/shapes.both.bench.ts', 'bench/shapes.both-2.bench.ts']) {
      const list = pick('$(terminal) test');
      const told = answer('showInformationMessage', () => undefined);
      try {
        await vscode.commands.executeCommand('laptime.benchmarkFunction', uriOf(SHAPES), 'both');
      } finally {
        list.restore();
        told.restore();
      }
      assert.equal(activeFile(), pathOf(expected));
    }
  }).timeout(120_000);

  it('is refused in words where it cannot be imported, before anything is asked', async () => {
    const list = pick('test');
    const errors = answer('showErrorMessage', () => undefined);
    try {
      await vscode.commands.executeCommand('laptime.benchmarkFunction', uriOf(SHAPES), 6);
      await vscode.commands.executeCommand('laptime.benchmarkFunction', uriOf(SHAPES), 1000);
    } finally {
      list.restore();
      errors.restore();
    }
    assert.match(errors.asked[0]!, /inside in profiled\/shapes\.ts is not exported/);
    assert.match(errors.asked[1]!, /There is no function at line 1000/);
    assert.deepEqual(list.offered, []);
  });

  it('is not written where it is cancelled, and no process is left', async () => {
    fs.rmSync(pathOf('profiled/begun.txt'), { force: true });
    const before = benchFiles();
    const command = ['node', '--import', 'tsx', pathOf('profiled/uses.ts'), 'forever'];
    const ended = vscode.commands.executeCommand('laptime.benchmarkFunction', uriOf(SHAPES), 'both', command);
    await until('it runs', () => fs.existsSync(pathOf('profiled/begun.txt')));
    const terminal = vscode.window.terminals.find(({ name }) => name.startsWith('node --import tsx /'));
    assert.ok(terminal, 'what it prints has a terminal');
    // As the user does who closes it.
    terminal.dispose();
    await ended;
    await until('nothing is left', () => measuring().length === 0, 10_000);
    assert.deepEqual(benchFiles(), before);
  }).timeout(60_000);
});
