import * as vscode from 'vscode';
import type { PanelMonitorApi } from '../../protocol/panelMonitor.ts';
import type { Served } from '../../protocol/rpc.ts';
import type { Folder } from '../folders.ts';
import type { MonitorPage } from './monitorPage.ts';
import { openAt } from './openSource.ts';
import { savePicture, saveSeries } from './saveMonitor.ts';

/** What the page of the monitor asks for; `act` does what the user wants, and shows what is in the way. */
export function monitorApi(
  monitor: MonitorPage,
  act: (doing: string, work: () => unknown) => void,
): Served<Omit<PanelMonitorApi, 'showMonitor'>> {
  const command = (id: string, ...args: unknown[]) => act(id, () => vscode.commands.executeCommand(id, ...args));
  const save = (work: (folder: Folder) => Promise<void>) =>
    act(vscode.l10n.t('saving metrics'), async () => {
      const { folder } = monitor;
      if (folder) await work(folder);
    });
  const answer = (id: string, state: 'acknowledged' | 'resolved') =>
    act(vscode.l10n.t('answering an alert'), () => monitor.answerAlert(id, state));
  return {
    chooseMonitorFolder: (id) => monitor.chooseById(id),
    monitor: () => monitor.read(),
    monitorSeries: (request, signal) => monitor.series(request, signal),
    watchProgram: () => command('laptime.watchProgram'),
    diagnose: (programId) => command('laptime.diagnose', programId ?? undefined),
    openEvidence: (file, line) => act(vscode.l10n.t('opening {0}', file), () => openAt(monitor.uriOf(file), line, 1)),
    acknowledgeAlert: (id) => answer(id, 'acknowledged'),
    resolveAlert: (id) => answer(id, 'resolved'),
    exportMonitor: (choice) => save((folder) => saveSeries(folder, choice)),
    saveMonitorPicture: (png) => save((folder) => savePicture(folder, png)),
  };
}
