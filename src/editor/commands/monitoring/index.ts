import * as vscode from 'vscode';
import { UserError } from '../../../base/errors.ts';
import type { Folder } from '../../folders.ts';
import { requireTrust } from '../../trust.ts';
import { chooseFolder, type CommandParts, type Commands } from '../parts.ts';
import { alertCommands } from './alerts.ts';
import { modeCommands } from './mode.ts';
import { watchingCommands } from './watching.ts';

/** What the machine and programs do now, what alerts, and who else may look. */
export function monitoringCommands(parts: CommandParts): Commands {
  return {
    // Of the folder by its URI; of the one that was shown unless given.
    'laptime.showMonitor': (uri) => parts.panel.showMonitor(parts.folders.all.find((one) => one.uri.toString() === uri)),
    'laptime.openMonitorRow': () => parts.monitorView.openChosen(),
    ...watchingCommands(parts),
    ...alertCommands(parts),
    ...serverCommands(parts),
    ...modeCommands(parts),
  };
}

function serverCommands({ folders, localServers }: CommandParts): Commands {
  /** @throws UserError `no-server` */
  async function chooseRunning(): Promise<Folder | undefined> {
    const [first, ...others] = localServers.folders;
    if (!first) throw new UserError('no-server', vscode.l10n.t('No local server runs here. Use "Start Local Server" first.'));
    if (others.length === 0) return first;
    const items = localServers.folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which folder?') }))?.folder;
  }

  return {
    'laptime.startServer': async () => {
      requireTrust(vscode.l10n.t('The local server works with this workspace, and the workspace is not trusted. Trust it first.'));
      const folder = await chooseFolder(folders);
      if (folder) await localServers.announce(await localServers.start(folder));
    },
    'laptime.stopServer': async () => {
      const folder = await chooseRunning();
      if (folder) localServers.stop(folder);
    },
    'laptime.showServer': async () => {
      const folder = await chooseRunning();
      const server = folder && localServers.serverOf(folder);
      if (server) await localServers.announce(server);
    },
  };
}
