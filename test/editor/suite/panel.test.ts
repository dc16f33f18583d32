import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { itemOf, parts, until } from './extension.ts';

const isPanel = ({ input }: vscode.Tab) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('laptime.panel');
const panels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isPanel));

describe('the panel', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens once, loads and asks for what to show', async () => {
    const { panel } = await parts();
    await vscode.commands.executeCommand('laptime.showPanel');
    await until('the view asks for its first snapshot', () => panel.isReady);
    await until('it has a tab', () => panels().length === 1);
    await vscode.commands.executeCommand('laptime.showPanel');
    // A second tab would take its time, too.
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(panels().length, 1);
  });

  it('can be closed and opened again', async () => {
    const { panel } = await parts();
    await vscode.commands.executeCommand('laptime.showPanel');
    await until('the view is there', () => panel.isReady);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('it is closed', () => !panel.isReady && panels().length === 0);
    const loop = await itemOf('bench/words.bench.ts', 'joining words', 'loop');
    await vscode.commands.executeCommand('laptime.revealItem', loop);
    await until('it is there again', () => panel.isReady);
  });

  it('opens with a run when the setting says so', async () => {
    const { panel, runner } = await parts();
    const section = vscode.workspace.getConfiguration('laptime');
    await section.update('panel.open', 'onRun', vscode.ConfigurationTarget.Workspace);
    try {
      await runner.runItems([await itemOf('bench/words.bench.ts', 'joining words', 'join')]);
      await until('the view is there', () => panel.isReady);
    } finally {
      await section.update('panel.open', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
