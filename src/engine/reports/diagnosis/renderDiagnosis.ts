import { formatPercent } from '../../../base/units.ts';
import type { Diagnosis, Evidence, Finding, FindingSuggestion } from '../../../model/finding.ts';
import { clippedText } from '../clippedText.ts';
import { indented } from '../indent.ts';
import { createStyle, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';

const MOST_SUGGESTIONS = 4;
const INDENT = '  ';
const WELL = 80;
const NOT_WELL = 50;

/** What holds a program up, for a terminal; ends in a newline. Names from files cannot steer the terminal. */
export function renderDiagnosis(diagnosis: Diagnosis, options: TextOptions): string {
  const { others, suggestions, score, problems } = diagnosis;
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const write = (text: string) => wrapText(style.spell(clippedText(text)), width);
  const inside = (text: string, hanging = '  ') => indented(style.spell(clippedText(text)), INDENT, width, hanging);
  const scoreStyle = score >= WELL ? style.green : score >= NOT_WELL ? style.yellow : style.red;
  const rests = (finding: Finding) => finding.evidence.flatMap((each) => inside(`· ${evidenceText(each)}`));
  const left = suggestions.length - MOST_SUGGESTIONS;
  return joinSections([
    [
      ...write(`${diagnosis.class}, ${sureText(diagnosis)}`).map(style.bold),
      ...write(diagnosis.summary),
      ...rests(diagnosis),
      ...write(`Health: ${score} of 100`).map(scoreStyle),
    ],
    ...others.map((each) => [...write(`Also ${each.class}, ${sureText(each)}`).map(style.bold), ...write(each.summary), ...rests(each)]),
    suggestions.length === 0 ? [] : write('What to do, the best first').map(style.bold),
    ...suggestions
      .slice(0, MOST_SUGGESTIONS)
      .map((each, at) => [
        ...write(`${at + 1}. ${each.title} (${worthText(each)})`),
        ...each.steps.flatMap((step) => inside(`- ${step}`)),
        ...each.hints.flatMap(({ file, line, rule }) => inside(`→ ${file}:${line} ${rule}`).map(style.yellow)),
        ...(each.rules.length === 0 || each.hints.length > 0 ? [] : inside(`Hints: ${each.rules.join(', ')}`).map(style.dim)),
      ]),
    left > 0 ? write(`and ${left} more, with --json`).map(style.dim) : [],
    problems.flatMap((problem) => write(problem)).map(style.yellow),
  ]);
}

const sureText = ({ confidence }: Finding): string => `${formatPercent(confidence)} sure`;

const evidenceText = ({ text, place }: Evidence): string =>
  place === null ? text : `${text}: ${place.file}:${place.line}${place.functionName === '' ? '' : ` in ${place.functionName}`}`;

const worthText = ({ impact, effort }: FindingSuggestion): string =>
  `${impact === null ? '' : `up to ${formatPercent(impact)} of the time, `}effort ${effort}`;
