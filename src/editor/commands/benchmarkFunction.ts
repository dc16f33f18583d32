import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { BenchmarkFunctionRequest, FunctionAddress } from '../../engine/engine.ts';
import { activeFileEditor } from '../activeEditor.ts';
import { signalOf } from '../cancellation.ts';
import type { Folder } from '../folders.ts';
import { offer } from '../offer.ts';
import { commandWords } from '../profiling/commandWords.ts';
import { foldersUpTo, packageManagerOf, scriptsOf } from '../profiling/packageScripts.ts';
import { openProgramTerminal } from '../profiling/programTerminal.ts';
import { testCommandFor } from '../profiling/testCommand.ts';
import { saveBeforeRun } from '../testing/saveBeforeRun.ts';
import { requireTrust } from '../trust.ts';
import { countText, oneLine, withoutIcons, withoutLinks } from '../wording.ts';
import type { CommandParts, Commands } from './parts.ts';

interface Wanted extends FunctionAddress {
  readonly folder: Folder;
}

type Program = Omit<BenchmarkFunctionRequest['program'], 'output'>;

/** What may be picked; `program` is asked for when it was. */
interface ProgramItem extends vscode.QuickPickItem {
  readonly program: () => Promise<Program | undefined>;
}

const MOST_TESTS = 20;
const NEEDS_LOADER = /\.(?:[cm]?ts|tsx|jsx)$/;

/** A bench file for a function, with what a run of the tests or of a script calls it with. */
export function benchmarkFunctionCommands({ folders, runs, settings, failures, memory }: CommandParts): Commands {
  const title = () => vscode.l10n.t('Benchmark This Function');

  /** Of what a keybinding or another command names, else of the cursor. @throws UserError `no-function` */
  function wantedOf(uri: unknown, place: unknown): Wanted {
    const editor = activeFileEditor();
    const wanted = uri instanceof vscode.Uri ? uri : editor?.document.uri;
    const located = wanted && folders.locate(wanted);
    const active = editor?.selection.active;
    const line =
      typeof place === 'number' && place >= 1 ? { line: place } : active && { line: active.line + 1, column: active.character + 1 };
    const at = typeof place === 'string' ? { name: place } : line;
    if (located && at) return { ...located, place: at };
    throw new UserError('no-function', vscode.l10n.t('Open a file of a workspace folder first, and put the cursor into the function.'));
  }

  async function benchmarkFunction(uri: unknown, place: unknown, command: unknown): Promise<void> {
    requireTrust(
      vscode.l10n.t(
        'Recording what a function is called with executes code of this workspace, and the workspace is not trusted. Trust it first.',
      ),
    );
    const wanted = wantedOf(uri, place);
    await saveBeforeRun();
    const engine = await wanted.folder.engine();
    // Before anything is asked: it may be none, or not exported.
    const { name } = await engine.findFunction(wanted, new AbortController().signal);
    const program = isWords(command) ? { command, cwd: wanted.folder.uri.fsPath } : await pickProgram(wanted, name);
    if (program) await write(wanted, name, program);
  }

  async function write({ folder, file, place }: Wanted, name: string, program: Program): Promise<void> {
    const shown = { location: vscode.ProgressLocation.Notification, cancellable: true };
    const label = oneLine(program.command.join(' '), 60);
    const written = await vscode.window.withProgress(
      { ...shown, title: withoutLinks(vscode.l10n.t('Recording the calls of {0}: {1}', oneLine(name, 60), label)) },
      async (_, token) => {
        const ended = new AbortController();
        const terminal = openProgramTerminal(label, { onInterrupt: () => ended.abort(), onClose: () => ended.abort() });
        try {
          const { nodeExecutable } = settings.for(folder.fileUri(file));
          const request: BenchmarkFunctionRequest = {
            ...{ file, place, program: { ...program, output: terminal.write } },
            ...(nodeExecutable !== null && { nodeExecutable }),
          };
          const either = AbortSignal.any([signalOf(token), ended.signal]);
          // In its turn: what is measured meanwhile would be disturbed.
          return await runs.record(folder, label, (engine, signal) => engine.benchmarkFunction(request, signal), either);
        } finally {
          terminal.dispose();
        }
      },
    );
    await vscode.window.showTextDocument(folder.fileUri(written.file));
    const made = vscode.l10n.t('Wrote {0} with {1}.', written.file, countText(written.benchmarks.length));
    const run = () => vscode.commands.executeCommand('laptime.runFile', folder.fileUri(written.file));
    const choices = [{ title: vscode.l10n.t('Run'), act: run }];
    // It stands until the user closes it, and nobody waits for that.
    void offer([made, ...written.notes].map((text) => oneLine(text, 300)).join(' '), choices, failures);
  }

  async function pickProgram({ folder, file }: Wanted, name: string): Promise<Program | undefined> {
    const root = folder.uri.fsPath;
    const items = [...(await testItems(folder, file)), ...(await scriptItems(root, file)), otherItem(root)];
    const placeHolder = vscode.l10n.t('What calls {0}? It is run once.', oneLine(name, 60));
    const picked = await vscode.window.showQuickPick(items, { title: title(), placeHolder, matchOnDescription: true, matchOnDetail: true });
    return picked?.program();
  }

  async function testItems(folder: Folder, file: string): Promise<ProgramItem[]> {
    const stem = path.posix.parse(file).name.replaceAll(/[^\w.-]/g, '?');
    const pattern = new vscode.RelativePattern(folder.uri, `**/${stem}{.,-,_}{test,spec}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}`);
    const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_TESTS);
    return found.map(({ fsPath }) => {
      const place = path.relative(folder.uri.fsPath, fsPath);
      return {
        label: `$(beaker) ${withoutIcons(oneLine(path.basename(place), 80))}`,
        description: withoutIcons(oneLine(path.dirname(place))),
        program: async () => {
          const { command, cwd, isScript } = await testCommandFor(fsPath, folder.uri.fsPath);
          return { command, cwd, typescript: isScript && NEEDS_LOADER.test(fsPath) };
        },
      };
    });
  }

  /** Of the packages around the file, nearest first; those that test before others. */
  async function scriptItems(root: string, file: string): Promise<ProgramItem[]> {
    const around = foldersUpTo(path.dirname(path.join(root, file)), root).map((folder) => path.join(folder, 'package.json'));
    const scripts = await scriptsOf(around.filter((manifest) => existsSync(manifest)));
    const isTest = ({ name }: { readonly name: string }) => /^test\b/.test(name);
    return [...scripts.filter(isTest), ...scripts.filter((script) => !isTest(script))].map((script) => ({
      label: `$(terminal) ${withoutIcons(oneLine(script.name, 80))}`,
      description: withoutIcons(oneLine(path.relative(root, script.folder))),
      detail: withoutIcons(oneLine(script.text)),
      program: async () => ({ command: [await packageManagerOf(script.folder, root), 'run', script.name], cwd: script.folder }),
    }));
  }

  function otherItem(cwd: string): ProgramItem {
    return {
      label: `$(edit) ${vscode.l10n.t('Another command…')}`,
      program: async () => {
        const prompt = vscode.l10n.t('A program and its arguments, without a shell: node script.js');
        const value = memory.get('benchmarkFunction.command', '');
        const text = await vscode.window.showInputBox({ title: title(), prompt, value });
        const command = commandWords(text ?? '');
        if (command.length === 0) return undefined;
        await memory.update('benchmarkFunction.command', text);
        return { command, cwd };
      },
    };
  }

  return { 'laptime.benchmarkFunction': benchmarkFunction };
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string');
