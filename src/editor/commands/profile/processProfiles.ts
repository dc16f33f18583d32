import * as vscode from 'vscode';
import type { NodeProcess } from '../../../engine/engine.ts';
import type { Folder } from '../../folders.ts';
import { mayOpenInspector } from '../../profiling/mayOpenInspector.ts';
import { pickProcess } from '../../profiling/pickProcess.ts';
import { shortCommand } from '../../profiling/processItems.ts';
import { askLength, toRecordingLength } from '../../profiling/recordingLength.ts';
import { requireTrust } from '../../trust.ts';
import { chooseFolder, folderOf, type CommandParts, type Commands } from '../parts.ts';

type AskedProcess = Pick<NodeProcess, 'pid' | 'commandLine' | 'cwd' | 'inspector' | 'isOwn'>;

export function processProfileCommands(parts: CommandParts): Commands {
  const { debugSessions, failures, folders, memory, recorder } = parts;

  function requireTrustForProcesses(): void {
    requireTrust(
      vscode.l10n.t('Profiling a process reads the code that it runs, and the workspace is not trusted. Trust it to record profiles.'),
    );
  }

  /** A keybinding may say the pid, or the address of an inspector. */
  async function choose(folder: Folder, argument: unknown): Promise<AskedProcess | { readonly address: string } | undefined> {
    if (typeof argument === 'string') return { address: argument };
    if (typeof argument === 'number') {
      const listed = (await (await folder.engine()).nodeProcesses()).find(({ pid }) => pid === argument);
      // The engine knows why one is not listed.
      return listed ?? { pid: argument, commandLine: '', cwd: null, inspector: null, isOwn: true };
    }
    const picked = await pickProcess(folder, failures);
    return picked && 'inspector' in picked ? { address: picked.inspector } : picked?.process;
  }

  /** `root`: of the folder, from a row of the monitor. */
  async function attach(argument: unknown, length: unknown, root: unknown): Promise<void> {
    requireTrustForProcesses();
    const folder = await folderOf(folders, root);
    const chosen = folder && (await choose(folder, argument));
    if (!chosen) return;
    const wanted = toRecordingLength(length) ?? (await askLength(vscode.l10n.t('Attach To Node Process'), memory));
    if (!wanted) return;
    if ('address' in chosen) {
      return recorder.process({ folder, label: chosen.address, address: { inspector: chosen.address }, length: wanted });
    }
    const { pid, commandLine, inspector, isOwn } = chosen;
    if (inspector === null && isOwn && !(await mayOpenInspector(chosen, memory))) return;
    const label = commandLine === '' ? vscode.l10n.t('process {0}', pid) : shortCommand(chosen);
    await recorder.process({ folder, label, address: { pid }, length: wanted });
  }

  async function profileDebugSession(length: unknown): Promise<void> {
    requireTrustForProcesses();
    const debugSession = await debugSessions.address();
    if (!debugSession) return;
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const wanted = toRecordingLength(length) ?? (await askLength(vscode.l10n.t('Profile {0}', debugSession.name), memory));
    if (!wanted) return;
    await recorder.process({ folder, label: debugSession.name, address: { debugSession }, length: wanted });
  }

  return {
    'laptime.attachToProcess': attach,
    'laptime.profileDebugSession': profileDebugSession,
  };
}
