import * as vscode from 'vscode';
import { UserError } from '../../../base/errors.ts';
import type { DiagnoseProgress } from '../../../engine/engine.ts';
import type { WatchedProgram } from '../../../model/watchedProgram.ts';
import { signalOf } from '../../cancellation.ts';
import type { Folder } from '../../folders.ts';
import type { FolderMonitor } from '../../monitoring/folderMonitor.ts';
import { MONITOR_VIEW } from '../../names.ts';
import { offer } from '../../offer.ts';
import { mayOpenInspector } from '../../profiling/mayOpenInspector.ts';
import { pickProcess } from '../../profiling/pickProcess.ts';
import { requireTrust } from '../../trust.ts';
import { oneLine, withoutIcons, withoutLinks } from '../../wording.ts';
import { chooseFolder, type CommandParts, type Commands } from '../parts.ts';

interface Chosen {
  readonly program: WatchedProgram;
  readonly of: FolderMonitor;
}

interface Diagnosed {
  readonly of: FolderMonitor;
  readonly pid: number;
  readonly title: string;
}

/** Programs that run, from within or from outside. */
export function watchingCommands(parts: CommandParts): Commands {
  const { debugWatching, failures, folders, memory, monitoring } = parts;

  function requireTrustForWatching(): void {
    requireTrust(
      vscode.l10n.t('Watching a program runs or looks into code of this workspace, and the workspace is not trusted. Trust it first.'),
    );
  }

  async function watchProgram(): Promise<void> {
    requireTrustForWatching();
    const items = [
      {
        label: vscode.l10n.t('$(terminal) A Command…'),
        detail: vscode.l10n.t('Runs in a terminal; each Node process of it is watched from within'),
        command: 'laptime.watchCommand',
      },
      {
        label: vscode.l10n.t('$(server-process) A Node Process That Runs…'),
        detail: vscode.l10n.t('Its inspector is opened for a moment, after asking; it goes on afterwards'),
        command: 'laptime.watchProcess',
      },
      {
        label: vscode.l10n.t('$(debug-alt) The Debug Session That I Start Now'),
        detail: vscode.l10n.t('Starts debugging with the chosen configuration, and watches it from within'),
        command: 'laptime.debugAndWatch',
      },
    ];
    const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('What is to be watched?') });
    if (chosen) await vscode.commands.executeCommand(chosen.command);
  }

  /** `argument`: from a keybinding; else the user writes it. The shell of the terminal reads it as any line that is typed there. */
  async function watchCommand(argument: unknown): Promise<void> {
    requireTrustForWatching();
    const folder = await chooseFolder(folders);
    const command = folder && (typeof argument === 'string' ? argument : await askCommand());
    if (!folder || command === undefined || command.trim() === '') return;
    const { engine } = await monitoring.of(folder);
    const { env, nodeOptions } = await (await engine.programs()).preload({ children: true });
    const before = process.env.NODE_OPTIONS;
    const terminal = vscode.window.createTerminal({
      name: vscode.l10n.t('Watched: {0}', oneLine(command, 40)),
      cwd: folder.uri,
      iconPath: new vscode.ThemeIcon('pulse'),
      env: { ...env, NODE_OPTIONS: before === undefined ? nodeOptions : `${before} ${nodeOptions}` },
      isTransient: true,
    });
    terminal.show(true);
    terminal.sendText(command, true);
  }

  /** `argument`: a pid, from a keybinding or a test. */
  async function watchProcess(argument: unknown): Promise<void> {
    requireTrustForWatching();
    const folder = await chooseFolder(folders);
    const pid = folder && (typeof argument === 'number' ? argument : await askProcess(folder));
    if (!folder || pid === undefined) return;
    const { engine } = await monitoring.of(folder);
    const programs = await engine.programs();
    const title = vscode.l10n.t('Watching process {0}', pid);
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      programs.attach(pid, 'within', new AbortController().signal),
    );
  }

  async function askProcess(folder: Folder): Promise<number | undefined> {
    const picked = await pickProcess(folder, failures);
    if (!picked) return undefined;
    if ('inspector' in picked)
      throw new UserError('no-pid', vscode.l10n.t('A process of this machine is watched by its number: choose one of the list.'));
    const { inspector, isOwn, pid } = picked.process;
    return inspector !== null || !isOwn || (await mayOpenInspector(picked.process, memory)) ? pid : undefined;
  }

  async function debugAndWatch(): Promise<void> {
    requireTrustForWatching();
    debugWatching.armNext();
    await vscode.commands.executeCommand('workbench.action.debug.start');
  }

  /** The program of a row, or the one that the user picks of several. @throws UserError `not-watched` where there is none */
  async function chooseProgram(argument: unknown): Promise<Chosen | undefined> {
    const all = monitoring.all.flatMap((of) => of.running.map((program): Chosen => ({ program, of })));
    const wanted = idIn(argument);
    if (wanted !== undefined) {
      const chosen = all.find(({ program }) => program.id === wanted);
      if (chosen) return chosen;
      throw new UserError('not-watched', vscode.l10n.t('This program is not watched any more. Choose one that runs, or watch it again.'));
    }
    const [first] = all;
    if (!first) throw new UserError('not-watched', vscode.l10n.t('No program is watched. Use "Watch Program…" first.'));
    if (all.length === 1) return first;
    const items = all.map((chosen) => ({
      label: withoutIcons(oneLine(chosen.program.title, 80)),
      description: String(chosen.program.pid),
      chosen,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which program?') }))?.chosen;
  }

  async function stopWatching(argument: unknown): Promise<void> {
    const chosen = await chooseProgram(argument);
    if (chosen) (await chosen.of.engine.programs()).leave(chosen.program.id);
  }

  /** Looks into a program: one that is watched, or another one that the user picks. */
  async function diagnose(argument: unknown): Promise<void> {
    requireTrustForWatching();
    const isNone = monitoring.programs.length === 0 && typeof argument !== 'string';
    const chosen = isNone ? await pickUnwatched(argument) : await watchedOne(argument);
    if (!chosen) return;
    const { of, pid, title } = chosen;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(vscode.l10n.t('Diagnosing {0}', oneLine(title, 60))),
      cancellable: true,
    };
    const diagnosis = await vscode.window.withProgress(options, (progress, token) =>
      of.engine.diagnose({ pid }, (now) => progress.report({ message: progressText(now) }), signalOf(token)),
    );
    of.showDiagnosis({ program: { pid, title }, diagnosis });
    const show = { title: vscode.l10n.t('Show'), act: () => vscode.commands.executeCommand(`${MONITOR_VIEW}.focus`) };
    void offer(oneLine(diagnosis.summary, 300), [show], failures);
  }

  /** One that is watched, if the user lets its inspector be asked. */
  async function watchedOne(argument: unknown): Promise<Diagnosed | undefined> {
    const chosen = await chooseProgram(argument);
    if (!chosen) return undefined;
    const { of, program } = chosen;
    const { pid, title } = program;
    return (await mayOpenInspector({ pid, commandLine: title }, memory)) ? { of, pid, title } : undefined;
  }

  /** `argument`: a pid, from a keybinding or a test. */
  async function pickUnwatched(argument: unknown): Promise<Diagnosed | undefined> {
    const folder = await chooseFolder(folders);
    const pid = folder && (typeof argument === 'number' ? argument : await askProcess(folder));
    return folder && pid !== undefined ? { of: await monitoring.of(folder), pid, title: vscode.l10n.t('process {0}', pid) } : undefined;
  }

  return {
    'laptime.diagnose': diagnose,
    'laptime.watchProgram': watchProgram,
    'laptime.watchCommand': watchCommand,
    'laptime.watchProcess': watchProcess,
    'laptime.debugAndWatch': debugAndWatch,
    'laptime.stopWatching': stopWatching,
  };
}

function progressText(progress: DiagnoseProgress): string {
  return progress.kind === 'asking'
    ? oneLine(progress.question, 100)
    : vscode.l10n.t('watching it for {0} s', Math.round(progress.durationMs / 1000));
}

/** Of a row of the view, or as a keybinding says. */
function idIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('programId' in argument)) return undefined;
  return typeof argument.programId === 'string' ? argument.programId : undefined;
}

function askCommand(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Watch Command'),
    prompt: vscode.l10n.t('What is to run in a terminal? Each Node process that it starts is watched.'),
    placeHolder: 'npm run dev',
  });
}
