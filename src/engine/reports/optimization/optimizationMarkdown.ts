import { gainsText, gainText, impactText, rankingText, suggestionsHeadline } from '../../../base/optimizationWords.ts';
import type { GainsInAll } from '../../../model/gain.ts';
import type { OptimizationReport, Suggestion } from '../../../model/suggestion.ts';
import { clippedLines } from '../clippedText.ts';
import { heatText, plural } from '../hints/hintsText.ts';
import { code, escaped, fenced, sentence, shortName, tableLine } from '../markdownText.ts';

/** Nobody sees it, and it never changes: whoever posts the report finds the comment to replace by it. */
const MARKER = '<!-- laptime-optimization -->';
const MOST_SUGGESTIONS = 50;
const MOST_PLACES = 10;
const MOST_LINES = 12;
const MOST_BENCHMARKS = 20;

/** What to do about hints, in GitHub Flavored Markdown; ends in a newline. Nothing from outside is markup. */
export function toOptimizationMarkdown(report: OptimizationReport): string {
  const { suggestions, isHeated, gains } = report;
  const shown = suggestions.slice(0, MOST_SUGGESTIONS);
  const left = suggestions.length - shown.length;
  return `${[
    MARKER,
    `## Laptime: ${escaped(suggestionsHeadline(report))}`,
    ...(shown.length === 0 ? [] : ['', rankingText(isHeated), '', ...overview(shown)]),
    ...(left === 0 ? [] : ['', `and ${plural(left, 'more suggestion')}`]),
    ...shown.flatMap((suggestion, at) => ['', ...details(suggestion, at + 1)]),
    ...(gains === null ? [] : ['', ...gainsOf(gains)]),
  ].join('\n')}\n`;
}

const overview = (suggestions: readonly Suggestion[]): string[] => [
  tableLine(['', 'What', 'Impact', 'Effort', 'Risk', 'Places']),
  tableLine(['---', '---', '---', '---', '---', '---']),
  ...suggestions.map((suggestion, at) => {
    const { title, effort, risk, places } = suggestion;
    return tableLine([String(at + 1), escaped(title), impactText(suggestion), effort, risk, String(places.length)]);
  }),
];

function details(suggestion: Suggestion, rank: number): string[] {
  const { rule, title, places, steps, example, prerequisites, watch } = suggestion;
  const left = places.length - MOST_PLACES;
  return [
    `### ${rank}. ${escaped(title)} (${code(rule)})`,
    '',
    ...places.slice(0, MOST_PLACES).map((place) => {
      const heat = heatText(place);
      return `- ${code(`${shortName(place.file)}:${place.range.startLine}`)}${heat === '' ? '' : ` (${heat})`}: ${sentence(place.message)}`;
    }),
    ...(left > 0 ? [`- and ${plural(left, 'more place')}`] : []),
    ...prerequisites.flatMap((text) => ['', `**Before:** ${sentence(text)}`]),
    '',
    ...steps.map((step, at) => `${at + 1}. ${sentence(step)}`),
    '',
    '- Slow:',
    fenced(clippedLines(example.before, MOST_LINES, 'first')),
    '- Better:',
    fenced(clippedLines(example.after, MOST_LINES, 'first')),
    '',
    ...watch.map((text) => `- **Watch:** ${sentence(text)}`),
  ];
}

function gainsOf(gains: GainsInAll): string[] {
  const { benchmarks } = gains;
  const left = benchmarks.length - MOST_BENCHMARKS;
  return [
    '### Gained so far',
    '',
    `${gainsText(gains)}.`,
    '',
    ...benchmarks
      .slice(0, MOST_BENCHMARKS)
      .map((one) => `- ${code(shortName(one.benchmarkId))}: ${gainText(one)} by ${plural(one.count, 'fix', 'fixes')}`),
    ...(left > 0 ? [`- and ${plural(left, 'more benchmark')}`] : []),
  ];
}
