import { formatCount, formatPercent } from '../../../base/units.ts';
import type { CodeOwner, LineCost, ProfileSummary, ProfileUnit } from '../../../model/profile.ts';
import { clippedText } from '../clippedText.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { tableLines } from '../tableLayout.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';
import { costText, isNews, topColumns, type TopRow } from './topColumns.ts';
import type { TopFunction, TopPackage, TopReport } from './topReport.ts';

const OWNERS: Readonly<Record<CodeOwner, string>> = {
  workspace: 'the workspace',
  package: '',
  node: 'Node',
  native: 'native code',
  harness: 'Laptime',
  idle: '(idle)',
  gc: '(garbage collector)',
  program: '(program)',
};

/**
 * The functions, lines and packages of a profile that cost most, for a terminal; ends in a newline. Every line keeps to the width; names
 * from the profile cannot steer the terminal.
 */
export function renderTop(report: TopReport, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const { summary, functions, lines, packages } = report;
  const section = (title: string, rows: readonly TopRow[]) =>
    rows.length === 0 ? [] : tableLines([{ file: title, path: [], rows }], topColumns(rows, summary, report.sortBy), { width }, style);
  return joinSections([
    headLines(report, width, style),
    [...section(functionTitle(report), functions.map(functionRow)), ...moreLines(report, style)],
    section('Lines', lines.map(lineRow)),
    section('Packages', packages.map(packageRow)),
  ]);
}

function headLines({ file, baselineFile, summary }: TopReport, width: number, style: Style): string[] {
  const { format, total, idle, samples, unit, recording, difference } = summary;
  const facts = [
    format,
    valueText(total, unit),
    ...(samples > 0 && unit !== 'samples' ? [`${formatCount(samples)} samples`] : []),
    ...(idle > 0 ? [`${formatPercent(idle / total)} of it idle`] : []),
  ];
  const recorded = recording && [
    recording.title,
    `Node ${recording.nodeVersion.replace(/^v/u, '')}`,
    recording.recordedAt.slice(0, 10),
    ...(recording.slowdown === null ? [] : [`${recording.slowdown.toFixed(2)}x the time, for being profiled`]),
  ];
  const compared = difference && comparedText(summary, baselineFile ?? '');
  return [
    ...wrapText(clippedText(file), width).map(style.bold),
    ...[facts, recorded ?? []]
      .filter((parts) => parts.length > 0)
      .flatMap((parts) => wrapText(style.spell(parts.map(clippedText).join(' · ')), width)),
    ...(compared === null ? [] : wrapText(style.spell(clippedText(compared)), width)),
  ];
}

const SCALES = {
  share: 'as shares of what was not idle in each',
  iterations: 'by iteration, as if that had run as often',
  none: 'as they were recorded',
} as const;

function comparedText({ difference, unit }: ProfileSummary, baseline: string): string {
  const { baselineTotal, factor, baselineSamples, scale } = difference!;
  const samples = baselineSamples > 0 && unit !== 'samples' ? `, ${formatCount(baselineSamples)} samples` : '';
  return `Compared with ${baseline} (${valueText(baselineTotal / factor, unit)}${samples}), ${SCALES[scale]}`;
}

function functionTitle({ summary, functions }: TopReport): string {
  if (!summary.difference) return 'Functions';
  const isAny = functions.some((one) => isNews(one, 'self') || isNews(one, 'total'));
  return isAny ? 'Functions (noise: chance may explain it)' : 'Functions (chance may explain every change)';
}

function moreLines({ functions, functionCount }: TopReport, style: Style): string[] {
  const left = functionCount - functions.length;
  return left > 0 ? [style.dim(`  and ${formatCount(left)} more: --limit N shows N`)] : [];
}

const plain = { isFailed: false, inPlaceOfCells: null } as const;

const functionRow = (one: TopFunction): TopRow => ({
  ...plain,
  ...one,
  name: one.name === '' ? '(anonymous)' : one.name,
  where: one.file === '' ? '' : `${one.file}${one.line > 0 ? `:${one.line}` : ''}`,
});

const lineRow = ({ file, line, self }: LineCost): TopRow => ({
  ...plain,
  name: `${file}:${line}`,
  self,
  total: null,
  baseline: null,
  where: null,
});

const packageRow = ({ name, owner, ...cost }: TopPackage): TopRow => ({
  ...plain,
  ...cost,
  name: owner === 'package' ? name : OWNERS[owner],
  where: null,
});

function valueText(value: number, unit: ProfileUnit): string {
  return unit === 'samples' ? `${formatCount(value)} samples` : costText(value, unit);
}
