import { metricText, sizeText } from '../../../base/historyWords.ts';
import type { BenchmarkHistory, HistorySeries, SuspectCheck } from '../../../model/history.ts';
import { clippedText } from '../clippedText.ts';
import { isoTime, shortHash } from '../commitText.ts';
import { fitText } from '../fitText.ts';
import { beside, indented } from '../indent.ts';
import { stepLines } from '../nextSteps.ts';
import { levelBars } from '../sparkline.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { tableLines } from '../tableLayout.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';
import { historyColumns, historyGroups } from './historyRows.ts';
import { historySteps } from './historySteps.ts';
import { changeParts, changesOf, checkText, extentText, notesOf, settingTexts, suspectText } from './historyText.ts';

export interface HistoryTextOptions extends TextOptions {
  /** What measuring the suspects again said; null where that was not asked for. */
  readonly checks: readonly SuspectCheck[] | null;
}

const MOST_SUSPECTS = 10;
const MOST_CHANGES = 12;
const MOST_POINTS = 20;

/**
 * Benchmarks over the commits for a terminal, a line for each: where it stands, the last change and its commit, and what looks off;
 * ends in a newline. Every line keeps to the width; names and messages from outside cannot steer the terminal.
 */
export function renderHistory(history: BenchmarkHistory, options: HistoryTextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  return joinSections([
    tableLines(historyGroups(history), historyColumns(history, options.unicode), { width }, style),
    ...closingSections(history, options.checks, width, style),
  ]);
}

/** As `renderHistory`, of one benchmark: all its changes and its newest values. */
export function renderBenchmarkHistory(history: BenchmarkHistory, series: HistorySeries, options: HistoryTextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const { values, benchmark } = series;
  const now = `now ${metricText(history.metric, values.at(-1)!)}`;
  return joinSections([
    [
      ...wrapText(clippedText(benchmark.id), width).map(style.bold),
      ...(options.unicode ? [levelBars(values, width), now] : [style.spell(now)]),
      ...notesOf(history, series).flatMap((note) => wrapText(style.spell(note), width)),
    ],
    changeLines(history, series, width, style),
    pointLines(history, series, width, style),
    ...closingSections(history, options.checks, width, style),
  ]);
}

function changeLines(history: BenchmarkHistory, series: HistorySeries, width: number, style: Style): string[] {
  const all = changesOf(series);
  if (all.length === 0) return [style.dim('No change is seen.')];
  const lines = all.slice(0, MOST_CHANGES).flatMap((change) => {
    const commit = history.commits[series.places[change.index]!]!;
    const title = clippedText(`${sizeText(change, series.changes!.scale, history.metric)}  ${shortHash(commit)}  ${commit.subject}`);
    const paint =
      change.kind === 'spike' || change.kind === 'variance' ? style.yellow : change.direction === 'up' ? style.red : style.green;
    const about = [clippedText(commit.authorName), isoTime(commit)?.slice(0, 10) ?? '', ...changeParts(history, series, change)];
    return [
      ...indented(style.spell(title), '  ', width, '  ').map(paint),
      ...indented(style.spell(about.filter((part) => part !== '').join(' · ')), '    ', width).map(style.dim),
    ];
  });
  return [style.bold('Changes'), ...lines, ...moreLine(all.length - MOST_CHANGES, style)];
}

/** Newest first. */
function pointLines(history: BenchmarkHistory, { places, values, runs, changes }: HistorySeries, width: number, style: Style): string[] {
  const changed = new Set(changes?.changePoints.map(({ index }) => index));
  const suspects = new Set(changes?.suspects.map(({ index }) => index));
  const texts = values.map((value) => style.spell(metricText(history.metric, value)));
  const shown = [...places.keys()].toReversed().slice(0, MOST_POINTS);
  const valueWidth = Math.max(...shown.map((index) => texts[index]!.length));
  const lines = shown.map((index) => {
    const commit = history.commits[places[index]!]!;
    const mark = suspects.has(index) ? '?' : changed.has(index) ? '*' : ' ';
    const several = runs[index]! > 1 ? `  (${runs[index]} runs)` : '';
    const lead = `${mark} ${texts[index]!.padStart(valueWidth)}  ${shortHash(commit)}  ${isoTime(commit)?.slice(0, 10) ?? ''.padEnd(10)}`;
    return fitText(`${lead}  ${clippedText(commit.subject)}${several}`, width, style.ellipsis);
  });
  return [style.bold('Newest commits'), ...lines, ...moreLine(values.length - MOST_POINTS, style)];
}

const moreLine = (left: number, style: Style): string[] => (left > 0 ? [style.dim(`  and ${left} more: --json has them all`)] : []);

function closingSections(history: BenchmarkHistory, checks: readonly SuspectCheck[] | null, width: number, style: Style): string[][] {
  return [
    checks === null ? suspectLines(history, width, style) : checkLines(checks, width, style),
    [
      ...wrapText(style.spell(`${extentText(history)}.`), width).map(style.bold),
      ...settingTexts(history)
        .flatMap((text) => wrapText(style.spell(clippedText(text)), width))
        .map(style.dim),
    ],
    stepLines(historySteps(history, checks), width, style),
  ];
}

/** What is not said yet, because it may be noise. */
function suspectLines(history: BenchmarkHistory, width: number, style: Style): string[] {
  const all = history.series.flatMap((series) => {
    const text = suspectText(history, series);
    return text === null ? [] : [`${clippedText(series.benchmark.id)}: ${text}`];
  });
  if (all.length === 0) return [];
  return [
    ...wrapText('The newest values look off: measure them again before you believe them', width).map(style.bold),
    ...all.slice(0, MOST_SUSPECTS).flatMap((text) => beside('? ', style.spell(text), width, style)),
    ...moreLine(all.length - MOST_SUSPECTS, style),
  ];
}

function checkLines(checks: readonly SuspectCheck[], width: number, style: Style): string[] {
  if (checks.length === 0) return wrapText('No newest value looks off: nothing was measured again.', width);
  return [
    ...wrapText('Measured again, in turns with the last commit before', width).map(style.bold),
    ...checks.flatMap((check) => {
      const { baseline, candidate, benchmarkId } = check;
      const text = `${clippedText(benchmarkId)}: ${clippedText(checkText(check))} (${shortHash(baseline)} → ${shortHash(candidate)})`;
      return indented(style.spell(text), '  ', width, '  ');
    }),
  ];
}
