import { formatBytes, formatCount } from '../../../base/units.ts';
import type { HeapComparison, HeapSummary } from '../../../model/heap.ts';
import { clippedText } from '../clippedText.ts';
import { indented } from '../indent.ts';
import { createStyle, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';
import { pathText } from './pathText.ts';
import { numberRows } from './rows.ts';

/** More fill the screen with what nobody reads. */
const MOST_PATHS = 10;

export interface HeapTextOptions extends TextOptions {
  /** Rows at the most. */
  readonly limit: number;
}

/** A heap snapshot for a terminal: its constructors, those that retain most first; ends in a newline. */
export function renderHeapSummary(summary: HeapSummary, options: HeapTextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const shown = summary.classes.slice(0, options.limit);
  const left = summary.classes.length - shown.length;
  const { objects, references, totalBytes } = summary;
  return joinSections([
    wrapText(`${formatBytes(totalBytes)} in ${formatCount(objects)} objects with ${formatCount(references)} references`, width).map(
      style.bold,
    ),
    numberRows(
      ['retained', 'own', 'count', 'constructor'],
      shown.map(({ name, count, shallowBytes, retainedBytes }) => [
        clippedText(name),
        formatBytes(retainedBytes),
        formatBytes(shallowBytes),
        formatCount(count),
      ]),
      width,
      style,
    ),
    left > 0 ? [style.dim(`and ${left} more: --limit shows them, --json has them all`)] : [],
  ]);
}

/** Two snapshots for a terminal: what grew, with the way to one of the new objects, and what shrank. */
export function renderHeapComparison(comparison: HeapComparison, options: HeapTextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const { baseline, candidate, classes, sameNumbers } = comparison;
  const shown = classes.slice(0, options.limit);
  const left = classes.length - shown.length;
  const signed = (value: number, format: (value: number) => string) => (value > 0 ? `+${format(value)}` : format(value));
  const grown = candidate.totalBytes - baseline.totalBytes;
  const headline = `${formatBytes(baseline.totalBytes)} → ${formatBytes(candidate.totalBytes)} (${signed(grown, formatBytes)}), ${signed(candidate.objects - baseline.objects, formatCount)} objects`;
  const paths = shown.filter(({ path }) => path !== null).slice(0, MOST_PATHS);
  return joinSections([
    wrapText(style.spell(headline), width).map(style.bold),
    sameNumbers
      ? []
      : wrapText(
          'The snapshots number objects differently, as those of two processes do, and of two connections to one: which objects are new is not known.',
          width,
        ),
    numberRows(
      ['retained', 'own', 'count', 'new', 'gone', 'constructor'],
      shown.map((one) => [
        clippedText(one.name),
        signed(one.retainedChange, formatBytes),
        signed(one.shallowChange, formatBytes),
        signed(one.countChange, formatCount),
        sameNumbers ? formatCount(one.added) : '–',
        sameNumbers ? formatCount(one.removed) : '–',
      ]),
      width,
      style,
    ),
    left > 0 ? [style.dim(`and ${left} more: --limit shows them, --json has them all`)] : [],
    paths.length === 0
      ? []
      : [
          style.bold('Held by'),
          ...paths.flatMap(({ name, path }) => [
            `  ${clippedText(name)}`,
            ...indented(style.spell(pathText(path!)), '    ', width).map(style.dim),
          ]),
        ],
  ]);
}
