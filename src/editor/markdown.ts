import * as vscode from 'vscode';
import { oneLine } from './wording.ts';

/** One line in which Markdown finds no markup: no links, tables, HTML or icons. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A Markdown table; every cell is plain text. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A link that runs a command of ours without arguments. The text around it must be allowed to run that command. */
export function commandLink(title: string, command: string): string {
  return `[${escapeMarkdown(title)}](command:${command})`;
}

/** Markdown in which only links to these commands work. */
export function markdownWithCommands(text: string, commands: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, true);
  markdown.isTrusted = { enabledCommands: commands };
  return markdown;
}
