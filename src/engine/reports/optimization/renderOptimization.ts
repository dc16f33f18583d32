import { gainsText, gainText, impactText, rankingText, suggestionsHeadline } from '../../../base/optimizationWords.ts';
import type { GainsInAll } from '../../../model/gain.ts';
import type { OptimizationReport, Suggestion } from '../../../model/suggestion.ts';
import { clippedLines, clippedText } from '../clippedText.ts';
import { heatText, plural } from '../hints/hintsText.ts';
import { indented } from '../indent.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';

const MOST_PLACES = 5;
const MOST_LINES = 12;
const MOST_BENCHMARKS = 10;
const INDENT = '   ';

/** What to do about hints, for a terminal, the best first; ends in a newline. Names from files cannot steer the terminal. */
export function renderOptimization(report: OptimizationReport, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const { suggestions, isHeated, gains } = report;
  return joinSections([
    [
      ...wrapText(style.spell(`${suggestionsHeadline(report)}.`), width).map(style.bold),
      ...(suggestions.length === 0 ? [] : wrapText(style.spell(rankingText(isHeated)), width).map(style.dim)),
    ],
    ...suggestions.map((suggestion, at) => suggestionLines(suggestion, at + 1, width, style)),
    gains === null ? [] : gainLines(gains, width, style),
    suggestions.length === 0 ? [] : wrapText('Each rule is explained in docs/rules.', width),
  ]);
}

function suggestionLines(suggestion: Suggestion, rank: number, width: number, style: Style): string[] {
  const { rule, title, effort, risk, places, steps, example, prerequisites, watch } = suggestion;
  const write = (text: string, hanging = '') => indented(style.spell(clippedText(text)), INDENT, width, hanging);
  const code = (label: string, text: string) => [
    ...write(label).map(style.dim),
    ...clippedLines(text, MOST_LINES, 'first').flatMap((line) => indented(line, `${INDENT}  `, width)),
  ];
  const left = places.length - MOST_PLACES;
  return [
    ...wrapText(style.spell(clippedText(`${rank}. ${title}: ${impactText(suggestion)}`)), width).map(style.bold),
    ...write(`effort ${effort} · risk ${risk} · ${rule}`).map(style.dim),
    ...places.slice(0, MOST_PLACES).flatMap((place) => {
      const heat = heatText(place);
      return write(`${place.file}:${place.range.startLine}${heat === '' ? '' : ` · ${heat}`} · ${place.message}`, '  ');
    }),
    ...(left > 0 ? write(`and ${plural(left, 'more place')}`).map(style.dim) : []),
    ...prerequisites.flatMap((text) => write(`Before: ${text}`, '  ').map(style.yellow)),
    ...steps.flatMap((step, at) => write(`${at + 1}. ${step}`, '   ')),
    ...code('Slow:', example.before),
    ...code('Better:', example.after),
    ...watch.flatMap((text) => write(`Watch: ${text}`, '  ')),
  ];
}

function gainLines(gains: GainsInAll, width: number, style: Style): string[] {
  const { benchmarks } = gains;
  const left = benchmarks.length - MOST_BENCHMARKS;
  return [
    ...wrapText(`${gainsText(gains)}.`, width).map(style.bold),
    ...benchmarks
      .slice(0, MOST_BENCHMARKS)
      .flatMap((one) =>
        indented(`${clippedText(one.benchmarkId)}: ${gainText(one)} by ${plural(one.count, 'fix', 'fixes')}`, '  ', width, '  '),
      ),
    ...(left > 0 ? [`  and ${plural(left, 'more benchmark')}`] : []),
  ];
}
