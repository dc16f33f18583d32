import { formatRatio } from '../../../base/ratios.ts';
import { formatCount, formatDuration } from '../../../base/units.ts';
import { inconclusiveReason, settleText } from '../../../base/verdicts.ts';
import type { ComparedRevision, Comparison, ComparisonRun, Verdict } from '../../../model/comparison.ts';
import { verdictSigns } from '../../../model/comparisonWords.ts';
import { inSourceOrder } from '../../../model/sourceOrder.ts';
import { marksOf } from '../advice.ts';
import type { FailureNote } from '../failureNotes.ts';
import { fitSections, listSection, MOST_COMMENT_CHARACTERS, type Section } from '../fitSections.ts';
import { adviceItem, failureItem, warningItems } from '../markdownItems.ts';
import { code, escaped, shortName, tableLine } from '../markdownText.ts';
import { someOf } from '../notes.ts';
import { machineParts } from '../wording.ts';
import { comparisonAdvice } from './comparisonAdvice.ts';
import { comparisonFailures } from './comparisonFailures.ts';
import { intervalTitle } from './comparisonRows.ts';
import { comparisonSteps } from './comparisonSteps.ts';
import { testEvidence, verdictEvidence } from './evidence.ts';
import { comparisonOutcomeText, failureOnText, skippedTexts, verdictCountsText } from './outcomes.ts';
import { comparisonSettings, revisionParts } from './settings.ts';

/** Nobody sees it, and it never changes: whoever posts the report finds the comment to replace by it. */
const MARKER = '<!-- laptime-comparison -->';
/** Longer ones are cut, so that one cannot take the room of all others. */
const MOST_FAILURE_CHARACTERS = 2000;

type Compared = Extract<Comparison, { state: 'compared' }>;

/**
 * A comparison as a comment for a pull request, in GitHub Flavored Markdown: what is slower first, what is the same behind a
 * fold; ends in a newline. Its first line is a comment that marks it. It keeps to the length that GitHub allows and says
 * what it left out. Nothing from outside is markup: names are code, text is escaped, and neither mentions, links nor embeds
 * anything.
 */
export function toComparisonMarkdown(run: ComparisonRun): string {
  const compared = inSourceOrder(run.comparisons).filter((comparison): comparison is Compared => comparison.state === 'compared');
  const head = [
    MARKER,
    `## Laptime: ${escaped(verdictCountsText(run))}`,
    '',
    `${revision(run.baseline)} → ${revision(run.candidate)}`,
  ].join('\n');
  return fitSections(head, sectionsOf(run, compared), MOST_COMMENT_CHARACTERS);
}

function sectionsOf(run: ComparisonRun, compared: readonly Compared[]): readonly Section[] {
  const interval = intervalTitle(run);
  const same = compared.filter(({ estimate }) => estimate.verdict === 'same');
  const changed = inOrderOfConcern(compared.filter(({ estimate }) => estimate.verdict !== 'same'));
  const unsettled = compared.filter(({ estimate }) => estimate.verdict === 'inconclusive');
  const settle = unsettled.map(
    ({ benchmark, estimate }) =>
      `- ${name(benchmark.id)}: ${escaped(inconclusiveReason(estimate, compared.length))}; ${escaped(settleText(estimate))}.`,
  );
  const steps = comparisonSteps(run).map(({ command, reason }) => `- ${code(command)} (${escaped(reason)})`);
  return [
    table('Verdicts', interval, changed, 0),
    listSection('Failures', comparisonFailures(run).map(shortened).map(failureItem), 1, '\n\n'),
    listSection('Inconclusive', settle, 2),
    listSection('Warnings', comparisonAdvice(run).map(adviceItem), 3),
    listSection('Notes', [...leftAlone(run), ...run.notes.map((note) => `- ${escaped(note)}`), ...steps], 4),
    folded(`${same.length} the same`, table('', interval, same, 6)),
    folded('Environment', listSection('', environmentItems(run), 5)),
    folded('Noise and tests', evidenceTable(compared)),
    folded('What each benchmark is warned of', listSection('', warningItems(run.comparisons), 8)),
  ];
}

const name = (id: string): string => code(shortName(id));

const revision = (compared: ComparedRevision): string => {
  const [first, ...others] = revisionParts(compared).map(shortName);
  return code(first ?? compared.name) + (others.length === 0 ? '' : ` (${others.map(escaped).join(' · ')})`);
};

const concern: Readonly<Record<Verdict, number>> = { slower: 0, inconclusive: 1, faster: 2, same: 3 };

/** The worst first. */
const inOrderOfConcern = (compared: readonly Compared[]): readonly Compared[] =>
  compared.toSorted(
    ({ estimate: a }, { estimate: b }) =>
      concern[a.verdict] - concern[b.verdict] || Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)),
  );

function table(title: string, interval: string, compared: readonly Compared[], rank: number): Section {
  const header = [
    tableLine(['verdict', 'benchmark', 'change', interval, 'baseline', 'candidate', 'blocks']),
    tableLine(['---', '---', '---:', '---', '---:', '---:', '---:']),
  ];
  const rows = compared.map((comparison) => {
    const { verdict, ratio, interval: ends, baselineNs, candidateNs } = comparison.estimate;
    const { change, interval: range } = formatRatio(ratio, ends);
    const word = `${verdictSigns[verdict]} ${verdict} ${marksOf(comparison)}`.trim();
    return tableLine([
      verdict === 'slower' ? `**${escaped(word)}**` : escaped(word),
      name(comparison.benchmark.id),
      ...[change, range ?? '', formatDuration(baselineNs), formatDuration(candidateNs), formatCount(comparison.blocks.length)].map(escaped),
    ]);
  });
  return { name: title, before: `${header.join('\n')}\n`, items: rows, separator: '\n', after: '', rank };
}

function evidenceTable(compared: readonly Compared[]): Section {
  const evidence = [...verdictEvidence, ...testEvidence];
  const header = [tableLine(['benchmark', ...evidence.map(({ title }) => title)]), tableLine(['---', ...evidence.map(() => '---')])];
  const rows = compared.map(({ benchmark, estimate }) =>
    tableLine([name(benchmark.id), ...evidence.map(({ text }) => escaped(text(estimate)))]),
  );
  return { name: '', before: `${header.join('\n')}\n`, items: rows, separator: '\n', after: '', rank: 7 };
}

const folded = (title: string, section: Section): Section => ({
  ...section,
  name: title,
  before: `<details><summary>${title}</summary>\n\n${section.before}`,
  after: `${section.after}\n\n</details>`,
});

/** What was not compared, and is no failure. */
function leftAlone(run: ComparisonRun): string[] {
  const oneSided = run.comparisons.flatMap((comparison) =>
    comparison.state === 'failed' && comparison.failure.kind === 'vanished'
      ? [`- ${name(comparison.benchmark.id)}: ${failureOnText(comparison.side, comparison.failure)}`]
      : [],
  );
  return [...oneSided, ...skippedTexts(run, someOf).map((text) => `- ${escaped(text)}`)];
}

const environmentItems = (run: ComparisonRun): string[] =>
  [[comparisonOutcomeText(run)], ...comparisonSettings(run), machineParts(run)]
    .filter((parts) => parts.length > 0)
    .map((parts) => `- ${escaped(parts.join(' · '))}`);

function shortened(note: FailureNote): FailureNote {
  const cut = (text: string) => (text.length > MOST_FAILURE_CHARACTERS ? `${text.slice(0, MOST_FAILURE_CHARACTERS)}…` : text);
  const { failure } = note;
  return {
    ...note,
    subject: shortName(note.subject),
    failure: { ...failure, message: cut(failure.message), stack: cut(failure.stack) },
  };
}
