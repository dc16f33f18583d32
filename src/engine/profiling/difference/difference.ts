import type { BaselineCost, CodeOwner, DifferenceScale, DifferenceSummary, ProfiledFunction } from '../../../model/profile.ts';
import type { LineShares, Profile } from '../profile.ts';
import type { Functions } from '../sources/functionsOf.ts';
import type { CallTree } from '../tree/callTree.ts';
import type { Frames } from '../tree/frames.ts';
import { orderLines } from '../tree/lineShares.ts';
import { StringCollector } from '../tree/stringCollector.ts';
import { matchFunctions } from './matchFunctions.ts';
import { mergedValues, mergeTrees } from './mergeTrees.ts';
import { noiseOf, type SampledWhole } from './noise.ts';
import { squaresOf } from './squaresOf.ts';

/** One side of a difference. */
export interface Side {
  readonly profile: Profile;
  readonly functions: Functions;
  /** By node, those that were taken in it itself; null where the profile has sums only. */
  readonly samples: Int32Array | null;
}

type Costs = Pick<CallTree, 'self' | 'total'>;

/** Columns that a sum of nodes needs to be compared. */
export interface ComparedCosts {
  readonly baseline: Costs;
  readonly baselineSquares: Costs;
  readonly candidate: Costs;
  readonly candidateSquares: Costs;
}

/** Two profiles as one. */
export interface Difference {
  /** Calls of both, with the values of the candidate. It has no time: the two have none in common. */
  readonly profile: Profile;
  readonly functions: Functions;
  /** By node, on the scale of the candidate. */
  readonly costs: ComparedCosts;
  readonly whole: SampledWhole;
  readonly summary: DifferenceSummary;
}

/** `scale`: null for what suits the profiles. */
export function differenceOf(baseline: Side, candidate: Side, scale: DifferenceScale | null): Difference {
  const [a, b] = [baseline.profile, candidate.profile];
  const { all, idOfBaseline } = matchFunctions(baseline.functions.all, candidate.functions.all);
  const merged = mergeTrees(
    { tree: a.tree, functionOf: baseline.functions.idOf.map((id) => idOfBaseline[id]!) },
    { tree: b.tree, functionOf: candidate.functions.idOf },
    framesOf(all, candidate),
  );
  const { tree, baselineNodes, candidateNodes } = merged;
  const chosen = scaleOf(a, b, scale);
  const factor = factorOf(baseline, candidate, chosen);
  const costs: ComparedCosts = {
    baseline: mergedValues(tree, baselineNodes, a.tree.self, factor),
    baselineSquares: mergedValues(tree, baselineNodes, squaresOf(a, baseline.samples), factor ** 2),
    candidate: mergedValues(tree, candidateNodes, b.tree.self),
    candidateSquares: mergedValues(tree, candidateNodes, squaresOf(b, candidate.samples)),
  };
  const busy = (values: Costs) => busyOf(values, (node) => all[tree.frameOf[node]!]!.owner);
  const whole: SampledWhole = {
    baseline: { value: busy(costs.baseline), squares: busy(costs.baselineSquares) },
    candidate: { value: busy(costs.candidate), squares: busy(costs.candidateSquares) },
    isShare: chosen === 'share',
  };
  const sampleCounts = candidate.samples && Int32Array.from(mergedValues(tree, candidateNodes, candidate.samples).self);
  const problems = [
    ...a.problems.map((problem) => `In the baseline: ${problem}`),
    ...b.problems,
    ...(a.unit === b.unit ? [] : [`The baseline has ${a.unit}, and the candidate has ${b.unit}: only their shares can be compared.`]),
    ...(baseline.samples && candidate.samples
      ? []
      : ['One of the profiles has no samples, so that nobody knows what of the difference is chance.']),
  ];
  return {
    profile: {
      unit: b.unit,
      tree: { ...tree, ...costs.candidate },
      timeline: null,
      lineShares: b.lineShares && mergedLines(b.lineShares, candidateNodes, tree.count),
      ...(sampleCounts && { sampleCounts }),
      ...(b.recorded && { recorded: b.recorded }),
      problems,
    },
    functions: { idOf: Int32Array.from(all.keys()), all, fileOf: candidate.functions.fileOf },
    costs,
    whole,
    summary: {
      scale: chosen,
      baselineTotal: costs.baseline.total[0]!,
      factor,
      baselineSamples: baseline.samples?.reduce((sum, count) => sum + count, 0) ?? 0,
      baselineRecording: a.recorded?.recording ?? null,
    },
  };
}

/** What the baseline has for the same thing: of a node, or of a group of functions. */
export function baselineCost(
  { baseline, baselineSquares, candidate, candidateSquares }: ComparedCosts,
  id: number,
  whole: SampledWhole,
): BaselineCost {
  const noise = (part: 'self' | 'total') =>
    noiseOf(
      { value: baseline[part][id]!, squares: baselineSquares[part][id]! },
      { value: candidate[part][id]!, squares: candidateSquares[part][id]! },
      whole,
    );
  return { self: baseline.self[id]!, total: baseline.total[id]!, selfNoise: noise('self'), totalNoise: noise('total') };
}

/**
 * How much more the candidate has, as a share of the larger of the two: from -1 to 1; 0 where chance may explain it.
 */
export function deltaOf(baseline: number, candidate: number, noise: number): number {
  const change = candidate - baseline;
  return Math.abs(change) <= noise || change === 0 ? 0 : change / Math.max(baseline, candidate);
}

/** By iteration only where both know theirs, and count the same. */
function scaleOf(a: Profile, b: Profile, wanted: DifferenceScale | null): DifferenceScale {
  const hasIterations = [a, b].every(({ recorded }) => (recorded?.recording?.iterations ?? 0) > 0);
  const isPossible = (scale: DifferenceScale) => scale === 'share' || (a.unit === b.unit && (scale === 'none' || hasIterations));
  return [wanted, 'iterations' as const].find((scale) => scale !== null && isPossible(scale)) ?? 'share';
}

function factorOf(a: Side, b: Side, scale: DifferenceScale): number {
  if (scale === 'none') return 1;
  const [of, by] = [a, b].map(({ profile, functions }) =>
    scale === 'share'
      ? busyOf(profile.tree, (node) => functions.all[functions.idOf[profile.tree.frameOf[node]!]!]!.owner)
      : profile.recorded!.recording!.iterations!,
  );
  const ratio = by! / of!;
  // Nothing at all has no share.
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
}

/** All of a profile but what was idle: how long a server waits for its users says nothing of what it does for them. */
function busyOf({ self, total }: Costs, ownerOf: (node: number) => CodeOwner): number {
  let busy = total[0]!;
  for (let node = 0; node < self.length; node += 1) if (self[node]! > 0 && ownerOf(node) === 'idle') busy -= self[node]!;
  return busy;
}

/** Functions as frames, with the strings of the candidate: its lines are named by them. */
function framesOf(all: readonly ProfiledFunction[], { profile, functions }: Side): Frames {
  const { frames } = profile.tree;
  const texts = new StringCollector(frames.strings);
  const made = {
    names: new Int32Array(all.length),
    urls: new Int32Array(all.length),
    lines: new Int32Array(all.length),
    columns: new Int32Array(all.length),
  };
  const frameOf = new Int32Array(all.length).fill(-1);
  for (let frame = 0; frame < frames.count; frame += 1) frameOf[functions.idOf[frame]!] = frame;
  for (const [id, { name, file, line, column }] of all.entries()) {
    const frame = frameOf[id]!;
    made.names[id] = frame === -1 ? texts.idOf(name) : frames.names[frame]!;
    made.urls[id] = frame === -1 ? texts.idOf(file) : frames.urls[frame]!;
    made.lines[id] = line;
    made.columns[id] = column;
  }
  return { count: all.length, ...made, strings: texts.strings };
}

function mergedLines({ firstOf, lines, values, urls }: LineShares, nodeOf: Int32Array, count: number): LineShares | null {
  const nodes = new Int32Array(lines.length);
  for (let node = 0; node < nodeOf.length; node += 1) nodes.fill(nodeOf[node]!, firstOf[node], firstOf[node + 1]);
  return orderLines({ nodes, lines, values, ...(urls && { urls }) }, count);
}
