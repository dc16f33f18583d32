import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as vscode from 'vscode';
import { open, parts, pathOf, until } from './extension.ts';

const FILE = 'src/panelRows.ts';
const SLOW = `export function byPanelId(rows: { id: string }[]) {
  return rows.reduce((all, row) => ({ ...all, [row.id]: row }), {});
}
`;

describe('hints in the panel', () => {
  beforeEach(() => fs.writeFileSync(pathOf(FILE), SLOW));

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(pathOf(FILE), { force: true });
  });

  it('are found in the whole folder, with what to do about them, and stay when the panel is closed', async () => {
    const { panel } = await parts();
    await vscode.commands.executeCommand('laptime.showHints');
    await until('the view is there', () => panel.isReady);
    const { state, hints } = panel.hints;
    assert.equal(state.state, 'found');
    assert.deepEqual(state.changedFiles, []);
    const [hint] = hints?.hints.filter(({ file }) => file === FILE) ?? [];
    assert.equal(hint?.rule, 'no-accumulating-spread');
    assert.equal(hint.range.startLine, 2);
    const [suggestion] = hints?.optimization.suggestions.filter(({ rule }) => rule === hint.rule) ?? [];
    assert.equal(suggestion?.effort, 'large');
    assert.equal(suggestion.places.length, 1);
    assert.match(suggestion.example.after, /for \(const user of users\)/);
    assert.equal(hints?.optimization.gains, null);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('it is closed', () => !panel.isReady);
    await vscode.commands.executeCommand('laptime.showPanel');
    await until('it is there again', () => panel.isReady);
    assert.equal(panel.hints.hints, hints);
  });

  it('are stale once a file of theirs is written, in the editor or not, and fresh when they are found again', async () => {
    const { panel } = await parts();
    await vscode.commands.executeCommand('laptime.showHints');
    const { version } = panel.hints.state;
    const editor = await open(FILE);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// Rows.\n'));
    await editor.document.save();
    await until('the file is told', () => panel.hints.state.changedFiles.includes(FILE));
    await vscode.commands.executeCommand('laptime.showHints');
    assert.equal(panel.hints.state.version, version + 1);
    assert.equal(panel.hints.hints?.hints.find(({ file }) => file === FILE)?.range.startLine, 3);
    // What was written before is told by the watcher late, and is not news.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(panel.hints.state.changedFiles, []);
    fs.writeFileSync(pathOf(FILE), `// More.\n${SLOW}`);
    await until('what was written elsewhere is told', () => panel.hints.state.changedFiles.includes(FILE), 60_000);
  });
});
