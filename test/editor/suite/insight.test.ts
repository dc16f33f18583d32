import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { itemOf, open, parts, pathOf, until, uriOf } from './extension.ts';
import { answer, measuring } from './recorded.ts';

const FILE = 'bench/shapes.bench.js';
const TEXT = `import { bench } from 'laptime';

const items = [];
for (let i = 0; i < 600; i++) items.push({ ['kind' + (i % 6)]: true, price: i });

function total(list) {
  let sum = 0;
  for (const item of list) sum += item.price;
  return sum;
}

bench('total', () => total(items));
bench('nothing', () => 1);
`;
/** From 0: that of \`item.price\`. */
const LINE = 7;

describe('what V8 says of a benchmark', () => {
  before(async () => {
    fs.writeFileSync(pathOf(FILE), TEXT);
    const { tree, folders } = await parts();
    await until('the bench file is listed', () => tree.entry(folders.all[0]!, FILE));
  });

  after(async () => {
    await vscode.commands.executeCommand('laptime.clearInsight');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(pathOf(FILE));
    const { tree, folders } = await parts();
    await until('the bench file is gone', () => !tree.entry(folders.all[0]!, FILE));
  });

  const shown = () => vscode.languages.getDiagnostics(uriOf(FILE)).filter(({ source }) => source === 'Laptime');

  it('stands on the lines, explained by a link, and is no result', async () => {
    const { results, folders, insights } = await parts();
    const item = await itemOf(FILE, 'total');
    const stored = () => results.history(folders.all[0]!, item.id, 100).length;
    const before = stored();
    const told = answer('showInformationMessage', () => undefined);
    const editor = await open(FILE);
    editor.selection = new vscode.Selection(item.range!.start, item.range!.start);
    await vscode.commands.executeCommand('laptime.explainAtCursor');
    told.restore();
    assert.match(String(told.asked), /V8 has one hint for this benchmark/);
    assert.equal(stored(), before);
    assert.equal(insights.report?.benchmark.id, item.id);
    const [hint, ...others] = shown();
    assert.deepEqual(others, []);
    assert.equal(hint?.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(hint.range.start.line, LINE);
    assert.equal(editor.document.getText(hint.range), 'price');
    assert.match(hint.message, /^Megamorphic access to price: at least [56] shapes \(\d+ % of the time\)\n/);
    const { value, target } = hint.code as { readonly value: string; readonly target: vscode.Uri };
    assert.equal(value, 'megamorphic-property');
    const line = Number(/^L(\d+)$/.exec(target.fragment)?.[1]);
    assert.equal(fs.readFileSync(target.fsPath, 'utf8').split('\n')[line - 1], `<a id="${value}"></a>`);
    await until('no process is left', () => measuring().length === 0);
  });

  it('shows all of it as text', async () => {
    await vscode.commands.executeCommand('laptime.showInsightReport');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /bench\/shapes\.bench\.js:8:\d+ in total\n {2}Megamorphic access to price/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('moves with its line, and is gone with the first edit of it', async () => {
    const editor = await open(FILE);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '// one more line\n'));
    await until('it has moved', () => shown()[0]?.range.start.line === LINE + 1);
    await editor.edit((edit) => edit.insert(editor.document.lineAt(LINE + 2).range.end, ' // behind it'));
    assert.equal(shown().length, 1);
    await editor.edit((edit) => edit.insert(editor.document.lineAt(LINE + 1).range.end, ' // on it'));
    await until('it is gone', () => shown().length === 0);
  });

  it('is about one benchmark, and says so', async () => {
    const errors = answer('showErrorMessage', () => undefined);
    const { tree, folders } = await parts();
    await vscode.commands.executeCommand('laptime.explainItem', tree.entry(folders.all[0]!, FILE)!.item);
    errors.restore();
    assert.match(String(errors.asked), /one benchmark at a time/);
  });

  it('says that there is nothing, and takes its turn, and ends when it is cancelled', async () => {
    const { insights, runs } = await parts();
    const item = await itemOf(FILE, 'nothing');
    const told = answer('showInformationMessage', () => undefined);
    await insights.explain([item]);
    assert.match(String(told.asked), /nothing to complain of/);
    assert.deepEqual(shown(), []);
    const asked = assert.rejects(insights.explain([item]), { name: 'AbortError' });
    await until('it runs', () => runs.running !== null);
    runs.cancel();
    await asked;
    told.restore();
    await until('no process is left', () => measuring().length === 0);
  });
});
