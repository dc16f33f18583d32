import { inconclusiveReason, settleText, verdictText } from '../../../base/verdicts.ts';
import type { Comparison, ComparisonRun } from '../../../model/comparison.ts';
import { inSourceOrder } from '../../../model/sourceOrder.ts';
import { clippedText } from '../clippedText.ts';
import { failureLines } from '../failureNotes.ts';
import { beside, indented } from '../indent.ts';
import { stepLines } from '../nextSteps.ts';
import { adviceLines, detailLines, someOf } from '../notes.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { tableLines } from '../tableLayout.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { machineParts } from '../wording.ts';
import { wrapText } from '../wrapText.ts';
import { comparisonAdvice } from './comparisonAdvice.ts';
import { comparisonFailures } from './comparisonFailures.ts';
import { comparisonColumns, comparisonGroups } from './comparisonRows.ts';
import { comparisonSteps } from './comparisonSteps.ts';
import { NOTHING, testEvidence, verdictEvidence } from './evidence.ts';
import { comparisonOutcomeText, skippedTexts } from './outcomes.ts';
import { comparisonSettings, revisionParts } from './settings.ts';

export interface ComparisonTextOptions extends TextOptions {
  /** Adds what each verdict rests on, the tests beside it, all warnings, and what the machine did. */
  readonly verbose: boolean;
}

type Compared = Extract<Comparison, { state: 'compared' }>;

const MOST_INCONCLUSIVE = 5;

/**
 * A comparison as a table for a terminal, with what failed and was left out, warnings, what would settle the inconclusive
 * ones, and how it went; ends in a newline. Every line keeps to the width, counted as terminals do; names and messages from
 * outside cannot steer the terminal.
 */
export function renderComparison(run: ComparisonRun, options: ComparisonTextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const compared = inSourceOrder(run.comparisons).filter((comparison): comparison is Compared => comparison.state === 'compared');
  return joinSections([
    tableLines(comparisonGroups(run), comparisonColumns(run), { width }, style),
    failureLines(comparisonFailures(run), width, style),
    skippedTexts(run, someOf)
      .flatMap((text) => indented(style.spell(clippedText(text)), '', width, '  '))
      .map(style.dim),
    inconclusiveLines(compared, options.verbose, width, style),
    adviceLines(comparisonAdvice(run), run.comparisons, options.verbose, width, style),
    ...(options.verbose ? [evidenceLines(compared, width, style), detailLines(run.comparisons, width, style)] : []),
    noteLines(run, width, style),
    closingLines(run, options.verbose, width, style),
    stepLines(comparisonSteps(run), width, style),
  ]);
}

/** Why there is no verdict, and what would bring one. */
function inconclusiveLines(compared: readonly Compared[], verbose: boolean, width: number, style: Style): string[] {
  const unsettled = compared.filter(({ estimate }) => estimate.verdict === 'inconclusive');
  if (unsettled.length === 0) return [];
  const shown = verbose ? unsettled : unsettled.slice(0, MOST_INCONCLUSIVE);
  const left = unsettled.length - shown.length;
  return [
    style.bold('Inconclusive'),
    ...shown.flatMap(({ benchmark, estimate }) => {
      const name = clippedText(benchmark.path.at(-1) ?? benchmark.id);
      const text = `${name}: ${inconclusiveReason(estimate, compared.length)}; ${settleText(estimate)}.`;
      return beside('? ', style.spell(text), width, style);
    }),
    ...(left > 0 ? indented(`${left} more: --verbose`, '  ', width).map(style.dim) : []),
  ];
}

/** What each verdict rests on, and the tests beside it. */
function evidenceLines(compared: readonly Compared[], width: number, style: Style): string[] {
  if (compared.length === 0) return [];
  return [
    style.bold('What each verdict rests on'),
    ...compared.flatMap(({ benchmark, estimate }) => [
      ...indented(style.spell(`${clippedText(benchmark.id)}: ${verdictText(estimate)}`), '  ', width, '  '),
      ...[verdictEvidence, testEvidence]
        .map((evidence) => evidence.map(({ title, text }) => [title, text(estimate)]).filter(([, text]) => text !== NOTHING))
        .map((known) => known.map((part) => part.join(' ')).join(' · '))
        .filter((text) => text !== '')
        .flatMap((text) => indented(style.spell(text), '    ', width, '  ').map(style.dim)),
    ]),
  ];
}

function noteLines({ notes }: ComparisonRun, width: number, style: Style): string[] {
  if (notes.length === 0) return [];
  return [style.bold('Notes'), ...notes.flatMap((note) => indented(style.spell(clippedText(note)), '  ', width, '  '))];
}

function closingLines(run: ComparisonRun, verbose: boolean, width: number, style: Style): string[] {
  const line = (parts: readonly string[]) => style.spell(parts.map(clippedText).join(' · '));
  const revision = (title: string, parts: readonly string[]) =>
    wrapText(line(parts), width - title.length).map((text, place) => (place === 0 ? title : ' '.repeat(title.length)) + text);
  return [
    ...wrapText(style.spell(`${comparisonOutcomeText(run)}.`), width).map(style.bold),
    ...revision('baseline   ', revisionParts(run.baseline)),
    ...revision('candidate  ', revisionParts(run.candidate)),
    ...[...comparisonSettings(run), ...(verbose ? [machineParts(run)] : [])]
      .filter((parts) => parts.length > 0)
      .flatMap((parts) => wrapText(line(parts), width))
      .map(style.dim),
  ];
}
