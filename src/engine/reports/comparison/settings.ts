import { formatBytes } from '../../../base/units.ts';
import { marginPercent } from '../../../base/verdicts.ts';
import { WORK_TREE, type ComparedRevision, type ComparisonRun } from '../../../model/comparison.ts';
import { designTexts } from '../../../model/comparisonWords.ts';
import type { Environment } from '../../../model/run.ts';
import { environmentParts, revisionText } from '../wording.ts';

/** `HEAD~1`, `89abcde`, `Sort with fewer copies`; what is, or was, on disk with its branch and commit. */
export function revisionParts(revision: ComparedRevision): string[] {
  const { name, commit, dirtyHash, subject } = revision;
  const isHash = commit !== null && /^[\da-f]{7,}$/u.test(name) && commit.startsWith(name);
  const place = name === WORK_TREE || dirtyHash !== null ? revisionText(revision) : (commit?.slice(0, 7) ?? null);
  return [isHash ? null : name, place, subject].filter((part) => part !== null).filter((part) => part !== '');
}

const comparedOf = ({ comparisons }: ComparisonRun) =>
  comparisons.flatMap((comparison) => (comparison.state === 'compared' ? [comparison] : []));

/** How it was measured: with counts where not all were measured alike. */
function designParts(run: ComparisonRun): string[] {
  const all = comparedOf(run).map(({ design }) => design);
  const used = [...new Set(all)];
  if (used.length === 1) return [designTexts[used[0]!]];
  return used.map((design) => `${all.filter((one) => one === design).length} of ${all.length}: ${designTexts[design]}`);
}

/** `margin 2 %`; from the least to the largest where they differ. */
function marginText(run: ComparisonRun): string | null {
  const margins = comparedOf(run).map(({ estimate }) => estimate.margin);
  if (margins.length === 0) return null;
  const [least, largest] = [Math.min(...margins), Math.max(...margins)].map(marginPercent);
  return least === largest ? `margin ${largest}` : `margins ${least} to ${largest}`;
}

/** What the verdicts hold for, in lines of parts. */
export function comparisonSettings(run: ComparisonRun): string[][] {
  const own = run.benches === 'own' ? 'each with its own bench files' : null;
  const judged = [marginText(run), ...designParts(run), own].filter((part) => part !== null);
  return [judged, environmentParts(run.environment)];
}

const facts: readonly (readonly [name: string, text: (environment: Environment) => string])[] = [
  ['processor', ({ cpuModel }) => cpuModel],
  ['cores', ({ cores }) => String(cores)],
  ['memory', ({ memoryBytes }) => formatBytes(memoryBytes)],
  ['system', ({ os }) => os],
  ['architecture', ({ arch }) => arch],
  ['Node', ({ nodeVersion }) => nodeVersion],
  ['flags', ({ nodeFlags }) => nodeFlags.join(' ') || 'none'],
  ['mode', ({ mode }) => mode ?? 'none'],
  ['battery', ({ onBattery }) => (onBattery === null ? 'unknown' : onBattery ? 'yes' : 'no')],
  ['governor', ({ cpuGovernor }) => cpuGovernor ?? 'unknown'],
  ['container', ({ container }) => (container ? 'yes' : 'no')],
];

/** In what the environments of two runs differ: name, baseline, candidate. */
export function environmentDifferences({
  baselineEnvironment,
  environment,
}: ComparisonRun): readonly (readonly [string, string, string])[] {
  if (baselineEnvironment === null) return [];
  return facts
    .map(([name, text]) => [name, text(baselineEnvironment), text(environment)] as const)
    .filter(([, baseline, candidate]) => baseline !== candidate);
}
