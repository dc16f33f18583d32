import { groupedBy } from '../../../base/groupedBy.ts';
import { formatDuration } from '../../../base/units.ts';
import { changeText, inconclusiveReason, marginPercent, settleText, verdictText } from '../../../base/verdicts.ts';
import type { Comparison, ComparisonRun, Side } from '../../../model/comparison.ts';
import type { Failure } from '../../../model/measurement.ts';
import { outcomeOf, outcomeOfFailure, type Outcome } from '../../../model/outcomes.ts';
import { inSourceOrder } from '../../../model/sourceOrder.ts';
import { clippedLines } from '../clippedText.ts';
import { messageBeside } from '../failureNotes.ts';
import { skipReasons, whereText } from '../wording.ts';
import { failureOnText } from './outcomes.ts';
import { comparisonSettings, environmentDifferences, revisionParts } from './settings.ts';
import { toXml, type Element } from './xml.ts';

const MOST_FAILURE_LINES = 40;

interface TestCase {
  readonly file: string;
  readonly outcome: Outcome;
  readonly element: Element;
}

/**
 * A comparison as JUnit XML for CI systems: a suite a bench file, a case a benchmark. `slower` is a failure; what the
 * candidate cannot run is an error; what only one revision has or the baseline cannot run is skipped, with the reason, for
 * the change is not to blame; `inconclusive` passes and says so in its output, for noise must not break a build. The time
 * of a case is the candidate's median in seconds: a CI system's chart of durations is then one of the benchmark. Suites have
 * no time, because a sum of medians means nothing.
 */
export function toJunit(run: ComparisonRun): string {
  const together = run.comparisons.filter(({ state }) => state === 'compared').length;
  const cases = [
    ...run.fileFailures.map(({ file, side, failure }) => fileCase(file, side, failure)),
    ...inSourceOrder(run.comparisons).map((comparison) => benchmarkCase(comparison, together)),
  ];
  const name = `laptime compare ${revisionParts(run.baseline)[0]} ${revisionParts(run.candidate)[0]}`;
  return toXml({
    name: 'testsuites',
    attributes: { name, ...countsOf(cases) },
    children: [...groupedBy(cases, ({ file }) => file)].map(([file, ofFile]) => suite(run, file, ofFile)),
  });
}

function suite(run: ComparisonRun, file: string, cases: readonly TestCase[]): Element {
  // The schemas of the format want a local time without a zone; all of ours are UTC.
  const timestamp = new Date(run.startedAtMs).toISOString().slice(0, 19);
  return {
    name: 'testsuite',
    attributes: { name: file, ...countsOf(cases), timestamp },
    children: [{ name: 'properties', attributes: {}, children: properties(run) }, ...cases.map(({ element }) => element)],
  };
}

const properties = (run: ComparisonRun): Element[] =>
  [
    ['laptime', run.laptimeVersion],
    ['baseline', revisionParts(run.baseline).join(' · ')],
    ['candidate', revisionParts(run.candidate).join(' · ')],
    ...comparisonSettings(run).map((parts, place) => [place === 0 ? 'design' : 'environment', parts.join(' · ')]),
    ...environmentDifferences(run).map(([name, baseline, candidate]) => ['other environment', `${name} ${baseline} → ${candidate}`]),
  ].map(([name, value]) => ({ name: 'property', attributes: { name: name!, value: value! }, children: [] }));

function countsOf(cases: readonly TestCase[]) {
  const count = (...outcomes: readonly Outcome[]) => cases.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return { tests: cases.length, failures: count('slower'), errors: count('failed'), skipped: count('skipped', 'not comparable') };
}

function fileCase(file: string, side: Side, failure: Failure): TestCase {
  const outcome = outcomeOfFailure(side, failure);
  const message = failureOnText(side, failure);
  return { file, outcome, element: testCase(file, file, null, [failureElement(outcome, message, failure, whereText(failure, null))]) };
}

function benchmarkCase(comparison: Comparison, together: number): TestCase {
  const { id, file } = comparison.benchmark;
  const name = id.startsWith(`${file} > `) ? id.slice(file.length + 3) : id;
  const seconds = comparison.state === 'compared' ? comparison.estimate.candidateNs / 1e9 : null;
  return { file, outcome: outcomeOf(comparison), element: testCase(file, name, seconds, [resultElement(comparison, together)]) };
}

const testCase = (file: string, name: string, seconds: number | null, children: readonly Element[]): Element => ({
  name: 'testcase',
  attributes: { name, classname: file, file, time: seconds === null ? null : decimal(seconds) },
  children,
});

/** Without an exponent, which some readers do not know; to the picosecond. */
const decimal = (seconds: number): string => seconds.toFixed(12).replace(/\.?0+$/u, '');

function resultElement(comparison: Comparison, together: number): Element {
  switch (comparison.state) {
    case 'compared': {
      const lines = factLines(comparison, together);
      const { estimate } = comparison;
      return estimate.verdict === 'slower'
        ? { name: 'failure', attributes: { message: verdictText(estimate), type: 'slower' }, children: { lines } }
        : { name: 'system-out', attributes: {}, children: { lines: [verdictText(estimate), ...lines] } };
    }
    case 'failed': {
      const { side, failure, benchmark } = comparison;
      return failureElement(outcomeOf(comparison), failureOnText(side, failure), failure, whereText(failure, benchmark));
    }
    case 'skipped':
      return { name: 'skipped', attributes: { message: skipReasons[comparison.reason] }, children: [] };
  }
}

function factLines({ estimate, blocks, warnings }: Extract<Comparison, { state: 'compared' }>, together: number): string[] {
  const { verdict, baselineNs, candidateNs, margin, interval } = estimate;
  return [
    `baseline ${formatDuration(baselineNs)}, candidate ${formatDuration(candidateNs)}`,
    `change ${changeText(estimate)}${interval ? ` at ${marginPercent(interval.confidence)}` : ''}, ${blocks.length} blocks, margin ${marginPercent(margin)}`,
    ...(verdict === 'inconclusive' ? [`${inconclusiveReason(estimate, together)}; ${settleText(estimate)}`] : []),
    ...warnings.map(({ message }) => message),
  ];
}

function failureElement(outcome: Outcome, message: string, failure: Failure, where: string | null): Element {
  const text = clippedLines(`${messageBeside(failure)}\n${failure.stack}`, MOST_FAILURE_LINES, 'first');
  return outcome === 'failed'
    ? { name: 'error', attributes: { message, type: failure.kind }, children: { lines: where === null ? text : [`at ${where}`, ...text] } }
    : { name: 'skipped', attributes: { message: [message, ...text.slice(0, 1)].join(': ') }, children: [] };
}
