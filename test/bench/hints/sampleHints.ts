// npm run bench -- hints --sample SEED
// node test/bench/hints/sampleHints.ts [--held-out] [--count 100] [--each N] [--rule ID]… [--seed 1] [--context 10] [--level balanced]
//
// Runs the rules over published packages, with --held-out over those that no rule was tuned with, counts what they find, and prints a sample with the lines around, to be judged by people. The
// sample is drawn by a seed from all hints of the level, or with --each so many of every rule.
import { parseArgs } from 'node:util';
import { analyse } from 'scslre';
import { formatBytes, formatCount } from '../../../src/base/units.ts';
import { hintsOf } from '../../../src/engine/hints/hintsOf.ts';
import { hintLevels, severityOf } from '../../../src/engine/hints/levels.ts';
import { rules as allRules } from '../../../src/engine/hints/rules/index.ts';
import { seededRandom } from '../../../src/engine/stats/index.ts';
import type { Hint } from '../../../src/model/hint.ts';
import { markdownTable } from '../writeSection.ts';
import { bundledFiles, bytesOf, writtenFiles } from './corpus.ts';
import { heldOutFiles } from './heldOut.ts';

const { values } = parseArgs({
  options: {
    'held-out': { type: 'boolean', default: false },
    count: { type: 'string', default: '100' },
    each: { type: 'string' },
    rule: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    context: { type: 'string', default: '10' },
    level: { type: 'string', default: 'balanced' },
  },
});

const level = hintLevels.find((name) => name === values.level) ?? 'balanced';
const rules = values.rule.length === 0 ? allRules : allRules.filter(({ id }) => values.rule.includes(id));
const files = values['held-out'] ? await heldOutFiles() : [...writtenFiles(), ...bundledFiles()];
const textOf = new Map(files.map(({ file, text }) => [file, text]));
const bytes = bytesOf(files);

const hints = files.flatMap(({ file, text }) => {
  const onFailure = (rule: string | null, error: unknown) => console.error(`${rule ?? 'the rules'} in ${file}:`, error);
  return hintsOf(file, text, onFailure, rules, analyse).hints.filter((hint) => severityOf(level, hint) !== null);
});

console.log(`${formatCount(files.length)} files, ${formatBytes(bytes)}, ${formatCount(hints.length)} hints at the level ${level}\n`);
const counts = rules.map(({ id }) => ({ id, count: hints.filter(({ rule }) => rule === id).length }));
const rows = counts
  .toSorted((a, b) => b.count - a.count)
  .map(({ id, count }) => [id, formatCount(count), (count / (bytes / 1e6)).toFixed(2)]);
console.log(markdownTable({ columns: ['rule', 'hints', 'per MB'], rows }));

const { uniform } = seededRandom(Number(values.seed));
const shuffled = hints
  .map((hint) => ({ hint, place: uniform() }))
  .toSorted((a, b) => a.place - b.place)
  .map(({ hint }) => hint);
const drawn =
  values.each === undefined
    ? shuffled.slice(0, Number(values.count))
    : rules.flatMap(({ id }) => shuffled.filter(({ rule }) => rule === id).slice(0, Number(values.each)));

for (const { id } of rules) {
  const those = drawn.filter(({ rule }) => rule === id);
  if (those.length > 0) console.log(`\n## ${id}: ${those.length} of ${counts.find((one) => one.id === id)!.count}`);
  for (const hint of those) console.log(`\n${hintText(hint, Number(values.context))}`);
}

function hintText({ file, range, message, fixes }: Hint, context: number): string {
  const lines = textOf.get(file)!.split('\n');
  const first = Math.max(1, range.startLine - context);
  const shown = lines.slice(first - 1, range.endLine + context).map((line, index) => {
    const number = first + index;
    const isMarked = number >= range.startLine && number <= range.endLine;
    return `${isMarked ? '>' : ' '} ${String(number).padStart(6)} ${line}`;
  });
  const fixTexts = fixes.map(({ title, kind, edits }) => `  fix (${kind}): ${title}: ${edits.map(({ text }) => text).join(' … ')}`);
  return [`${file}:${range.startLine}:${range.startColumn} ${message}`, ...fixTexts, ...shown].join('\n');
}
