import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../../base/errors.ts';
import { activeFileEditor } from '../../activeEditor.ts';
import type { Folder } from '../../folders.ts';
import { packageManagerOf, scriptsOf, type PackageScript } from '../../profiling/packageScripts.ts';
import { askLength, toRecordingLength } from '../../profiling/recordingLength.ts';
import { testCommandFor } from '../../profiling/testCommand.ts';
import { saveBeforeRun } from '../../testing/saveBeforeRun.ts';
import { requireTrust } from '../../trust.ts';
import { oneLine, withoutIcons } from '../../wording.ts';
import type { CommandParts, Commands } from '../parts.ts';

/** What Node runs, by itself or with the loader of bench files. */
const SCRIPT = /\.[cm]?[jt]sx?$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;
const NEEDS_LOADER = /\.(?:[cm]?ts|tsx|jsx)$/;
const MOST_MANIFESTS = 500;

function requireTrustForPrograms(): void {
  requireTrust(
    vscode.l10n.t('Profiling a program executes code of this workspace, and the workspace is not trusted. Trust it to record profiles.'),
  );
}

interface Program {
  readonly folder: Folder;
  /** For its terminal and its progress. */
  readonly label: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly typescript: boolean;
}

export function programProfileCommands(parts: CommandParts): Commands {
  const { folders, memory, profiler, recorder, tree } = parts;

  /** `length` is what a keybinding says; asked for otherwise. */
  async function record(program: Program, title: string, length: unknown): Promise<void> {
    const wanted = toRecordingLength(length) ?? (await askLength(title, memory));
    if (!wanted) return;
    await saveBeforeRun();
    await recorder.program({ ...program, length: wanted });
  }

  /** The script of a URI, or of the active editor. @throws UserError `not-a-script` */
  function scriptOf(uri: unknown): { readonly folder: Folder; readonly file: string; readonly fsPath: string } {
    const wanted = uri instanceof vscode.Uri ? uri : activeFileEditor()?.document.uri;
    const located = wanted && folders.locate(wanted);
    if (!wanted || !located || !SCRIPT.test(located.file) || DECLARATIONS.test(located.file)) {
      throw new UserError(
        'not-a-script',
        vscode.l10n.t('Open a JavaScript or TypeScript file of a workspace folder first: it is what Node is to run.'),
      );
    }
    return { ...located, fsPath: wanted.fsPath };
  }

  async function profileFile(uri: unknown, length: unknown): Promise<void> {
    requireTrustForPrograms();
    const { folder, file, fsPath } = scriptOf(uri);
    const bench = tree.entry(folder, file);
    // What Node would make of it depends on its library; as benchmarks only what is measured counts.
    if (bench) return profiler.profileItems([bench.item], toRecordingLength(length)?.kind ?? 'cpu');
    const label = path.basename(fsPath);
    const program = { folder, label, command: ['node', fsPath], cwd: folder.uri.fsPath, typescript: NEEDS_LOADER.test(file) };
    await record(program, vscode.l10n.t('Profile {0}', oneLine(label, 60)), length);
  }

  async function profileTestFile(uri: unknown, length: unknown): Promise<void> {
    requireTrustForPrograms();
    const { folder, file, fsPath } = scriptOf(uri);
    const { command, cwd, isScript } = await testCommandFor(fsPath, folder.uri.fsPath);
    const label = path.basename(fsPath);
    const program = { folder, label, command, cwd, typescript: isScript && NEEDS_LOADER.test(file) };
    await record(program, vscode.l10n.t('Profile {0}', oneLine(label, 60)), length);
  }

  async function allScripts(): Promise<(PackageScript & { readonly folder: string; readonly of: Folder })[]> {
    const found = await Promise.all(
      folders.all.map(async (folder) => {
        const pattern = new vscode.RelativePattern(folder.uri, '**/package.json');
        const manifests = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_MANIFESTS);
        const depth = (file: string) => file.split(/[\\/]/).length;
        const files = manifests.map(({ fsPath }) => fsPath).toSorted((a, b) => depth(a) - depth(b) || a.localeCompare(b));
        return (await scriptsOf(files)).map((script) => ({ ...script, of: folder }));
      }),
    );
    return found.flat();
  }

  /** `name` and `folder`, a path, are what a keybinding says. */
  async function profileScript(argument: unknown, length: unknown): Promise<void> {
    requireTrustForPrograms();
    const scripts = await allScripts();
    if (scripts.length === 0) {
      throw new UserError('no-scripts', vscode.l10n.t('No package.json of this workspace has scripts: there is nothing to run.'));
    }
    const script = await chooseScript(scripts, argument);
    if (!script) return;
    const { of: folder, name, folder: cwd } = script;
    const manager = await packageManagerOf(cwd, folder.uri.fsPath);
    const label = `${manager} run ${name}`;
    const program = { folder, label, command: [manager, 'run', name], cwd, typescript: false };
    await record(program, vscode.l10n.t('Profile {0}', oneLine(label, 60)), length);
  }

  async function chooseScript<T extends PackageScript & { readonly of: Folder }>(
    scripts: readonly T[],
    argument: unknown,
  ): Promise<T | undefined> {
    if (typeof argument === 'string') {
      const named = scripts.find(({ name }) => name === argument);
      if (named) return named;
      throw new UserError('no-scripts', vscode.l10n.t('No package.json of this workspace has a script {0}.', oneLine(argument, 60)));
    }
    const items = scripts.map((script) => {
      const place = path.relative(script.of.uri.fsPath, script.folder);
      const description = [...(folders.all.length > 1 ? [script.of.name] : []), ...(place === '' ? [] : [place])].join(' › ');
      return {
        label: withoutIcons(oneLine(script.name, 80)),
        description: withoutIcons(oneLine(description)),
        detail: withoutIcons(oneLine(script.text)),
        script,
      };
    });
    const options = {
      title: vscode.l10n.t('Profile npm Script'),
      placeHolder: vscode.l10n.t('Which script?'),
      matchOnDescription: true,
      matchOnDetail: true,
    };
    return (await vscode.window.showQuickPick(items, options))?.script;
  }

  return {
    'laptime.profileFile': profileFile,
    'laptime.profileTestFile': profileTestFile,
    'laptime.profileScript': profileScript,
  };
}
