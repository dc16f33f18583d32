import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { runnableTag } from '../../../src/editor/testing/tree.ts';
import { exists, fileItem, itemOf, labels, open, parts, pathOf, until, uriOf } from './extension.ts';

const NEW_FILE = 'bench/new.bench.js';
const source = (name: string) => `import { bench } from 'laptime';\n\nbench('${name}', () => 1);\n`;

describe('finding benchmarks', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await fs.rm(pathOf(NEW_FILE), { force: true });
    const { controller, discovery, folders } = await parts();
    // A file that was there for a moment may come and go without an event.
    await discovery.search(folders.all[0]!);
    await until('the file of the test is gone', () => !controller.items.get(NEW_FILE));
  });

  it('lists bench files by themselves and executes nothing', async () => {
    const { controller } = await parts();
    await until('files are listed', () => controller.items.size >= 4);
    assert.deepEqual([...controller.items].map(([id]) => id).toSorted(), [
      'bench/executed.bench.js',
      'bench/slow.bench.js',
      'bench/trouble.bench.js',
      'bench/words.bench.ts',
    ]);
    assert.deepEqual(labels((await fileItem('bench/executed.bench.js')).children), { trace: {} });
    assert.equal(exists('../executed.txt'), false, 'the bench file was executed');
  });

  it('shows groups, benchmarks and what only a run can name, in the order of the source', async () => {
    const item = await fileItem('bench/words.bench.ts');
    assert.deepEqual(labels(item.children), { 'joining words': { loop: {}, join: {}, later: {} }, 'sum of …': {} });
    const loop = await itemOf('bench/words.bench.ts', 'joining words', 'loop');
    assert.equal(loop.id, 'bench/words.bench.ts > joining words > loop');
    assert.equal(loop.range?.start.line, 4);
    assert.equal((await itemOf('bench/words.bench.ts', 'joining words', 'later')).description, 'skipped');
  });

  it('reads visible files without being asked', async () => {
    await fs.writeFile(pathOf(NEW_FILE), source('seen'));
    const { controller } = await parts();
    const item = await until('the new file is listed', () => controller.items.get(NEW_FILE));
    assert.equal(item.children.size, 0, 'nobody looked at it yet');
    await open(NEW_FILE);
    await until('its benchmark is listed', () => item.children.size === 1);
  });

  it('follows unsaved edits, keeps ids over moves of lines, and forgets edits that are thrown away', async () => {
    await fs.writeFile(pathOf(NEW_FILE), source('before'));
    const { controller } = await parts();
    const item = await until('the new file is listed', () => controller.items.get(NEW_FILE));
    const editor = await open(NEW_FILE);
    const before = await until('the benchmark is listed', () => item.children.get(`${NEW_FILE} > before`));
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\n\n'));
    await until('the item has moved', () => before.range?.start.line === 4);
    assert.equal(item.children.get(`${NEW_FILE} > before`), before, 'it is the same item');
    await editor.edit((edit) => edit.insert(new vscode.Position(5, 0), "bench('after', () => 2);\n"));
    await until('the new benchmark is listed', () => item.children.get(`${NEW_FILE} > after`));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('only what is on disk is listed', () => item.children.size === 1 && before.range?.start.line === 2);
  });

  it('follows renames and deletes', async () => {
    const renamed = 'bench/renamed.bench.js';
    await fs.writeFile(pathOf(NEW_FILE), source('moves'));
    const { controller } = await parts();
    await until('the new file is listed', () => controller.items.get(NEW_FILE));
    await fs.rename(pathOf(NEW_FILE), pathOf(renamed));
    await until('the new name is listed', () => controller.items.get(renamed) && !controller.items.get(NEW_FILE));
    await fs.rm(pathOf(renamed));
    await until('nothing is listed', () => !controller.items.get(renamed));
  });

  it('lists a file again that was away for a moment', async () => {
    const { controller, discovery, folders } = await parts();
    await fs.writeFile(pathOf(NEW_FILE), source('there'));
    await until('the new file is listed', () => controller.items.get(NEW_FILE));
    for (let turn = 0; turn < 3; turn++) {
      await fs.rm(pathOf(NEW_FILE));
      await discovery.search(folders.all[0]!);
      assert.equal(controller.items.get(NEW_FILE), undefined);
      // Who watches has not told of its end yet, and tells of both as of one change.
      await fs.writeFile(pathOf(NEW_FILE), source('back'));
      await until('it is listed again', () => controller.items.get(NEW_FILE), 10_000);
    }
  });

  it('follows folders that come with all that is in them', async () => {
    const { controller } = await parts();
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      const file = `bench/${name}/deep/whole.bench.js`;
      try {
        // At once, as git and unzip do: who watches has no time to watch the new folder before there is a file in it.
        mkdirSync(path.dirname(pathOf(file)), { recursive: true });
        writeFileSync(pathOf(file), source('whole'));
        await until(`${file} is listed`, () => controller.items.get(file));
      } finally {
        await fs.rm(pathOf(`bench/${name}`), { recursive: true, force: true });
        await until('nothing is left', () => !controller.items.get(file));
      }
    }
  });

  for (const [what, change] of [
    ['deleted', (folder: string) => fs.rm(folder, { recursive: true })],
    ['moved', (folder: string) => fs.rename(folder, pathOf('bench/moved'))],
  ] as const) {
    it(`follows folders that are ${what} with all that is in them`, async () => {
      const { controller } = await parts();
      const files = (folder: string) => [`bench/${folder}/one.bench.js`, `bench/${folder}/deep/two.bench.js`];
      await fs.mkdir(pathOf('bench/parts/deep'), { recursive: true });
      try {
        for (const file of files('parts')) await fs.writeFile(pathOf(file), source('whole'));
        await until('the files are listed', () => files('parts').every((file) => controller.items.get(file)));
        // A search that is still to come for the new files would find the change, too.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await change(pathOf('bench/parts'));
        await until('they are not', () => !files('parts').some((file) => controller.items.get(file)));
        if (what === 'moved') await until('the new ones are', () => files('moved').every((file) => controller.items.get(file)));
      } finally {
        for (const folder of ['parts', 'moved']) await fs.rm(pathOf(`bench/${folder}`), { recursive: true, force: true });
        await until('nothing is left', () => ![...files('parts'), ...files('moved')].some((file) => controller.items.get(file)));
      }
    });
  }

  it('offers to run all but what is to do, in the Testing view and in the gutter', async () => {
    const lines = [
      "import { bench, group } from 'laptime';",
      "bench('now', () => 1);",
      "bench.todo('later');",
      "bench.skip('never', () => 1);",
      "group('part', () => { bench('now', () => 1); bench.todo('later'); });",
      "group('none', () => { bench.todo('later'); });",
    ];
    await fs.writeFile(pathOf(NEW_FILE), lines.join('\n'));
    const { controller } = await parts();
    await until('the new file is listed', () => controller.items.get(NEW_FILE));
    const runnable = (item: vscode.TestItem): Record<string, unknown> => ({
      ...(item.tags.some(({ id }) => id === runnableTag.id) && { inView: true }),
      ...(item.range && { inGutter: true }),
      ...Object.fromEntries([...item.children].map(([, child]) => [child.label, runnable(child)])),
    });
    const runs = { inView: true, inGutter: true };
    assert.deepEqual(runnable(await fileItem(NEW_FILE)), {
      inView: true,
      now: runs,
      later: {},
      never: runs,
      part: { ...runs, now: runs, later: {} },
      none: { later: {} },
    });
  });

  it('follows the globs of laptime.config.json', async () => {
    const { controller } = await parts();
    const config = uriOf('laptime.config.json');
    const before = await vscode.workspace.fs.readFile(config);
    await until('files are listed', () => controller.items.get('bench/slow.bench.js'));
    await open('bench/slow.bench.js');
    assert.ok((await fileItem('bench/slow.bench.js')).children.size > 0);
    try {
      const changed = { ...JSON.parse(Buffer.from(before).toString()), exclude: ['bench/slow.*'] };
      await vscode.workspace.fs.writeFile(config, Buffer.from(JSON.stringify(changed)));
      await until('the excluded file is gone', () => !controller.items.get('bench/slow.bench.js'));
    } finally {
      await vscode.workspace.fs.writeFile(config, before);
    }
    await until('the file is back', () => controller.items.get('bench/slow.bench.js'));
    assert.ok((await fileItem('bench/slow.bench.js')).children.size > 0, 'with its benchmarks, although its text is the same');
  });

  it('names what is wrong in laptime.config.json where it is written', async () => {
    const config = uriOf('laptime.config.json');
    const before = await vscode.workspace.fs.readFile(config);
    const found = () => vscode.languages.getDiagnostics(config).filter(({ source: owner }) => owner === 'Laptime');
    try {
      await vscode.workspace.fs.writeFile(config, Buffer.from('{\n  "preset": "quick",\n  "timeout": "5 parsecs"\n}\n'));
      const [problem] = await until('the problem is shown', () => (found().length > 0 ? found() : undefined));
      assert.match(problem!.message, /timeout/);
      assert.equal(problem!.range.start.line, 2);
    } finally {
      await vscode.workspace.fs.writeFile(config, before);
    }
    await until('the problem is gone', () => found().length === 0);
  });
});
