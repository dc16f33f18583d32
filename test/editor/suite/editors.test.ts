import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { exists, hasHistory, itemOf, open, parts, pathOf, until, uriOf } from './extension.ts';

const WORDS = 'bench/words.bench.ts';

async function lenses(): Promise<vscode.CodeLens[]> {
  return until('lenses are there', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uriOf(WORDS), 100);
    return found.length > 0 ? found : undefined;
  });
}

const titlesAt = (all: readonly vscode.CodeLens[], line: number) =>
  all.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title);

describe('in an editor', () => {
  before(async () => {
    await open(WORDS);
    const { runner } = await parts();
    await runner.runItems([await itemOf(WORDS, 'joining words', 'loop')]);
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('has Run, Profile and the last result over each benchmark', async () => {
    const loop = await itemOf(WORDS, 'joining words', 'loop');
    const all = await until('the result is there', async () => {
      const found = await lenses();
      return titlesAt(found, loop.range!.start.line).length > 2 ? found : undefined;
    });
    const [run, profile, result] = titlesAt(all, loop.range!.start.line);
    assert.deepEqual([run, profile], ['$(play)\u00A0Run', 'Profile']);
    assert.match(String(result), /^[\d.]+ (?:ns|µs|ms)/);
    const group = await itemOf(WORDS, 'joining words');
    assert.deepEqual(titlesAt(all, group.range!.start.line), ['$(play)\u00A0Run group', 'Profile']);
    const skipped = await itemOf(WORDS, 'joining words', 'later');
    assert.deepEqual(titlesAt(all, skipped.range!.start.line), []);
  });

  it('has the results of benchmarks that only execution can name over their declaration', async () => {
    const { runner } = await parts();
    const computed = await itemOf(WORDS, 'sum of …');
    await runner.runItems([computed]);
    const [run, profile, ten, twenty] = await until('the results are there', async () => {
      const titles = titlesAt(await lenses(), computed.range!.start.line);
      return titles.length > 3 ? titles : undefined;
    });
    assert.deepEqual([run, profile], ['$(play)\u00A0Run', 'Profile']);
    assert.match(String(ten), /^sum of 10: [\d.]+ (?:ns|µs|ms)/);
    assert.match(String(twenty), /^sum of 20: [\d.]+ (?:ns|µs|ms)/);
  });

  it('runs by the lens', async () => {
    const { runs } = await parts();
    const join = await itemOf(WORDS, 'joining words', 'join');
    const lens = (await lenses()).find(
      ({ range, command }) => range.start.line === join.range!.start.line && command?.title === '$(play)\u00A0Run',
    );
    await vscode.commands.executeCommand(lens!.command!.command, ...lens!.command!.arguments!);
    assert.deepEqual(
      runs.last?.run.measurements.map(({ benchmark }) => benchmark.id),
      [join.id],
    );
  });

  it('has no lens when the setting is off', async () => {
    const section = vscode.workspace.getConfiguration('laptime');
    await section.update('codeLens.enabled', false, vscode.ConfigurationTarget.Workspace);
    try {
      await until('the lenses are gone', async () => {
        const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uriOf(WORDS), 100);
        return found.length === 0;
      });
    } finally {
      await section.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
    assert.ok((await lenses()).length > 0);
  });

  it('lists the last results over the name of a benchmark, and only there', async () => {
    const editor = await open(WORDS);
    const hoverAt = (position: vscode.Position) =>
      vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', editor.document.uri, position);
    const offset = editor.document.getText().indexOf(`'loop'`) + 2;
    const text = await until('the hover is there', async () => {
      const hovers = await hoverAt(editor.document.positionAt(offset));
      return hovers
        .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
        .find((value) => value.includes('**loop**'));
    });
    assert.match(text, /when .*median .*revision/);
    assert.match(text, /quick/);
    const elsewhere = await hoverAt(editor.document.positionAt(editor.document.getText().indexOf('joinWithLoop(words)')));
    assert.ok(!elsewhere.some(({ contents }) => contents.some((part) => (part as vscode.MarkdownString).value.includes('**loop**'))));
  });
});

describe('commands', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are all there', async () => {
    const { default: manifest } = await import('../../../package.json');
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('copies results as Markdown', async () => {
    await vscode.commands.executeCommand('laptime.copyMarkdown');
    await until('they are in the clipboard', async () => /\|.*join/.test(await vscode.env.clipboard.readText()));
  });

  it('exports runs and reads them back; without history no file is left', async () => {
    const target = uriOf('results.jsonl');
    await vscode.commands.executeCommand('laptime.exportResults', target);
    if (!(await hasHistory())) {
      assert.deepEqual([exists('results.jsonl'), exists('results.jsonl.part')], [false, false]);
      return;
    }
    const lines = (await fs.readFile(target.fsPath, 'utf8')).trim().split('\n');
    const { runs } = await parts();
    assert.ok(lines.some((line) => JSON.parse(line).run.id === runs.last!.run.id));
    assert.equal(exists('results.jsonl.part'), false);
    await vscode.commands.executeCommand('laptime.importResults', target);
    await fs.rm(target.fsPath);
  });

  it('opens the configuration that is there, and leaves it as it is', async () => {
    const before = await fs.readFile(pathOf('laptime.config.json'), 'utf8');
    await vscode.commands.executeCommand('laptime.openConfiguration');
    await until('it is open', () => vscode.window.activeTextEditor?.document.uri.fsPath === pathOf('laptime.config.json'));
    assert.equal(await fs.readFile(pathOf('laptime.config.json'), 'utf8'), before);
  });

  it('makes a bench file that has benchmarks', async () => {
    await vscode.commands.executeCommand('laptime.newBenchFile', 'bench/made.bench.ts');
    const { controller } = await parts();
    const item = await until('its benchmarks are listed', () => {
      const found = controller.items.get('bench/made.bench.ts');
      return found && found.children.size > 0 ? found : undefined;
    });
    assert.equal(item.children.size, 1);
    await until('the first name is selected', () => vscode.window.activeTextEditor?.selection.isEmpty === false);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await fs.rm(pathOf('bench/made.bench.ts'));
    await until('it is gone', () => !controller.items.get('bench/made.bench.ts'));
  });
});
