// npm run bench -- [SECTION]… [--write]
//
// Measures Laptime itself and prints a table for each section; --write also replaces docs/performance.md, where all sections ran.
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatBytes } from '../../src/base/units.ts';
import { activation } from './activation.ts';
import { cli } from './cli.ts';
import { discovery } from './discovery.ts';
import { repository } from './dist.ts';
import { overhead } from './overhead.ts';
import type { Row, Section } from './section.ts';
import { size } from './size.ts';

const sections: readonly Section[] = [discovery, cli, activation, size, overhead];

const { values, positionals } = parseArgs({ options: { write: { type: 'boolean', default: false } }, allowPositionals: true });

function table(rows: readonly Row[]): string {
  const cells = [['', 'median', '95 % interval', 'target'], ...rows.map((row) => [row.label, row.value, row.interval, targetOf(row)])];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const lines = cells.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

const targetOf = ({ target, met }: Row) => (met ? target : `${target}: missed`);

const machine = () =>
  `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown CPU'}, ${formatBytes(totalmem())}, ${type()} ${release()}, Node ${process.version}`;

async function main(): Promise<void> {
  const unknown = positionals.find((name) => !sections.some((section) => section.name === name));
  if (unknown !== undefined) {
    console.error(`There is no section '${unknown}': choose from ${sections.map((section) => section.name).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const chosen = positionals.length === 0 ? sections : sections.filter((section) => positionals.includes(section.name));
  if (values.write && chosen.length < sections.length) {
    console.error('--write needs all sections: docs/performance.md is of one run on one machine.');
    process.exitCode = 2;
    return;
  }
  const parts: string[] = [];
  for (const section of chosen) {
    const rows = await section.run();
    console.log(`\n${section.title}\n\n${table(rows)}`);
    parts.push(`## ${section.title}\n\n${section.method}\n\n${table(rows)}\n`);
    if (rows.some((row) => !row.met)) process.exitCode = 1;
  }
  if (!values.write) return;
  const head = `# How fast Laptime itself is\n\nWritten by \`npm run bench -- --write\` on ${machine()}.\n`;
  writeFileSync(path.join(repository, 'docs/performance.md'), [head, ...parts].join('\n'));
}

await main();
