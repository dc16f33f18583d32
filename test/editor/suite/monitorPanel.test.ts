import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parts, until } from './extension.ts';

describe('the monitor in the panel', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('has metrics collected while it is in sight, and no longer', async () => {
    const { folders, panel } = await parts();
    const { monitor } = await folders.all[0]!.engine();
    await panel.showMonitor();
    await until('the view is there', () => panel.isReady);
    await until('metrics are collected for it', () => panel.isMonitoring);
    await until('the machine is seen', () => monitor.latest()?.values.has('machine.memory.used') === true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('nothing is collected for it', () => !panel.isMonitoring);
    assert.equal(panel.isOpen, false);
    await vscode.commands.executeCommand('laptime.showPanel');
    await until('the monitor is shown again', () => panel.isReady && panel.isMonitoring);
    assert.ok(monitor.series('machine.memory.used').values.length > 0);
  });

  it('leaves off while the panel shows something else', async () => {
    const { panel } = await parts();
    await panel.showMonitor();
    await until('metrics are collected for it', () => panel.isMonitoring);
    await panel.showSearch();
    assert.equal(panel.isMonitoring, false);
  });
});
