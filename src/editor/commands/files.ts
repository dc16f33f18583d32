import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { apiOfPackage } from '../../model/apiOfPackage.ts';
import { activeFileEditor } from '../activeEditor.ts';
import type { Folder } from '../folders.ts';
import { CONFIG_FILE } from '../names.ts';
import { chooseFolder, type CommandParts, type Commands } from './parts.ts';
import { benchTemplate } from './template.ts';

const INSTALLED_SCHEMA = 'node_modules/laptime/docs/laptime.config.schema.json';
const SOURCE = /^(.*?)(?:\.bench)?\.([cm]?[jt]sx?)$/;

/** The file as it is after this call; one that is there already keeps its content. */
async function create(file: string, text: string): Promise<'made' | 'was there'> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, text, { flag: 'wx' });
    return 'made';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'was there';
    throw error;
  }
}

async function openConfiguration(folder: Folder): Promise<void> {
  const file = folder.fileUri(CONFIG_FILE);
  // The extension contributes the schema for this name; an installed package also serves other editors.
  const hasSchema = existsSync(folder.fileUri(INSTALLED_SCHEMA).fsPath);
  const schema = hasSchema ? { $schema: `./${INSTALLED_SCHEMA}` } : {};
  const { benchmarks, exclude, preset } = (await (await folder.engine()).config()).config;
  await create(file.fsPath, `${JSON.stringify({ ...schema, benchmarks, exclude, preset, budgets: [] }, null, 2)}\n`);
  await vscode.window.showTextDocument(file);
}

/** Beside the active source file, else at the top of the folder. */
function suggestedFile(folder: Folder): string {
  const active = activeFileEditor()?.document.uri;
  const relative = active && path.relative(folder.uri.fsPath, active.fsPath).replaceAll(path.sep, '/');
  const [, stem, extension] = (relative && !relative.startsWith('..') && SOURCE.exec(relative)) || [];
  if (stem && extension) return `${stem}.bench.${extension}`;
  return existsSync(folder.fileUri('tsconfig.json').fsPath) ? 'first.bench.ts' : 'first.bench.js';
}

function problemOf(file: string): string | undefined {
  if (path.isAbsolute(file) || path.normalize(file).startsWith('..')) return vscode.l10n.t('Stay inside the workspace folder.');
  if (!/\.bench\.[cm]?[jt]sx?$/.test(file)) return vscode.l10n.t('The name must end in .bench.ts, .bench.js or the like.');
  return undefined;
}

async function manifestOf(folder: Folder): Promise<unknown> {
  try {
    return JSON.parse(await readFile(folder.fileUri('package.json').fsPath, 'utf8'));
  } catch {
    // None, or half-written: then nothing is known of the libraries in use.
    return undefined;
  }
}

async function newBenchFile(folder: Folder, wanted: unknown): Promise<void> {
  const input = { title: vscode.l10n.t('New Bench File'), prompt: vscode.l10n.t('Path in {0}', folder.name), validateInput: problemOf };
  const file = typeof wanted === 'string' ? wanted : await vscode.window.showInputBox({ ...input, value: suggestedFile(folder) });
  if (file === undefined) return;
  const problem = problemOf(file);
  if (problem !== undefined) throw new UserError('bad-file-name', `${file}: ${problem}`);
  const { text, selected } = benchTemplate(apiOfPackage(await manifestOf(folder)));
  const uri = folder.fileUri(file);
  const outcome = await create(uri.fsPath, text);
  const editor = await vscode.window.showTextDocument(uri);
  const at = outcome === 'made' ? text.indexOf(selected) : -1;
  if (at < 0) return;
  const { document } = editor;
  editor.selection = new vscode.Selection(document.positionAt(at), document.positionAt(at + selected.length));
}

export function fileCommands({ folders }: CommandParts): Commands {
  return {
    'laptime.openConfiguration': async () => {
      const folder = await chooseFolder(folders);
      if (folder) await openConfiguration(folder);
    },
    'laptime.newBenchFile': async (wanted) => {
      const folder = await chooseFolder(folders);
      if (folder) await newBenchFile(folder, wanted);
    },
  };
}
