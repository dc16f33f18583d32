import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './dist.ts';

/** What Laptime gets right, beside what others do: a part of docs/accuracy.md that is measured and written by itself. */
export interface AccuracySection {
  readonly name: string;
  readonly title: string;
  /** What was measured and how, for who reads the table. */
  readonly method: string;
  readonly run: () => Promise<AccuracyTable>;
}

export interface AccuracyTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** False where a goal is missed; the table says which. */
  readonly met: boolean;
}

const file = path.join(repository, 'docs/accuracy.md');
const HEAD = `# How often Laptime is right

Each table is written by the command that stands under its title, on the day and machine that it names.
`;

export function markdownTable({ columns, rows }: Pick<AccuracyTable, 'columns' | 'rows'>): string {
  const cells = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const lines = cells.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** Replaces the section of that title in docs/accuracy.md, or adds it at the end; the others stay as they are. */
export function writeAccuracySection({ name, title, method }: AccuracySection, table: AccuracyTable, machine: string): void {
  const day = new Date().toISOString().slice(0, 10);
  const text = `## ${title}\n\n\`npm run bench -- ${name} --write\`, ${day}, ${machine}.\n\n${method}\n\n${markdownTable(table)}\n`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : HEAD;
  const [head, ...sections] = before.split(/^(?=## )/m);
  const at = sections.findIndex((section) => section.startsWith(`## ${title}\n`));
  const others = sections.map((section) => section.trimEnd());
  if (at === -1) others.push(text.trimEnd());
  else others[at] = text.trimEnd();
  writeFileSync(file, `${[head!.trimEnd(), ...others].join('\n\n')}\n`);
}
