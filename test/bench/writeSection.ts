import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { formatBytes } from '../../src/base/units.ts';
import { repository } from './dist.ts';

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Written {
  readonly name: string;
  readonly title: string;
  /** What was measured and how, for who reads the table. */
  readonly method: string;
}

const titles = { accuracy: 'How often Laptime is right', performance: 'How fast Laptime itself is' } as const;

const machine = () =>
  `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown CPU'}, ${formatBytes(totalmem())}, ${type()} ${release()}, Node ${process.version}`;

export function markdownTable({ columns, rows }: Table): string {
  const cells = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const lines = cells.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

const measured = (name: string) => `\`npm run bench -- ${name} --write\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}.`;

/** Replaces what stands between `<!-- part -->` and `<!-- /part -->` in a document of `docs/`. */
export function writePart(document: string, part: string, name: string, table: Table): void {
  const file = path.join(repository, 'docs', `${document}.md`);
  const text = readFileSync(file, 'utf8');
  const [from, until] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [start, end] = [text.indexOf(from), text.indexOf(until)];
  if (start === -1 || end < start) throw new Error(`${file} has no place for a table: ${from} and ${until} are missing`);
  const written = `${from}\n\n${measured(name)}\n\n${markdownTable(table)}\n\n`;
  writeFileSync(file, text.slice(0, start) + written + text.slice(end));
}

/** Replaces the section of that title in a document of `docs/`, or adds it at the end; the others stay as they are. */
export function writeSection(document: keyof typeof titles, { name, title, method }: Written, table: Table): void {
  const file = path.join(repository, 'docs', `${document}.md`);
  const text = `## ${title}\n\n${measured(name)}\n\n${method}\n\n${markdownTable(table)}`;
  const head = `# ${titles[document]}\n\nEach table is written by the command that stands under its title, on the day and machine that it names.`;
  const [, ...sections] = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=## )/m) : [];
  const all = sections.map((section) => section.trimEnd());
  const at = all.findIndex((section) => section.startsWith(`## ${title}\n`));
  all.splice(at === -1 ? all.length : at, at === -1 ? 0 : 1, text);
  writeFileSync(file, `${[head, ...all].join('\n\n')}\n`);
}
