import { explainInsight, insightHeadline } from '../../../base/insightWords.ts';
import { formatCount, formatDuration, formatPercent } from '../../../base/units.ts';
import type { CodeTier, Insight, InsightFunction, InsightReport } from '../../../model/insight.ts';
import { clippedText } from '../clippedText.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';

const MOST_FUNCTIONS = 10;
const TIERS: Readonly<Record<CodeTier, string>> = {
  turbofan: 'TurboFan',
  maglev: 'Maglev',
  baseline: 'baseline code',
  interpreter: 'the interpreter',
};

/** What V8 did with a benchmark that costs time, for a terminal; ends in a newline. Names from files cannot steer the terminal. */
export function renderInsight(report: InsightReport, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const write = (text: string, indent = 0) =>
    wrapText(style.spell(clippedText(text)), width - indent).map((line) => ' '.repeat(indent) + line);
  const { insights, functions } = report;
  const measured = insights.filter(({ phase }) => phase === 'measured');
  const warmUp = insights.filter(({ phase }) => phase === 'warm-up');
  const item = (insight: Insight) => [
    ...write(placeOf(insight)).map(style.bold),
    ...write(insightHeadline(insight), 2).map(insight.isLoop ? style.red : style.yellow),
    ...write(explainInsight(insight).meaning, 2),
    ...write(explainInsight(insight).remedy, 2),
  ];
  return joinSections([
    [...write(report.benchmark.id).map(style.bold), ...write(factsOf(report)).map(style.dim)],
    ...(measured.length === 0 ? [write(nothingText(report))] : []),
    ...measured.map(item),
    warmUp.length === 0 ? [] : write('Only while it was warmed up, before the measured part:').map(style.dim),
    ...warmUp.map(item),
    functionLines(functions, write, style),
    measured.length + warmUp.length === 0 ? [] : write('Each is explained with examples in docs/insight.md.').map(style.dim),
  ]);
}

const placeOf = ({ file, line, column, functionName }: Insight): string =>
  `${file}:${line}:${column}${functionName === '' ? '' : ` in ${functionName}`}`;

function factsOf({ measuredMs, iterations, samples, nodeVersion, garbage }: InsightReport): string {
  const { collections, share } = garbage;
  const collected = collections === 0 ? 'no garbage was collected' : `garbage was collected ${formatPercent(share)} of the time`;
  const parts = [
    `Node ${nodeVersion}`,
    `${formatCount(iterations)} iterations in ${formatDuration(measuredMs * 1e6)}`,
    `${formatCount(samples)} samples`,
    collected,
  ];
  return parts.join(' · ');
}

const nothingText = ({ samples, measuredMs }: InsightReport): string =>
  samples === 0 && measuredMs > 0
    ? 'V8 took no samples: without them nothing can be said of what takes time.'
    : 'V8 has nothing to complain of: the code stays optimized, and accesses and calls see few shapes.';

function functionLines(
  functions: readonly InsightFunction[],
  write: (text: string, indent?: number) => string[],
  style: Style,
): readonly string[] {
  if (functions.length === 0) return [];
  const shown = functions.slice(0, MOST_FUNCTIONS);
  return [
    ...write('Functions that took time, and what ran them').map(style.bold),
    ...shown.flatMap((each) => write(functionText(each), 2)),
    ...(functions.length > shown.length ? write(`and ${functions.length - shown.length} more`, 2).map(style.dim) : []),
  ];
}

function functionText({ name, file, line, share, tiers, optimizations, deoptimizations }: InsightFunction): string {
  const parts = Object.keys(TIERS) as CodeTier[];
  const ran = parts
    .filter((tier) => tiers[tier] >= 0.005)
    .toSorted((a, b) => tiers[b] - tiers[a])
    .map((tier) => `${TIERS[tier]} ${formatPercent(tiers[tier])}`);
  const counts = [
    ...(optimizations > 0 ? [`optimized ${optimizations}x`] : []),
    ...(deoptimizations > 0 ? [`deoptimized ${deoptimizations}x`] : []),
  ];
  return [`${formatPercent(share)}  ${name === '' ? '(anonymous)' : name} ${file}:${line}`, ran.join(', '), ...counts].join(' · ');
}
