import type { Comparison, ComparisonRun } from '../../../model/comparison.ts';
import { NOT_TOGETHER, twoModesText } from '../../../model/comparisonWords.ts';
import type { MeasurementWarning } from '../../../model/measurement.ts';
import { readUnderMode } from '../../../model/mode.ts';
import { inSourceOrder } from '../../../model/sourceOrder.ts';
import { machineAdvice, markOf, weightOf, type Advice } from '../advice.ts';
import { environmentDifferences } from './settings.ts';

type Compared = Extract<Comparison, { state: 'compared' }>;

/** What to know and do after a comparison, each thing once, the weightiest first. */
export function comparisonAdvice(run: ComparisonRun): readonly Advice[] {
  const ordered = inSourceOrder(run.comparisons);
  const compared = ordered.filter((comparison): comparison is Compared => comparison.state === 'compared');
  const blocks = compared.flatMap((comparison) => comparison.blocks.flatMap(({ baseline, candidate }) => [baseline, candidate]));
  return [
    ...ofEnvironments(run),
    ...(compared.some(({ design }) => design === 'separate-runs') ? [notTogether] : []),
    ...ofKinds(ordered),
    ...ofModes(compared),
    ...(blocks.length === 0 ? [] : machineAdvice(run, blocks)),
  ];
}

const notTogether: Advice = { mark: '~', text: NOT_TOGETHER, names: [] };

function ofEnvironments(run: ComparisonRun): readonly Advice[] {
  if (run.baselineEnvironment === null) return [];
  const differences = environmentDifferences(run).map(([name, baseline, candidate]) => `${name} ${baseline} → ${candidate}`);
  const how = differences.length === 0 ? '' : `: ${differences.join(', ')}`;
  const isWanted = [run.baseline, run.candidate].some(({ name }) => readUnderMode(name) !== null);
  if (isWanted) return [{ mark: '~', text: `The two sides ran under different modes${how}.`, names: [] }];
  return [
    {
      mark: '!',
      text: `The baseline was measured in another environment${how}. The difference may come from that and not from the code.`,
      names: [],
    },
  ];
}

interface Warned {
  readonly name: string;
  readonly warning: MeasurementWarning;
}

/** One for each kind: in the words of the first that is warned, with the names of the others. */
function ofKinds(comparisons: readonly Comparison[]): readonly Advice[] {
  const kinds = new Map<string, Warned[]>();
  for (const comparison of comparisons) {
    for (const warning of comparison.warnings) {
      if (weightOf(warning) === null) continue;
      const known = kinds.get(warning.code) ?? [];
      kinds.set(warning.code, [...known, { name: nameOf(comparison), warning }]);
    }
  }
  return [...kinds.values()].toSorted((a, b) => weightOf(a[0]!.warning)! - weightOf(b[0]!.warning)!).map(adviceOf);
}

function adviceOf(warned: readonly Warned[]): Advice {
  const [{ name, warning }, ...others] = warned as [Warned, ...Warned[]];
  const mark = markOf(warning);
  const names = warned.map((one) => one.name);
  if (others.length === 0) return { mark, text: `${name}: ${warning.message}`, names: [] };
  if (others.every((other) => other.warning.message === warning.message)) return { mark, text: warning.message, names };
  return { mark, text: `${name}: ${warning.message} Likewise:`, names: names.slice(1) };
}

function ofModes(compared: readonly Compared[]): readonly Advice[] {
  return (['baseline', 'candidate', 'ratio'] as const).flatMap((where): Advice[] => {
    const names = compared
      .filter(({ estimate, warnings }) => estimate.twoModes === where && !warnings.some(({ code }) => code === 'bimodal'))
      .map(nameOf);
    const text = twoModesText(where);
    if (names.length === 0) return [];
    return names.length === 1
      ? [{ mark: '!', text: `${names[0]}: ${text}`, names: [] }]
      : [{ mark: '!', text: text.charAt(0).toUpperCase() + text.slice(1), names }];
  });
}

const nameOf = ({ benchmark }: Comparison): string => benchmark.path.at(-1) ?? benchmark.id;
