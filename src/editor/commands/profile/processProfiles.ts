import * as vscode from 'vscode';
import type { NodeProcess } from '../../../engine/engine.ts';
import { pickProcess, type PickedProcess } from '../../profiling/pickProcess.ts';
import { askLength, toRecordingLength } from '../../profiling/recordingLength.ts';
import { requireTrust } from '../../trust.ts';
import { oneLine } from '../../wording.ts';
import { chooseFolder, type CommandParts, type Commands } from '../parts.ts';

/** Workspace state: whether the user wants to be asked before an inspector is opened. */
export const DONT_ASK_KEY = 'laptime.attachWithoutAsking';

export function processProfileCommands(parts: CommandParts): Commands {
  const { debugSessions, failures, folders, memory, recorder } = parts;

  function requireTrustForProcesses(): void {
    requireTrust(
      vscode.l10n.t('Profiling a process reads the code that it runs, and the workspace is not trusted. Trust it to record profiles.'),
    );
  }

  /** An inspector lets every program of this machine that finds its address look into the process and change it. */
  async function mayOpenInspector({ pid, commandLine }: Pick<NodeProcess, 'pid' | 'commandLine'>): Promise<boolean> {
    if (memory.get(DONT_ASK_KEY) === true) return true;
    const attach = vscode.l10n.t('Attach');
    const always = vscode.l10n.t("Attach, Don't Ask Again");
    const signal = process.platform === 'win32' ? vscode.l10n.t('a request') : 'SIGUSR1';
    const what = vscode.l10n.t(
      'The process gets {0}, on which Node opens its inspector, for this machine only. Laptime closes it when the recording is over; the process goes on.',
      signal,
    );
    const detail = `${oneLine(commandLine, 300)}\n\n${what}`;
    const text = vscode.l10n.t('Open the inspector of process {0}?', pid);
    const chosen = await vscode.window.showWarningMessage(text, { modal: true, detail }, attach, always);
    if (chosen === always) await memory.update(DONT_ASK_KEY, true);
    return chosen !== undefined;
  }

  function picked(argument: unknown, processes: readonly NodeProcess[]): PickedProcess | undefined {
    if (typeof argument === 'string') return { inspector: argument };
    const process = processes.find(({ pid }) => pid === argument);
    return process && { process };
  }

  /** A keybinding may say the pid, or the address of an inspector. */
  async function attach(argument: unknown, length: unknown): Promise<void> {
    requireTrustForProcesses();
    const folder = await chooseFolder(folders);
    if (!folder) return;
    const isSaid = typeof argument === 'string' || typeof argument === 'number';
    const engine = await folder.engine();
    const known = typeof argument === 'number' ? await engine.nodeProcesses() : [];
    const chosen = isSaid
      ? // One that is not listed is refused by the engine, which knows why.
        (picked(argument, known) ?? {
          process: { pid: Number(argument), commandLine: '', cwd: null, ports: [], inspector: null, isOwn: true },
        })
      : await pickProcess(folder, failures);
    if (!chosen) return;
    const title = vscode.l10n.t('Attach To Node Process');
    const wanted = toRecordingLength(length) ?? (await askLength(title, memory));
    if (!wanted) return;
    if ('inspector' in chosen) {
      return recorder.process({ folder, label: chosen.inspector, address: { inspector: chosen.inspector }, length: wanted });
    }
    const { pid, inspector, isOwn } = chosen.process;
    if (inspector === null && isOwn && !(await mayOpenInspector(chosen.process))) return;
    await recorder.process({ folder, label: vscode.l10n.t('process {0}', pid), address: { pid }, length: wanted });
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
