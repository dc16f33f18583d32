import { bisectionHeadline } from '../../../base/bisectionWords.ts';
import { formatDuration, formatPercent } from '../../../base/units.ts';
import type { BisectOutcome, BisectSuspect } from '../../../model/bisection.ts';
import { clippedText } from '../clippedText.ts';
import { isoTime, shortHash } from '../commitText.ts';
import { indented } from '../indent.ts';
import { stepLines, type Step } from '../nextSteps.ts';
import { createStyle, type Style, type TextOptions } from '../style.ts';
import { joinSections, NARROWEST } from '../textSections.ts';
import { wrapText } from '../wrapText.ts';
import { bisectionNotes } from './bisectionText.ts';

const MOST_SKIPPED = 5;
/** Commits of a block. */
const MOST_SUSPECTS = 20;

/**
 * The end of a search for a terminal: what came out, the commits, what was skipped, and how it went; ends in a newline. Every
 * line keeps to the width; names and messages from outside cannot steer the terminal.
 */
export function renderBisection(outcome: BisectOutcome, options: TextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const style = createStyle(options);
  const suspects = outcome.state === 'found' || outcome.state === 'unsettled' ? outcome.suspects : [];
  return joinSections([
    wrapText(style.spell(clippedText(bisectionHeadline(outcome))), width).map(style.bold),
    suspectLines(suspects, outcome, width, style),
    bisectionNotes(outcome).flatMap((note) => wrapText(style.spell(clippedText(note)), width)),
    skippedLines(outcome, width, style),
    closingLines(outcome, width, style),
    stepLines(stepsOf(outcome), width, style),
  ]);
}

/** With the chance of each where there are several. */
function suspectLines(suspects: readonly BisectSuspect[], { state }: BisectOutcome, width: number, style: Style): string[] {
  const shown = suspects.slice(0, MOST_SUSPECTS);
  const lines = shown.flatMap(({ commit, chance }) => {
    const share = state === 'found' && suspects.length === 1 ? '' : `${formatPercent(chance)}  `;
    const [first, ...more] = indented(clippedText(`${share}${shortHash(commit)}  ${commit.subject}`), '  ', width, '  ');
    const about = [commit.authorName, isoTime(commit)?.slice(0, 10)].filter(Boolean).join(', ');
    return [style.yellow(first!), ...more.map(style.yellow), ...indented(clippedText(about), '    ', width).map(style.dim)];
  });
  const left = suspects.length - shown.length;
  return left === 0 ? lines : [...lines, style.dim(`  and ${left} more: --json has them all`)];
}

function skippedLines({ skipped }: BisectOutcome, width: number, style: Style): string[] {
  if (skipped.length === 0) return [];
  const left = skipped.length - MOST_SKIPPED;
  return [
    ...wrapText('Skipped, as the benchmark does not run there', width).map(style.bold),
    ...skipped.slice(0, MOST_SKIPPED).flatMap(({ commit, message }) => {
      const reason = message.split('\n', 1)[0] ?? '';
      return indented(clippedText(`${shortHash(commit)}  ${reason}`), '  ', width, '  ').map(style.dim);
    }),
    ...(left > 0 ? [style.dim(`  and ${left} more`)] : []),
  ];
}

function closingLines(outcome: BisectOutcome, width: number, style: Style): string[] {
  const { runs, durationMs, commits, noise, good, bad } = outcome;
  const parts = [
    ...(outcome.state === 'found' ? [`${formatPercent(Math.min(outcome.chance, 0.999))} sure`] : []),
    ...(runs === 0 ? [] : [`${runs} ${runs === 1 ? 'run' : 'runs'} in ${formatDuration(durationMs * 1e6)}`]),
    `${commits} ${commits === 1 ? 'commit' : 'commits'}`,
    ...(noise === null ? [] : [`noise of a run ${formatPercent(noise)}`]),
    `good ${shortHash(good)}`,
    `bad ${shortHash(bad)}`,
  ];
  return wrapText(style.spell(parts.join(' · ')), width).map(style.dim);
}

function stepsOf(outcome: BisectOutcome): readonly Step[] {
  if (outcome.state !== 'found' || outcome.suspects.length !== 1) return [];
  const hash = shortHash(outcome.suspects[0]!.commit);
  return [
    { command: `git show ${hash}`, reason: 'what it changed' },
    { command: `laptime compare ${shortHash(outcome.before)} ${hash}`, reason: 'all benchmarks before and after it' },
  ];
}
