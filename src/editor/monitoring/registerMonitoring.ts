import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../base/lifecycle.ts';
import type { Failures } from '../failures.ts';
import type { Folders } from '../folders.ts';
import type { SettingsSource } from '../settings.ts';
import { showAlertMessage } from './alertNotices.ts';
import { AlertSecrets } from './alertSecrets.ts';
import { DebugWatching } from './debugWatching.ts';
import { LocalServers } from './localServers.ts';
import { Monitoring } from './monitoring.ts';
import { MonitorStatus } from './monitorStatus.ts';
import { MonitorView } from './monitorView.ts';

export interface MonitoringFaces extends Disposable {
  readonly monitoring: Monitoring;
  readonly monitorStatus: MonitorStatus;
  readonly monitorView: MonitorView;
  readonly alertSecrets: AlertSecrets;
  readonly debugWatching: DebugWatching;
  readonly localServers: LocalServers;
}

/** All of the editor that is about what runs now. Nothing is opened before `monitoring.start()`. */
export function registerMonitoring(parts: {
  readonly extension: vscode.ExtensionContext;
  readonly folders: Folders;
  readonly settings: SettingsSource;
  readonly failures: Failures;
  readonly log: vscode.LogOutputChannel;
}): MonitoringFaces {
  const { extension, failures } = parts;
  const owned = new DisposableStore();
  const alertSecrets = owned.add(new AlertSecrets(extension.secrets, extension.workspaceState));
  const monitoring = owned.add(
    new Monitoring({
      ...parts,
      secrets: alertSecrets,
      onMessage: (message, desk, folder) => void showAlertMessage(message, desk, folder, failures),
    }),
  );
  return {
    monitoring,
    alertSecrets,
    monitorStatus: owned.add(new MonitorStatus(monitoring)),
    monitorView: owned.add(new MonitorView(monitoring)),
    debugWatching: owned.add(new DebugWatching({ ...parts, monitoring })),
    localServers: owned.add(new LocalServers({ ...parts, secrets: alertSecrets })),
    dispose: () => owned.dispose(),
  };
}
