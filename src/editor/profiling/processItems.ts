import path from 'node:path';
import * as vscode from 'vscode';
import type { NodeProcess } from '../../engine/engine.ts';
import { oneLine, withoutIcons } from '../wording.ts';

export type ProcessItem = vscode.QuickPickItem & { readonly process?: NodeProcess; readonly askAddress?: true };

/** `node server.js --port 80`: the program without the folders in front of it, and what lies below its folder without that. */
export function shortCommand({ commandLine, cwd }: Pick<NodeProcess, 'commandLine' | 'cwd'>): string {
  const [program = '', ...rest] = commandLine.split(' ');
  const below = cwd === null || cwd === path.parse(cwd).root ? null : cwd + path.sep;
  const words = rest.map((word) => (below !== null && word.startsWith(below) ? word.slice(below.length) : word));
  return [path.basename(program.replaceAll('\\', '/')) || program, ...words].join(' ');
}

const isBelow = (folder: string, root: string): boolean => {
  const relative = path.relative(root, folder);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
};

function portsText(ports: readonly number[]): string[] {
  if (ports.length === 0) return [];
  const named = ports.slice(0, 4).join(', ');
  const more = ports.length > 4 ? ', …' : '';
  return [ports.length === 1 ? vscode.l10n.t('port {0}', named) : vscode.l10n.t('ports {0}{1}', named, more)];
}

function itemOf(process: NodeProcess): ProcessItem {
  const { pid, cwd, ports, inspector, isOwn } = process;
  const facts = [
    vscode.l10n.t('pid {0}', pid),
    ...portsText(ports),
    ...(inspector === null ? [] : [vscode.l10n.t('inspector on {0}', inspector)]),
    ...(isOwn ? [] : [vscode.l10n.t('of another user')]),
    ...(cwd === null ? [] : [oneLine(cwd, 200)]),
  ];
  // Below the command, which may be as long as the line.
  return { label: withoutIcons(oneLine(shortCommand(process), 120)), detail: withoutIcons(facts.join(' · ')), process };
}

/** Those of the workspace first, then what listens, then the newest; last a way to name an inspector elsewhere. */
export function processItems(processes: readonly NodeProcess[], root: string): ProcessItem[] {
  const rank = ({ cwd, ports, isOwn }: NodeProcess) =>
    (isOwn ? 0 : 4) + (cwd !== null && isBelow(cwd, root) ? 0 : 2) + (ports.length > 0 ? 0 : 1);
  const sorted = processes.toSorted((a, b) => rank(a) - rank(b) || b.pid - a.pid);
  const inWorkspace = sorted.filter((each) => rank(each) < 2);
  const others = sorted.filter((each) => rank(each) >= 2);
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(inWorkspace.length > 0 ? [separator(vscode.l10n.t('of this workspace')), ...inWorkspace.map(itemOf)] : []),
    ...(others.length > 0 ? [separator(vscode.l10n.t('others')), ...others.map(itemOf)] : []),
    separator(''),
    { label: `$(link) ${vscode.l10n.t('Enter the address of an inspector…')}`, askAddress: true, alwaysShow: true },
  ];
}
