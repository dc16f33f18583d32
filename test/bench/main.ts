// npm run bench -- [SECTION]… [--write]
// npm run bench -- rules [ID]… [--write]
// npm run bench -- hints --sample SEED
//
// Measures Laptime itself and prints a table for each section: how fast it is, unless some are named; how often it is right, only
// what is named. --write replaces those sections of docs/performance.md and docs/accuracy.md. What the rules of hints claim, all or
// those that are named: --write replaces the figures that they quote. --sample prints hints in published packages with the code around
// them, as docs/precision.md judges them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AccuracySection } from './accuracySection.ts';
import { activation } from './activation.ts';
import { alerts } from './alerts.ts';
import { bisect } from './bisect.ts';
import { changePoints } from './changePoints.ts';
import { cli } from './cli.ts';
import { diagnosis } from './diagnosis.ts';
import { discovery } from './discovery.ts';
import { flame } from './flame.ts';
import { hints } from './hints/hints.ts';
import { history } from './history.ts';
import { overhead } from './overhead.ts';
import { panel } from './panel.ts';
import { profiles } from './profiles/profiles.ts';
import { benchRules } from './rules/rules.ts';
import type { Row, Section } from './section.ts';
import { size } from './size.ts';
import { soak } from './soak.ts';
import { verdicts } from './verdicts/verdicts.ts';
import { watch } from './watch.ts';
import { watching } from './watching.ts';
import { markdownTable, writeSection } from './writeSection.ts';

const sections: readonly Section[] = [
  discovery,
  cli,
  history,
  panel,
  profiles,
  flame,
  hints,
  activation,
  size,
  overhead,
  watch,
  watching,
  alerts,
];

/** They take long, and are measured only when they are named. */
const longSections: readonly Section[] = [soak];

const accuracySections: readonly AccuracySection[] = [verdicts, bisect, changePoints, diagnosis];

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false }, sample: { type: 'string' } },
  allowPositionals: true,
});

const tableOf = (rows: readonly Row[]) => ({
  columns: ['', 'median', '95 % interval', 'target'],
  rows: rows.map((row) => [row.label, row.value, row.interval, targetOf(row)]),
});

const targetOf = ({ target, met }: Row) => (met ? target : `${target}: missed`);

async function main(): Promise<void> {
  if (values.sample !== undefined) {
    const script = path.join(import.meta.dirname, 'hints/sampleHints.ts');
    const args = [script, '--held-out', '--seed', values.sample, '--count', '1000'];
    process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
    return;
  }
  if (positionals[0] === 'rules') {
    process.exitCode = await benchRules(positionals.slice(1), values.write);
    return;
  }
  const all = [...sections, ...longSections, ...accuracySections];
  const unknown = positionals.find((name) => !all.some((section) => section.name === name));
  if (unknown !== undefined) {
    console.error(`There is no section '${unknown}': choose from ${[...all.map((section) => section.name), 'rules'].join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const accurate = accuracySections.filter((section) => positionals.includes(section.name));
  for (const section of accurate) {
    const result = await section.run(values.write);
    console.log(`\n${section.title}\n\n${markdownTable(result)}`);
    if (!result.met) process.exitCode = 1;
    if (values.write) writeSection('accuracy', section, result);
  }
  if (accurate.length === positionals.length && accurate.length > 0) return;
  const chosen =
    positionals.length === 0 ? sections : [...sections, ...longSections].filter((section) => positionals.includes(section.name));
  for (const section of chosen) {
    const rows = await section.run();
    const table = tableOf(rows);
    console.log(`\n${section.title}\n\n${markdownTable(table)}`);
    if (values.write) writeSection('performance', section, table);
    if (rows.some((row) => !row.met)) process.exitCode = 1;
  }
}

await main();
