import * as vscode from 'vscode';
import { oneLine } from './wording.ts';

/** One line in which Markdown finds no markup: no links, tables, HTML or icons. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}

export interface TableColumn {
  readonly title: string;
  /** Left unless given. */
  readonly align?: 'right';
}

/** A Markdown table; every cell is plain text. Columns without any text below their title are left out. */
export function markdownTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const shown = [...columns.keys()].filter((index) => rows.some((cells) => cells[index]));
  // The editor's tables have no room between their columns.
  const line = (cells: readonly string[]) => `| ${shown.map((index) => escapeMarkdown(cells[index] ?? '')).join(' | &nbsp;&nbsp;')} |`;
  const rule = shown.map((index) => (columns[index]?.align === 'right' ? '---:' : ':---')).join(' | ');
  return [line(columns.map(({ title }) => title)), `| ${rule} |`, ...rows.map(line)].join('\n');
}

/** A link that runs a command of ours. The text around it must be allowed to run that command. */
export function commandLink(title: string, command: string, args: readonly (number | string)[] = []): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `[${escapeMarkdown(title)}](command:${command}${query})`;
}

/** Markdown in which only links to these commands work. */
export function markdownWithCommands(text: string, commands: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, true);
  markdown.isTrusted = { enabledCommands: commands };
  return markdown;
}
